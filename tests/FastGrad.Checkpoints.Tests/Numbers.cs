using System.Numerics;

namespace FastGrad.Checkpoints.Tests;

/// <summary>Data of a step, and all numbers of something in a row.</summary>
internal static class Numbers
{
    public static T[] Of<T>(ParameterSet<T> tensors) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. tensors.SelectMany(tensor => tensor.Values.ToArray())];

    public static T[] Of<T>(IModel<T> model) where T : unmanaged, IBinaryFloatingPointIeee754<T> => [.. Of(model.Parameters), .. Of(model.Buffers)];

    /// <summary>All that a trainer keeps, and the optimizer's settings.</summary>
    public static T[] Of<T>(ITrainer<T> trainer) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
    [
        .. trainer.OptimizerState.Names.SelectMany(slot => Of(trainer.OptimizerState[slot])),
        .. trainer.OptimizerState.PerStep.Names.Select(name => T.CreateTruncating(trainer.OptimizerState.PerStep[name])),
        T.CreateTruncating(trainer.Optimizer.LearningRate),
        T.CreateTruncating(trainer.Optimizer.CycledMomentum ?? -1),
        T.CreateTruncating(trainer.BaseLearningRate),
        T.CreateTruncating(trainer.Optimizer.StepCount),
        T.CreateTruncating(trainer.Seed),
        T.CreateTruncating(trainer.Call),
        .. StateOf(trainer.Schedule).Select(T.CreateTruncating),
    ];

    public static T[] Draw<T>(int seed, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating(random.NextSingle() * 2 - 1))];
    }

    public static int[] Labels(int seed, int count, int classes)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(classes))];
    }

    private static double[] StateOf(Schedule? schedule)
    {
        double[] state = new double[schedule?.StateNames.Count ?? 0];
        schedule?.GetState(state);
        return state;
    }
}
