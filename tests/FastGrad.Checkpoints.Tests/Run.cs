using System.Numerics;

namespace FastGrad.Checkpoints.Tests;

/// <summary>A training: a model, its trainer and the data of each step.</summary>
internal sealed record Run<T>(IModel<T> Model, ITrainer<T> Trainer, Func<int, T> Step) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

internal static class Run
{
    public static Run<T> Of<T, TTarget>(IModel<T> model, ITrainer<T, TTarget> trainer, Func<int, (T[] Inputs, TTarget[] Targets)> data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged => new(model, trainer, step =>
        {
            (T[] inputs, TTarget[] targets) = data(step);
            T loss = trainer.Step(inputs, targets);
            if (trainer.Schedule is SequenceSchedule)
                Report(trainer, double.CreateTruncating(loss));
            return loss;
        });

    // The plateau is the second of its sequence; its numbers are reached through the sequence's, as a program reaches them.
    private static void Report(ITrainer trainer, double loss)
    {
        double[] state = new double[4];
        trainer.Schedule!.GetState(state);
        ReduceOnPlateauSchedule plateau = new() { Patience = 3, Factor = 0.5, Cooldown = 2 };
        plateau.SetState(state);
        plateau.Report(loss);
        plateau.GetState(state);
        trainer.Schedule.SetState(state);
    }
}
