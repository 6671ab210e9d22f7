using System.Diagnostics;

namespace FastGrad.Threading;

/// <summary>A thread that does always the same part of what it is called for. Between calls it looks out for a while, then it sleeps.</summary>
internal sealed class Worker
{
    // A step's kernels follow each other within microseconds; what takes longer is somebody else's work.
    private static readonly long _watch = Stopwatch.Frequency / 20_000;

    private readonly Assignment _assignment;
    private readonly int _part;
    private readonly Thread _thread;
    private readonly SemaphoreSlim _bell = new(0);
    private Padded _calls;
    private int _sleeps;

    /// <param name="assignment">What the team works on.</param>
    /// <param name="part">At least 1.</param>
    public Worker(Assignment assignment, int part)
    {
        _assignment = assignment;
        _part = part;
        _thread = new Thread(Work) { Name = $"FastGrad worker {part}", IsBackground = true };
        _thread.UnsafeStart();
    }

    /// <summary>Has it do its part of what is assigned, or go home.</summary>
    public void Call()
    {
        // A full fence: what is assigned is seen before the call is, and the call by a worker whose going to sleep is not seen below.
        Interlocked.Increment(ref _calls.Value);
        // Spelled out: on Arm an interlocked operation need not be one for loads that follow.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _sleeps) != 0 && Interlocked.Exchange(ref _sleeps, 0) != 0)
            Ring();
    }

    /// <summary>Waits until it has gone home.</summary>
    public void Join() => _thread.Join();

    private void Work()
    {
        for (int answered = 0; ; answered++)
        {
            // What wakes it may be no call, and without one there is no job to do: that it was called is seen in one place only.
            while (!LookOut(answered))
                Sleep(answered);
            if (_assignment.IsOver)
                return;
            _assignment.Do(_part);
        }
    }

    /// <summary>Whether a call came.</summary>
    private bool LookOut(int answered)
    {
        Patience patience = default;
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetTimestamp() - start < _watch;)
            for (int look = 0; look < 16; look++)
            {
                if (IsCalled(answered))
                    return true;
                patience.Wait();
            }
        return false;
    }

    private void Sleep(int answered)
    {
        Interlocked.Exchange(ref _sleeps, 1);
        Interlocked.MemoryBarrier();
        // A call that came just now may not have seen it, and so not ring; if it has, the bell is heard even now.
        if (!IsCalled(answered) || Interlocked.Exchange(ref _sleeps, 0) == 0)
            _bell.Wait();
    }

    // An interrupt of the caller's thread must not come between the workers that were called and those that were not yet.
    private void Ring()
    {
        bool isInterrupted = false;
        while (true)
        {
            try
            {
                _bell.Release();
                break;
            }
            catch (ThreadInterruptedException)
            {
                isInterrupted = true;
            }
        }
        if (isInterrupted)
            Thread.CurrentThread.Interrupt();
    }

    private bool IsCalled(int answered) => Volatile.Read(ref _calls.Value) != answered;
}
