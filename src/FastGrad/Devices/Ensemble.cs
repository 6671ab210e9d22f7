using System.Numerics;
using FastGrad.Devices;

namespace FastGrad;

/// <summary>
/// Models of one class that a device trains side by side, each from its own seed and with its own settings of the optimizer: for sweeps, and
/// for ensembles. All see the same examples in the same order. One group of a GPU's lanes trains one model, all of its steps' kernels in one
/// launch, so hundreds of small models take hardly longer than one.
/// </summary>
/// <typeparam name="T">The models' precision.</typeparam>
/// <typeparam name="TOptimizer">Their optimizer.</typeparam>
public sealed class Ensemble<T, TOptimizer> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TOptimizer : Optimizer
{
    private readonly EnsembleMemory<T> _memory;
    private readonly BatchPlan _plan;
    private readonly TOptimizer[] _optimizers;
    private readonly FormulaConstants<T> _constants;
    private readonly T[] _losses;
    private readonly List<T>[] _epochLosses;
    private readonly int _batch;
    private ulong _steps;
    private bool _isDisposed;

    internal Ensemble(EnsembleMemory<T> memory, TOptimizer[] optimizers, FormulaConstants<T> constants, BatchPlan plan, int batch)
    {
        _memory = memory;
        _optimizers = optimizers;
        _constants = constants;
        _plan = plan;
        _batch = batch;
        _losses = new T[optimizers.Length * EnsembleMemory<T>.Ring];
        _epochLosses = [.. optimizers.Select(_ => new List<T>())];
    }

    /// <summary>Models.</summary>
    public int Count => _optimizers.Length;

    /// <summary>One model's optimizer: its settings may change between calls of <see cref="Train"/>.</summary>
    /// <param name="model">At least 0 and below <see cref="Count"/>.</param>
    public TOptimizer OptimizerOf(int model) => _optimizers[Checked(model)];

    /// <summary>One model's mean loss in each epoch so far; batches count by their examples.</summary>
    /// <inheritdoc cref="OptimizerOf"/>
    public IReadOnlyList<T> LossesOf(int model) => _epochLosses[Checked(model)];

    /// <summary>Trains all models for some epochs more.</summary>
    /// <param name="epochs">At least 1.</param>
    /// <exception cref="ObjectDisposedException">It has been disposed of.</exception>
    public void Train(int epochs)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        double[] sums = new double[Count];
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            _memory.Order.Write(_plan.NextOrder());
            Array.Clear(sums);
            for (int first = 0; first < _plan.Examples;)
                first += Launch(first, sums);
            for (int model = 0; model < Count; model++)
                _epochLosses[model].Add(T.CreateTruncating(sums[model] / _plan.Examples));
        }
    }

    /// <summary>Copies what one model has learned, running means included, into a model of the host.</summary>
    /// <param name="model">At least 0 and below <see cref="Count"/>.</param>
    /// <param name="destination">Of the same class.</param>
    /// <exception cref="ArgumentException">It is of another class.</exception>
    public void CopyParametersTo(int model, IModel<T> destination)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ArgumentNullException.ThrowIfNull(destination);
        _memory.Read(Checked(model), destination);
    }

    /// <summary>Gives its memory on the device back.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _memory.Dispose();
    }

    /// <summary>As many steps as the rings hold, or as are left of the epoch.</summary>
    /// <returns>The examples taken.</returns>
    private int Launch(int first, double[] sums)
    {
        int steps = Math.Min(EnsembleMemory<T>.Ring, (_plan.Examples - first + _batch - 1) / _batch);
        ReadOnlySpan<int> starts = _plan.Steps(first, _batch, steps);
        for (int model = 0; model < Count; model++)
            _constants.Prepare(_optimizers[model], model, steps);
        _memory.Run(starts, _constants.Values, steps, _plan.Examples, _steps);
        _memory.Losses.Read(_losses);
        _steps += (ulong)steps;
        int taken = 0;
        for (int step = 0; step < steps; step++)
        {
            int batch = starts[2 * step + 1];
            taken += batch;
            for (int model = 0; model < Count; model++)
                sums[model] += double.CreateTruncating(_losses[model * EnsembleMemory<T>.Ring + step]) * batch;
        }
        return taken;
    }

    private int Checked(int model) => (uint)model < (uint)Count
        ? model
        : throw new ArgumentOutOfRangeException(nameof(model), model, $"There are {Count} models.");
}
