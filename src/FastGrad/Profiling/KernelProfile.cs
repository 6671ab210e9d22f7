using System.ComponentModel;
using System.Diagnostics;

namespace FastGrad;

/// <summary>What one kernel of a model took so far.</summary>
public sealed class KernelProfile
{
    private readonly long _flopsPerExample;
    private readonly long _flopsPerCall;
    private readonly long _bytesPerExample;
    private readonly long _bytesPerCall;
    private long _ticks;

    /// <summary>A kernel that has not run yet; generated code makes it.</summary>
    /// <param name="phase">Which of the program's methods it belongs to.</param>
    /// <param name="name">What it computes.</param>
    /// <param name="flopsPerExample">See <see cref="Flops"/>.</param>
    /// <param name="flopsPerCall">The same, for what does not depend on the batch.</param>
    /// <param name="bytesPerExample">See <see cref="Bytes"/>.</param>
    /// <param name="bytesPerCall">The same, for what does not depend on the batch.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public KernelProfile(string phase, string name, long flopsPerExample, long flopsPerCall, long bytesPerExample, long bytesPerCall)
    {
        ArgumentNullException.ThrowIfNull(phase);
        ArgumentNullException.ThrowIfNull(name);
        Phase = phase;
        Name = name;
        _flopsPerExample = flopsPerExample;
        _flopsPerCall = flopsPerCall;
        _bytesPerExample = bytesPerExample;
        _bytesPerCall = bytesPerCall;
    }

    /// <summary>Forward, Infer, Loss or Backward.</summary>
    public string Phase { get; }

    /// <summary>What it computes, in the words of the generated code.</summary>
    public string Name { get; }

    /// <summary>How often it ran.</summary>
    public long Calls { get; private set; }

    /// <summary>The examples of all its calls.</summary>
    public long Examples { get; private set; }

    /// <summary>
    /// All its calls together. A kernel that makes a parameter's gradient hands it on as it goes: in a fused <c>Step</c> the update of those
    /// weights is in it.
    /// </summary>
    public TimeSpan Time => Stopwatch.GetElapsedTime(0, _ticks);

    /// <summary>Floating-point operations of products and sums over the batch; what is done to single elements is not counted.</summary>
    public long Flops => Examples * _flopsPerExample + Calls * _flopsPerCall;

    /// <summary>What it must read and write at least, each value once. The optimizer's weights and slots are not counted.</summary>
    public long Bytes => Examples * _bytesPerExample + Calls * _bytesPerCall;

    internal void Took(long ticks, int examples)
    {
        _ticks += ticks;
        Examples += examples;
        Calls++;
    }

    internal void Reset() => _ticks = Examples = Calls = 0;
}
