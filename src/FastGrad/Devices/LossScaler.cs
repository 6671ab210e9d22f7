using System.Numerics;
using FastGrad.Training;

namespace FastGrad.Devices;

/// <summary>
/// The host's side of scaling a loss. The device decides alone which updates are left out, so the optimizer here may be some steps ahead of it;
/// when somebody waits for the device anyway, it is taken back.
/// </summary>
internal sealed class LossScaler<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Steps that the optimizer may be ahead, and the one before them.
    private const int Remembered = StepRing<T>.Slots + 1;

    private readonly DeviceProgram<T> _program;
    private readonly DeviceMemories<T> _memories;
    private readonly Optimizer _optimizer;
    private readonly PerStepNumbers _numbers;
    private readonly LossScaling _options;
    private readonly double[] _former;
    private readonly T[] _scale = new T[2];
    private readonly int[] _skips = new int[5];

    public LossScaler(DeviceProgram<T> program, DeviceMemories<T> memories, Optimizer optimizer, PerStepNumbers numbers, LossScaling options)
    {
        _program = program;
        _memories = memories;
        _optimizer = optimizer;
        _numbers = numbers;
        _options = options;
        _former = new double[Remembered * numbers.Values.Length];
        Restore(options.InitialScale, good: 0, skipped: 0);
    }

    /// <summary>Updates that were left out.</summary>
    public long Skipped { get; private set; }

    /// <summary>The scale, and how many updates in a row went well with it.</summary>
    public (double Scale, int Good) Read()
    {
        _memories.Scaling.Read(_scale);
        _memories.Skips.Read(_skips);
        return (double.CreateTruncating(_scale[0]), _skips[3]);
    }

    /// <summary>Goes on from where another trainer was.</summary>
    public void Restore(double scale, int good, long skipped)
    {
        T rounded = T.CreateTruncating(scale);
        (_scale[0], _scale[1]) = (rounded, T.One / rounded);
        _memories.Scaling.Write(_scale);
        Array.Clear(_skips);
        _skips[3] = good;
        _memories.Skips.Write(_skips);
        Skipped = skipped;
        Remember();
    }

    /// <summary>The optimizer has begun a step.</summary>
    public void Remember() => _numbers.Values.CopyTo(Former(_optimizer.StepCount));

    /// <summary>Has the device look at the gradients before an update.</summary>
    /// <param name="slots">From its constants in their ring to the next one's.</param>
    public void Check(int slots) => _program.CheckGradients(_options.GrowthFactor, _options.BackoffFactor, _options.GrowthInterval, slots);

    /// <summary>Waits for the device, and takes the optimizer back by the steps that were left out.</summary>
    public void Settle()
    {
        _memories.Skips.Read(_skips);
        int skipped = _skips[2];
        if (skipped == 0)
            return;
        Skipped += skipped;
        _optimizer.StepCount -= skipped;
        Former(_optimizer.StepCount).CopyTo(_numbers.Values);
        (_skips[1], _skips[2]) = (0, 0);
        _memories.Skips.Write(_skips);
    }

    private Span<double> Former(long step)
    {
        int length = _numbers.Values.Length;
        return _former.AsSpan((int)(step % Remembered) * length, length);
    }
}
