using System.Numerics;

namespace FastGrad.Devices;

/// <summary>Steps of a small model that one group of lanes makes, many in a launch.</summary>
internal sealed class GroupSteps<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DeviceMemories<T> _memories;
    private readonly DataSet<T> _examples;
    private readonly DeviceMemory<int> _plan, _seed;
    private readonly int[] _steps = new int[2 * StepRing<T>.Slots];
    private readonly int[] _words = new int[2];

    /// <param name="store">The trainer's.</param>
    /// <param name="memories">The trainer's.</param>
    /// <param name="examples">What they learn from.</param>
    /// <exception cref="DeviceMemoryException">The device has too little memory.</exception>
    public GroupSteps(DeviceStore store, DeviceMemories<T> memories, DataSet<T> examples)
    {
        _memories = memories;
        _examples = examples;
        _plan = store.Allocate<int>(_steps.Length, "steps");
        _seed = store.Allocate<int>(_words.Length, "seed");
    }

    /// <summary>What a launch is told.</summary>
    /// <param name="first">Place in the order where the first step begins.</param>
    /// <param name="batch">Examples of a step; the last one of an epoch takes what is left.</param>
    /// <param name="steps">How many.</param>
    /// <param name="slot">Of the first.</param>
    /// <param name="seed">Of random numbers.</param>
    /// <param name="call">The first step's count.</param>
    public EnsembleCall<T> Call(int first, int batch, int steps, int slot, ulong seed, ulong call)
    {
        for (int step = 0; step < steps; step++)
            (_steps[2 * step], _steps[2 * step + 1]) = (first + step * batch, Math.Min(batch, _examples.Count - first - step * batch));
        _plan.Write(_steps.AsSpan(0, 2 * steps));
        (_words[0], _words[1]) = (unchecked((int)seed), unchecked((int)(seed >> 32)));
        _seed.Write(_words);
        (DeviceMemory<T> inputs, DeviceMemory<T> targets, DeviceMemory<int> labels) = _examples.Packed;
        return new(_memories, inputs, targets, labels, _examples.Order, _plan, _seed, Count: 1, steps, _examples.Count, call, slot);
    }
}
