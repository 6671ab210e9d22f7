using FastGrad.Tests.Runtime;
using FastGrad.Training;
using LabelledProgram = FastGrad.Generated.FastGrad_Tests_Devices_LabelledNet;
using PartlyFrozenProgram = FastGrad.Generated.FastGrad_Tests_Devices_PartlyFrozenNet;

namespace FastGrad.Tests.Devices;

/// <summary>Labels, a loss of each example's own, and a gradient of the inputs.</summary>
[Model(InputGradient = true), Input(5), Dense(9), Tanh, Dense(4), CrossEntropy(Reduction = Reduction.None), Sgd]
internal sealed partial class LabelledNet;

/// <summary>Parameters that nothing moves between groups that learn at different rates.</summary>
[Model, Input(5), Dense(6, LearningRateFactor = 0.25), Tanh, Dense(3, Frozen = true), Tanh, Dense(20), Mse, Sgd]
internal sealed partial class PartlyFrozenNet;

internal sealed class LabelledTrainer(LabelledNet net, ArrayDevice device, int capacity, TrainerOptions? options = null)
    : DeviceTrainer<float, int, CrossEntropy, LabelledProgram, Momentum>(
        net.Parameters, net.Buffers, new(), new(),
        new ArrayProgram<int, CrossEntropy, LabelledProgram>(device, net.Parameters, new()), capacity, options)
{
    protected override Momentum CreateOptimizer() => new();
}

internal sealed class PartlyFrozenTrainer(PartlyFrozenNet net, ArrayDevice device, int capacity, TrainerOptions? options = null)
    : DeviceTrainer<float, float, Mse, PartlyFrozenProgram, Momentum>(
        net.Parameters, net.Buffers, new(), new(),
        new ArrayProgram<float, Mse, PartlyFrozenProgram>(device, net.Parameters, new()), capacity, options)
{
    protected override Momentum CreateOptimizer() => new();
}

/// <summary>A batch for either net.</summary>
internal readonly record struct Examples(float[] Inputs, float[] Targets, int[] Labels)
{
    public const int InputLength = 5, TargetLength = 20, Classes = 4;

    public static Examples Of(int count, int seed)
    {
        Random random = new(seed);
        float[] Numbers(int length) => [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() * 2 - 1)];
        return new(Numbers(count * InputLength), Numbers(count * TargetLength), [.. Enumerable.Range(0, count).Select(_ => random.Next(Classes))]);
    }

    /// <summary>Some of the examples, in an order.</summary>
    public Examples Rows(ReadOnlySpan<int> rows)
    {
        (List<float> inputs, List<float> targets, List<int> labels) = ([], [], []);
        foreach (int row in rows)
        {
            inputs.AddRange(Inputs[(row * InputLength)..((row + 1) * InputLength)]);
            targets.AddRange(Targets[(row * TargetLength)..((row + 1) * TargetLength)]);
            labels.Add(Labels[row]);
        }
        return new([.. inputs], [.. targets], [.. labels]);
    }
}
