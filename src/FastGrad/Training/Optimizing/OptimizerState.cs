using System.Numerics;
using FastGrad.Memory;
using FastGrad.Threading;

namespace FastGrad;

/// <summary>
/// What an optimizer remembers of each weight, by slot: <c>trainer.OptimizerState["m"]["Dense1.Weight"].Values</c>.
/// </summary>
/// <typeparam name="T">The model's precision.</typeparam>
public abstract class OptimizerState<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly string[] _names;
    private readonly ParameterSet<T>[] _slots;

    private protected OptimizerState(ParameterSet<T> parameters, ReadOnlySpan<string> slotNames, PerStepNumbers perStep)
    {
        Parameters = parameters;
        PerStep = perStep;
        // Whole cache lines, so that all slots of a weight are equally aligned; an odd number of them, so that the slots of one weight
        // do not all compete for the same few places in the first cache.
        const int Granule = PinnedBuffer<T>.Slack;
        int granules = (parameters.Length + Granule - 1) / Granule;
        SlotStride = (granules | 1) * Granule;
        Buffer = new(checked(SlotStride * slotNames.Length));
        _names = slotNames.ToArray();
        _slots = new ParameterSet<T>[slotNames.Length];
        for (int slot = 0; slot < _slots.Length; slot++)
            _slots[slot] = new(parameters, Buffer, slot * SlotStride);
    }

    /// <summary>The slots' names, in the order in which the optimizer's formula takes them.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>What it remembers once for all weights.</summary>
    public PerStepNumbers PerStep { get; }

    /// <summary>A slot, laid out like the model's parameters.</summary>
    /// <param name="slot">Its name.</param>
    /// <exception cref="KeyNotFoundException">The optimizer has no such slot.</exception>
    public ParameterSet<T> this[string slot]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(slot);
            int index = Array.IndexOf(_names, slot);
            return index >= 0
                ? _slots[index]
                : throw new KeyNotFoundException(
                    $"No slot is named '{slot}'; there are {(_names.Length == 0 ? "none" : string.Join(", ", _names))}.");
        }
    }

    /// <summary>The weights.</summary>
    private protected ParameterSet<T> Parameters { get; }

    /// <summary>All slots, <see cref="SlotStride"/> apart.</summary>
    internal PinnedBuffer<T> Buffer { get; }

    internal int SlotStride { get; }

    /// <summary>
    /// Moves the weights from <paramref name="offset"/> on, all of one parameter, by their gradients, as part of the step that has begun. Several
    /// threads may call it for different weights.
    /// </summary>
    internal abstract void Update(ref readonly T gradients, nint offset, nint count);

    /// <summary>The same for weights of any number of parameters.</summary>
    internal abstract void UpdateAcross(ref readonly T gradients, nint offset, nint count);

    /// <summary>Moves all weights by their gradients, as the step that has begun.</summary>
    /// <param name="team">Who shares the work; null for nobody.</param>
    /// <param name="gradients">The first weight's.</param>
    internal abstract void Update(Team<T>? team, ref readonly T gradients);
}
