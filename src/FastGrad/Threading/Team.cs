using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Memory;

namespace FastGrad.Threading;

/// <summary>
/// A trainer's threads, with room for each to work in. Emitted code hands it on to kernels, which decide whether their work is worth
/// sharing. They share out elements of the result, never the terms of a sum, so the number of threads changes no bit.
/// </summary>
/// <typeparam name="T">The model's precision.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Team<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _threads;
    private readonly PinnedBuffer<T> _scratch;
    private readonly int _stride;
    private readonly long _leastWork;
    private WorkerTeam? _workers;
    private bool _isDisposed;

    /// <param name="threads">At least 2.</param>
    /// <param name="scratchLength">Numbers of the room that a kernel may need.</param>
    /// <param name="leastWork">What a part must be worth, in floating-point operations.</param>
    internal Team(int threads, int scratchLength, long leastWork)
    {
        // No line of the cache belongs to two of them.
        _stride = checked(scratchLength + PinnedBuffer<T>.Slack) / 64 * 64;
        _scratch = new(checked(_stride * (threads - 1)));
        _leastWork = leastWork;
        _threads = threads;
    }

    /// <summary>What the garbage collector was asked for.</summary>
    internal long Bytes => _scratch.Bytes;

    /// <inheritdoc/>
    public void Dispose()
    {
        _workers?.Dispose();
        _isDisposed = true;
    }

    /// <summary>Into how many parts work should be cut; 1 where it is too little to gain.</summary>
    /// <param name="work">In floating-point operations, as fast as a product makes them.</param>
    /// <param name="granules">Into how many it can be cut.</param>
    internal int Parts(long work, int granules) => work < 2 * _leastWork ? 1 : (int)Math.Min(work / _leastWork, Math.Min(_threads, granules));

    /// <summary>The room for one part: the first's is in the arena.</summary>
    internal ref T Scratch(int part, ref T own)
    {
        if (part == 0)
            return ref own;
        return ref Unsafe.Add(ref _scratch.Start, (nint)(part - 1) * _stride);
    }

    /// <inheritdoc cref="WorkerTeam.Run"/>
    /// <remarks>The threads are started here, when there first is something to share.</remarks>
    internal void Run<TJob>(scoped ref TJob job, int parts) where TJob : struct, IJob, allows ref struct
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        (_workers ??= new(_threads)).Run(ref job, parts);
    }
}
