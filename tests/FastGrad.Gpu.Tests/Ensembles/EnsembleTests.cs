using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;

namespace FastGrad.Gpu.Tests.Ensembles;

/// <summary>Models that groups train side by side, against the same models trained one after another on the CPU.</summary>
public class EnsembleTests
{
    [Fact]
    public void ATrainerLearnsAsTheCpus()
    {
        using Context context = Context.Create(builder => builder.Default().EnableAlgorithms());
        using Accelerator accelerator = context.GetPreferredDevice(preferCPU: true).CreateAccelerator(context);
        (float[] inputs, int[] labels) = Spirals(37);
        var net = new SpiralNet(5);
        using var cpu = net.CreateTrainer(16);
        using var gpu = new SpiralNet(5).CreateTrainer(accelerator, 16);
        for (int step = 0; step < 5; step++)
        {
            float expected = cpu.Step(inputs.AsSpan(0, 32), labels.AsSpan(0, 16)), actual = gpu.Step(inputs.AsSpan(0, 32), labels.AsSpan(0, 16));
            Assert.Equal(expected, actual, 1e-5f);
        }
    }

    internal static (float[] Inputs, int[] Labels) Spirals(int count)
    {
        float[] inputs = new float[2 * count];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            double radius = 0.1 + 0.9 * i / count, angle = 6 * radius + Math.PI * (i % 2);
            (inputs[2 * i], inputs[2 * i + 1]) = ((float)(radius * Math.Cos(angle)), (float)(radius * Math.Sin(angle)));
            labels[i] = i % 2;
        }
        return (inputs, labels);
    }
}

[Model, Input(2), Dense(8), Tanh, Dense(2), CrossEntropy, Adam(LearningRate = 0.05)]
public partial class SpiralNet;
