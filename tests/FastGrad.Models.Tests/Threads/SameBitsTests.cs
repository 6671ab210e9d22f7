using FastGrad.Models.Tests.Harness;
using FastGrad.Models.Tests.Pipelines;

namespace FastGrad.Models.Tests.Threads;

/// <summary>The number of threads changes no bit. A part may be worth next to nothing here, so all is shared that can be.</summary>
public class SameBitsTests
{
    private const int Capacity = 64;

    private static readonly int[] _batches = [64, 31, 1, 2, 5, 64];

    // What a net takes of each example: inputs, targets, and classes where its targets are labels.
    private static readonly Dictionary<string, (Func<object> Create, int Inputs, int Targets, int Classes)> _nets = new()
    {
        [nameof(SmallNet)] = (() => new SmallNet(3), 64, 1, 10),
        [nameof(WideNet)] = (() => new WideNet(3), 70, 1, 130),
        [nameof(Groups.WideGroupNet)] = (() => new Groups.WideGroupNet(3), 70, 1, 13),
        [nameof(Groups.WideTensorGroupNet)] = (() => new Groups.WideTensorGroupNet(3), 70, 1, 13),
        [nameof(WholeTensorNet)] = (() => new WholeTensorNet(3), 33, 65, 0),
        [nameof(SequenceNet)] = (() => new SequenceNet(3), 100, 66, 0),
        [nameof(MatrixNet)] = (() => new MatrixNet(3), 240, 9, 0),
    };

    public static TheoryData<string, int> Nets
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (string name in _nets.Keys)
                foreach (int threads in (int[])[2, 3, 7])
                    data.Add(name, threads);
            return data;
        }
    }

    public static TheoryData<int, bool> RandomOnes => AgainstDeclaration.Models;

    [Theory, MemberData(nameof(Nets)), Trait("Category", "Numeric")]
    public void Nets_learn_the_same(string name, int threads)
    {
        (Func<object> create, int inputs, int targets, int classes) = _nets[name];
        var random = new Random(threads);
        Compare(() => Driver.Of(create()), threads, hasInputGradient: true, examples => new(
            Batch.Numbers(random, examples * inputs),
            classes > 0 ? [.. Enumerable.Range(0, examples).Select(_ => (double)random.Next(classes))] : Batch.Numbers(random, examples * targets)));
    }

    [Theory, MemberData(nameof(RandomOnes))]
    public void Random_pipelines_learn_the_same(int index, bool isDouble)
    {
        var random = new Random(index);
        Compare(
            () => RandomPipelines.Create(index, isDouble), threads: 3, RandomPipelines.All[index].InputGradient,
            examples => Batch.Draw(RandomPipelines.All[index], examples, random));
    }

    private static void Compare(Func<Driver> create, int threads, bool hasInputGradient, Func<int, Batch> draw)
    {
        Driver one = create().Train(Capacity), several = create().Train(Capacity, new TrainerOptions { Threads = threads, LeastWork = 1 });
        foreach (int examples in _batches)
        {
            Batch batch = draw(examples);
            foreach (Driver driver in (Driver[])[one, several])
                driver.ZeroGradients();
            Same(one.Forward(batch.Inputs), several.Forward(batch.Inputs), "outputs");
            Same([one.Loss(batch.Targets)], [several.Loss(batch.Targets)], "loss");
            foreach (Driver driver in (Driver[])[one, several])
                driver.Backward();
            Same(one.Gradients, several.Gradients, "gradients");
            if (hasInputGradient)
                Same(one.InputGradient, several.InputGradient, "input gradient");
            foreach (Driver driver in (Driver[])[one, several])
                driver.Update();
            Same(one.Parameters, several.Parameters, "parameters after the phases");
            Same([one.Step(batch.Inputs, batch.Targets)], [several.Step(batch.Inputs, batch.Targets)], "loss of a step");
            Same(one.Parameters, several.Parameters, "parameters");
            Same(one.State, several.State, "optimizer state");
            Same([one.Evaluate(batch.Inputs, batch.Targets)], [several.Evaluate(batch.Inputs, batch.Targets)], "evaluation");
        }
        several.Dispose();
    }

    private static void Same(double[] expected, double[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected, value => Assert.True(double.IsFinite(value), what));
        for (int i = 0; i < expected.Length; i++)
            Assert.True(
                BitConverter.DoubleToInt64Bits(expected[i]) == BitConverter.DoubleToInt64Bits(actual[i]),
                $"{what}[{i}]: {expected[i]:R} is not {actual[i]:R}");
    }
}
