using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace FastGrad.Threading;

/// <summary>
/// What a team works on, as its threads see it. It knows nothing of who owns the team, so that the threads keep no trainer alive.
/// </summary>
/// <remarks>
/// A job lies in the frame of the thread that runs it and is reached by its address: no allocation, and it may hold references. Those are
/// known to the garbage collector through that frame, which lives until all parts are done; what a worker reads out of it, through the
/// worker's.
/// </remarks>
internal sealed unsafe class Assignment
{
    private void* _job;
    private delegate*<void*, int, int, void> _run;
    private int _parts;
    private Padded _unfinished;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Whether workers should go home.</summary>
    public volatile bool IsOver;

    /// <summary>Takes a job on. The workers must be called afterwards.</summary>
    public void Begin<TJob>(scoped ref TJob job, int parts) where TJob : struct, IJob, allows ref struct
    {
        _job = Unsafe.AsPointer(ref job);
        _run = &Run<TJob>;
        _parts = parts;
        _unfinished.Value = parts;
    }

    /// <summary>Does one part. What it throws is kept for <see cref="Finish"/>.</summary>
    public void Do(int part)
    {
        try
        {
            _run(_job, part, _parts);
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
        }
        Interlocked.Decrement(ref _unfinished.Value);
    }

    /// <summary>Waits for all parts, and throws what the first one that failed threw.</summary>
    public void Finish()
    {
        for (Patience patience = default; Volatile.Read(ref _unfinished.Value) > 0;)
            patience.Wait();
        // The frame that it lies in is about to go: whoever looked there now would find whatever comes next, and take it for addresses.
        _job = null;
        if (_failure is not null)
            Throw();
    }

    private void Throw()
    {
        ExceptionDispatchInfo failure = _failure!;
        _failure = null;
        failure.Throw();
    }

    private static void Run<TJob>(void* job, int part, int parts) where TJob : struct, IJob, allows ref struct =>
        Unsafe.AsRef<TJob>(job).Run(part, parts);
}
