using System.Numerics;
using FastGrad.Devices;
using FastGrad.Training;

namespace FastGrad;

/// <summary>
/// Models of one class that a device trains side by side, each from its own seed and with its own settings of the optimizer: for sweeps, and
/// for ensembles. All see the same examples in the same order; each draws random numbers of its own. One group of a GPU's lanes trains one
/// model, all kernels of many steps in one launch, so that many small models share a GPU.
/// </summary>
/// <typeparam name="T">The models' precision.</typeparam>
/// <typeparam name="TOptimizer">Their optimizer.</typeparam>
public sealed class Ensemble<T, TOptimizer> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TOptimizer : Optimizer
{
    private readonly EnsembleMemory<T> _memory;
    private readonly TOptimizer[] _optimizers;
    private readonly StepConstants<T> _constants;
    private readonly ulong _seed;
    private readonly int _batch;
    private readonly bool _shuffles;
    private readonly int[] _order;
    private readonly T[] _losses;
    private readonly double[] _sums;
    private readonly List<double>[] _epochLosses;
    private ulong _steps;
    private bool _isDisposed;

    internal Ensemble(EnsembleMemory<T> memory, TOptimizer[] optimizers, ulong seed, int batch, bool shuffles)
    {
        _memory = memory;
        _optimizers = optimizers;
        _constants = new(Array.ConvertAll(optimizers, optimizer => (FormulaOptimizer)(Optimizer)optimizer));
        _seed = seed;
        _batch = batch;
        _shuffles = shuffles;
        _order = new int[memory.Examples];
        _losses = new T[optimizers.Length * StepRing<T>.Slots];
        _sums = new double[optimizers.Length];
        _epochLosses = Array.ConvertAll(optimizers, _ => new List<double>());
    }

    /// <summary>Models.</summary>
    public int Count => _optimizers.Length;

    /// <summary>One model's optimizer, whose settings may change between calls of <see cref="Train"/>; but the trainer's schedule,
    /// where it had one, sets what it sets.</summary>
    /// <param name="model">At least 0 and below <see cref="Count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such model.</exception>
    public TOptimizer OptimizerOf(int model) => _optimizers[Checked(model)];

    /// <summary>One model's mean loss in each epoch so far; batches count by their examples.</summary>
    /// <inheritdoc cref="OptimizerOf"/>
    public IReadOnlyList<double> LossesOf(int model) => _epochLosses[Checked(model)];

    /// <summary>Trains all models for some epochs more.</summary>
    /// <param name="epochs">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer; nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">The trainer was handed other examples; nothing has changed.</exception>
    /// <exception cref="ObjectDisposedException">These models, or the trainer that they are of, were disposed of.</exception>
    public void Train(int epochs)
    {
        RequireAlive();
        if (epochs < 1)
            throw new ArgumentOutOfRangeException(nameof(epochs), epochs, $"Got {epochs} epochs, but at least 1 is needed.");
        if (_memory.HasLostExamples)
            throw new InvalidOperationException("The examples that these models learn from were replaced by another Upload: call TrainMany again.");
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            if (_shuffles)
                Shuffle.Fill(_order, _seed, _steps);
            else
                Shuffle.Straight(_order);
            _memory.Order.Write(_order);
            Array.Clear(_sums);
            for (long first = 0; first < _order.Length; first += (long)StepRing<T>.Slots * _batch)
                Launch((int)first);
            for (int model = 0; model < Count; model++)
                _epochLosses[model].Add(_sums[model] / _order.Length);
        }
    }

    /// <summary>Copies what one model has learned, parameters and buffers, into a model of the host.</summary>
    /// <param name="model">At least 0 and below <see cref="Count"/>.</param>
    /// <param name="destination">Of the same class.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such model.</exception>
    /// <exception cref="ArgumentException">The destination's parameters are others; nothing has been written.</exception>
    /// <exception cref="ObjectDisposedException">These models, or the trainer that they are of, were disposed of.</exception>
    public void CopyParametersTo(int model, IModel<T> destination)
    {
        RequireAlive();
        ArgumentNullException.ThrowIfNull(destination);
        _memory.Read(Checked(model), destination);
    }

    /// <summary>Gives the models' memory on the device back.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _memory.Dispose();
    }

    /// <summary>As many steps as the rings hold, or as are left of the epoch.</summary>
    private void Launch(int first)
    {
        int steps = Math.Min(StepRing<T>.Slots, (_order.Length - first - 1) / _batch + 1);
        for (int step = 0; step < steps; step++)
        {
            foreach (TOptimizer optimizer in _optimizers)
                optimizer.BeginStep();
            _constants.Keep(step);
        }
        _memory.Run(first, _batch, steps, _constants.Values, _steps, _losses);
        _steps += (ulong)steps;
        for (int step = 0; step < steps; step++)
        {
            int batch = Math.Min(_batch, _order.Length - first - step * _batch);
            for (int model = 0; model < Count; model++)
                _sums[model] += double.CreateTruncating(_losses[model * StepRing<T>.Slots + step]) * batch;
        }
    }

    private void RequireAlive() => ObjectDisposedException.ThrowIf(_isDisposed || _memory.IsOrphaned, this);

    private int Checked(int model) => (uint)model < (uint)Count
        ? model
        : throw new ArgumentOutOfRangeException(nameof(model), model, $"Got model {model}, but there are {Count}, counted from 0.");
}
