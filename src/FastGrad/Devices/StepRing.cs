using System.Numerics;
using FastGrad.Training;

namespace FastGrad.Devices;

/// <summary>
/// What steps under way read and leave behind: the optimizer's constants and the losses, each step's in a slot of its own. A slot is used
/// again without waiting, because the device does everything in the order of asking.
/// </summary>
internal sealed class StepRing<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How many.</summary>
    public const int Slots = 64;

    private readonly FormulaOptimizer _optimizer;
    private readonly DeviceMemory<T> _constants, _losses;
    private readonly T[] _numbers;
    private readonly T[] _loss = new T[1];
    private readonly int _groups, _groupStride;
    private int _lastLoss = -1;
    private bool _isRead;

    public StepRing(FormulaOptimizer optimizer, DeviceMemory<T> constants, DeviceMemory<T> losses)
    {
        _optimizer = optimizer;
        _constants = constants;
        _losses = losses;
        _groups = optimizer.Parameters.Groups.Length;
        _groupStride = optimizer.ConstantsOf(0).Length;
        _numbers = new T[Slots * _groups * _groupStride];
    }

    private int Stride => _groups * _groupStride;

    /// <summary>The slot that comes after the last one used.</summary>
    public int Next { get; private set; }

    /// <summary>Keeps the constants of the optimizer's step that has begun.</summary>
    public void Keep(int slot)
    {
        Span<T> numbers = _numbers.AsSpan(slot * Stride, Stride);
        for (int group = 0; group < _groups; group++)
        {
            ReadOnlySpan<double> constants = _optimizer.ConstantsOf(group);
            for (int index = 0; index < constants.Length; index++)
                numbers[group * _groupStride + index] = T.CreateTruncating(constants[index]);
        }
    }

    /// <summary>Hands kept constants to the device.</summary>
    public void Write(int slot, int count) => _constants.Write(_numbers.AsSpan(slot * Stride, count * Stride), (long)slot * Stride);

    /// <summary>A step or a loss uses a slot.</summary>
    public void Use(int slot)
    {
        Next = (slot + 1) % Slots;
        _lastLoss = slot;
        _isRead = false;
    }

    /// <summary>The loss of the last slot used, when it is there.</summary>
    /// <exception cref="InvalidOperationException">There has been none.</exception>
    public T Loss()
    {
        if (_lastLoss < 0)
            throw new InvalidOperationException("There is no loss: no loss has been computed yet, by Step, Enqueue, Loss, Evaluate or Train.");
        if (!_isRead)
        {
            _losses.Read(_loss, _lastLoss);
            _isRead = true;
        }
        return _loss[0];
    }

    /// <summary>The losses of slots that follow one another.</summary>
    public void ReadLosses(int slot, Span<T> losses) => _losses.Read(losses, slot);
}
