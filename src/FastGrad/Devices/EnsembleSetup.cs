using System.Numerics;
using FastGrad.Training;

namespace FastGrad.Devices;

/// <summary>Makes ensembles for trainers.</summary>
internal static class EnsembleSetup
{
    /// <summary>Models that have been trained for some epochs.</summary>
    /// <param name="loop">Of a trainer, whose program, kind of weights and examples the models have.</param>
    /// <param name="create">Makes an optimizer as the model declares it.</param>
    /// <param name="seeds">Of each model.</param>
    /// <param name="epochs">At least 1.</param>
    /// <param name="batch">Examples of a step.</param>
    /// <param name="configure">Is handed each model's optimizer before the first step; null for nobody.</param>
    /// <param name="shuffle">Whether each epoch has an order of its own.</param>
    /// <exception cref="ArgumentException">An argument does not fit.</exception>
    /// <exception cref="InvalidOperationException">No group can train this model, or the trainer does more at a step than a group does.</exception>
    /// <exception cref="DeviceMemoryException">The device has too little memory.</exception>
    public static Ensemble<T, TOptimizer> Train<T, TTarget, TOptimizer>(
        DeviceLoop<T, TTarget> loop, Func<TOptimizer> create, ReadOnlySpan<ulong> seeds, int epochs, int batch,
        Action<int, TOptimizer>? configure, bool shuffle)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
        where TOptimizer : Optimizer
    {
        if (epochs < 1)
            throw new ArgumentOutOfRangeException(nameof(epochs), epochs, $"Got {epochs} epochs, but at least 1 is needed.");
        Check(loop.Engine, loop.Trainer.Schedule, loop.Examples.Count, seeds.Length, batch);
        Ensemble<T, TOptimizer> ensemble = Create(loop, create, seeds, batch, configure, shuffle);
        try
        {
            ensemble.Train(epochs);
            return ensemble;
        }
        catch
        {
            // Nobody else has it.
            ensemble.Dispose();
            throw;
        }
    }

    private static Ensemble<T, TOptimizer> Create<T, TTarget, TOptimizer>(
        DeviceLoop<T, TTarget> loop, Func<TOptimizer> create, ReadOnlySpan<ulong> seeds, int batch, Action<int, TOptimizer>? configure, bool shuffle)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
        where TOptimizer : Optimizer
    {
        DeviceEngine<T, TTarget> engine = loop.Engine;
        (ParameterSet<T> parameters, ParameterSet<T> buffers) = (engine.Parameters, engine.Buffers);
        var optimizers = new TOptimizer[seeds.Length];
        OptimizerState<T>? state = null;
        for (int model = 0; model < seeds.Length; model++)
        {
            optimizers[model] = create();
            configure?.Invoke(model, optimizers[model]);
            // After it: what it sets is the rate that the schedule starts from.
            if (loop.Trainer.Schedule is Schedule schedule)
                SchedulePace.Change(optimizers[model], schedule);
            // Slots on the host, of which none but the constants' part is used: models here are small.
            state = optimizers[model].Attach(parameters);
        }
        EnsembleMemory<T> memory = new(
            engine.Program, engine.Layout, loop.Examples, parameters, buffers, (FormulaOptimizer)(Optimizer)optimizers[0], state!.SlotStride,
            engine.ReadSettings(), seeds, batch);
        return new(memory, optimizers, loop.Trainer.Seed, batch, shuffle);
    }

    private static void Check<T, TTarget>(DeviceEngine<T, TTarget> engine, Schedule? schedule, int examples, int count, int batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
    {
        if (count == 0)
            throw new ArgumentException("Got no seeds; each model needs one.", "seeds");
        // What the host keeps of all models' steps in one array: their losses and, longer, their optimizers' constants.
        int numbers = StepRing<T>.Slots * Math.Max(1, engine.Memories.ConstantStride), most = Array.MaxLength / numbers;
        if (count > most)
            throw new ArgumentOutOfRangeException(
                "seeds", count,
                $"Got {count} seeds, but at most {most} of these models train side by side: each needs {numbers} of the {Array.MaxLength} elements "
                + "that an array has at most.");
        if (batch < 1 || batch > engine.Capacity)
            throw new ArgumentOutOfRangeException(nameof(batch), batch, $"Got batches of {batch} examples, but they have 1 to {engine.Capacity}.");
        if (examples == 0)
            throw new InvalidOperationException("TrainMany needs examples on the device: call Upload before it.");
        if (engine.Program.TooLargeForGroup is string reason)
            throw new InvalidOperationException(
                $"A model of this class can't be trained by one group of lanes, side by side with others: {reason}. "
                + "Train one after another, with Train.");
        string? more = engine.Clipping is not null ? "clips gradients"
            : engine.Accumulation.Steps > 1 ? "accumulates over steps"
            : engine.Average is not null ? "averages weights"
            : schedule is { StateNames.Count: > 0 } ? $"has a {schedule.GetType().Name}, which learns how one training goes"
            : null;
        if (more is not null)
            throw new InvalidOperationException($"Models side by side make plain steps, but this trainer {more}; make one without for them.");
    }
}
