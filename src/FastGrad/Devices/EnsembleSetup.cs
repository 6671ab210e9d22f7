using System.Numerics;
using FastGrad.Training;

namespace FastGrad.Devices;

/// <summary>Makes ensembles for trainers.</summary>
internal static class EnsembleSetup
{
    /// <param name="engine">Of a trainer, whose program and kind of weights the models have.</param>
    /// <param name="examples">What they learn from.</param>
    /// <param name="create">Makes an optimizer as the model declares it.</param>
    /// <param name="seeds">Of each model.</param>
    /// <param name="batch">Examples of a step.</param>
    /// <param name="configure">Is handed each model's optimizer before the first step; null for nobody.</param>
    /// <param name="seed">Of the examples' orders.</param>
    /// <param name="shuffle">Whether each epoch has an order of its own.</param>
    /// <exception cref="ArgumentException">An argument does not fit.</exception>
    /// <exception cref="InvalidOperationException">No group can train this model, or the trainer does more at a step than a group does.</exception>
    /// <exception cref="DeviceMemoryException">The device has too little memory.</exception>
    public static Ensemble<T, TOptimizer> Create<T, TTarget, TOptimizer>(
        DeviceEngine<T, TTarget> engine, DataSet<T> examples, Func<TOptimizer> create, ReadOnlySpan<ulong> seeds, int batch,
        Action<int, TOptimizer>? configure, ulong seed, bool shuffle)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
        where TOptimizer : Optimizer
    {
        Check(engine, examples.Count, seeds.Length, batch);
        (ParameterSet<T> parameters, ParameterSet<T> buffers) = (engine.Parameters, engine.Buffers);
        var optimizers = new TOptimizer[seeds.Length];
        OptimizerState<T>? state = null;
        for (int model = 0; model < seeds.Length; model++)
        {
            optimizers[model] = create();
            configure?.Invoke(model, optimizers[model]);
            // Slots on the host, of which none but the constants' part is used: models here are small.
            state = optimizers[model].Attach(parameters);
        }
        EnsembleMemory<T> memory = new(
            engine.Program, engine.Layout, examples, parameters, buffers, (FormulaOptimizer)(Optimizer)optimizers[0], state!.SlotStride,
            engine.ReadSettings(), seeds, batch);
        return new(memory, optimizers, seed, batch, shuffle);
    }

    private static void Check<T, TTarget>(DeviceEngine<T, TTarget> engine, int examples, int count, int batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
    {
        if (count == 0)
            throw new ArgumentException("Got no seeds; each model needs one.", "seeds");
        if (batch < 1 || batch > engine.Capacity)
            throw new ArgumentOutOfRangeException(nameof(batch), batch, $"Got batches of {batch} examples, but they have 1 to {engine.Capacity}.");
        if (examples == 0)
            throw new InvalidOperationException("TrainMany needs examples on the device: call Upload before it.");
        if (engine.Program.TooLargeForGroup is string reason)
            throw new InvalidOperationException($"Models of this class can't be trained side by side: {reason}.");
        string? more = engine.Clipping is not null ? "clips gradients"
            : engine.Accumulation.Steps > 1 ? "accumulates over steps"
            : engine.Average is not null ? "averages weights"
            : null;
        if (more is not null)
            throw new InvalidOperationException($"Models side by side make plain steps, but this trainer {more}; make one without for them.");
    }
}
