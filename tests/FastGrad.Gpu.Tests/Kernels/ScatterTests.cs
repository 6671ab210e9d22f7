using FastGrad.Gpu.Tests.Api;
using FastGrad.Gpu.Tests.Training;

namespace FastGrad.Gpu.Tests.Kernels;

/// <summary>Rows added up by their indices: the bits of a plain loop from the first position to the last, whatever lanes and groups do it.</summary>
[Trait("Category", "Numeric")]
public class ScatterTests
{
    // Around the blocks and tiles of indices that lanes look at together.
    private static readonly int[] _positions = [1, 31, 32, 33, 1023, 1024, 1025, 2051];

    public static TheoryData<int> Lanes => [1, 4, 16, 64, 256];

    [Theory, MemberData(nameof(Lanes))]
    public void EachElementIsItsRowsSumInOrder(int lanes)
    {
        using TestAccelerator machine = Machine(lanes);
        foreach (int positions in _positions)
        {
            var random = new Random(positions);
            // Some mean no row.
            Holds<No>(machine, new(1, positions, 43, 3, Groups: 2, lanes), _ => random.Next(-2, 45));
        }
    }

    [Theory, MemberData(nameof(Lanes))]
    public void ExamplesShareATable(int lanes)
    {
        using TestAccelerator machine = Machine(lanes);
        var random = new Random(1);
        Holds<No>(machine, new(9, 121, 37, 2, Groups: 3, lanes), _ => random.Next(37));
        Holds<No>(machine, new(70, 1, 5, 1, Groups: 1, lanes), _ => random.Next(5));
    }

    [Theory, MemberData(nameof(Lanes))]
    public void ExamplesHaveTheirOwnTables(int lanes)
    {
        using TestAccelerator machine = Machine(lanes);
        var random = new Random(2);
        Holds<Yes>(machine, new(11, 130, 9, 2, Groups: 3, lanes), _ => random.Next(-1, 10));
        Holds<Yes>(machine, new(70, 1, 5, 1, Groups: 2, lanes), _ => random.Next(5));
        Holds<Yes>(machine, new(3, 4, 60, 11, Groups: 1, lanes), _ => random.Next(60));
    }

    [Theory, MemberData(nameof(Lanes))]
    public void TheIndicesAreTheSameOrAllDiffer(int lanes)
    {
        using TestAccelerator machine = Machine(lanes);
        Holds<No>(machine, new(1, 1100, 6, 5, Groups: 2, lanes), _ => 4);
        Holds<No>(machine, new(1, 400, 400, 1, Groups: 2, lanes), position => 399 - position);
        // None means a row.
        Holds<No>(machine, new(1, 1100, 6, 5, Groups: 2, lanes), position => position % 2 == 0 ? -1 : 6);
    }

    [Theory, MemberData(nameof(Lanes))]
    public void WithoutAnExampleAllIsZero(int lanes)
    {
        using TestAccelerator machine = Machine(lanes);
        Holds<No>(machine, new(0, 3, 6, 5, Groups: 2, lanes), _ => 0);
    }

    [Theory, MemberData(nameof(Lanes))]
    public void ATablesGradientHasTheseBitsAndIsAddedTo(int lanes)
    {
        using TestAccelerator machine = Machine(lanes);
        const int Batch = 401, Positions = 3 * Batch, Columns = 7;
        using WordsNet.GpuTrainer trainer = new WordsNet(3).CreateTrainer(machine.Accelerator, Batch);
        int[] words = Examples.Whole(5, Positions, 40);
        float[] gradient = Examples.Numbers<float>(6, Positions * Columns), expected = new float[40 * Columns];
        for (int i = 0; i < gradient.Length; i++)
            expected[words[i / Columns] * Columns + i % Columns] += gradient[i];

        trainer.ZeroGradients();
        trainer.Forward(words);
        trainer.Backward(gradient);
        Assert.Equal(expected, trainer.Gradients[0].Values.ToArray());
        trainer.Forward(words);
        trainer.Backward(gradient);
        Assert.Equal(expected.Select(sum => sum + sum), trainer.Gradients[0].Values.ToArray());
    }

    private static TestAccelerator Machine(int lanes)
    {
        int side = (int)Math.Sqrt(lanes);
        return lanes == 1 ? TestAccelerator.Create(2, 1) : TestAccelerator.Create(side, side);
    }

    private static void Holds<TTablePerExample>(TestAccelerator machine, ScatterSize size, Func<int, int> index)
        where TTablePerExample : struct, IFlag
    {
        var run = new ScatterRun<TTablePerExample>(size, index);
        Assert.Equal(run.Expected(), run.On(machine));
    }
}
