namespace FastGrad.Threading;

/// <summary>
/// Threads that share work with the one that has it. They are started once and end with <see cref="Dispose"/>, or when nobody knows the
/// team any more. One thread at a time may have work, and a job must not ask for another.
/// </summary>
internal sealed class WorkerTeam : IDisposable
{
    private readonly Assignment _assignment = new();
    private readonly Worker[] _workers;
    private bool _isDisposed;
    private int _isBusy;

    /// <summary>A team with one thread less than it has members: the caller is one too.</summary>
    /// <param name="members">At least 2.</param>
    public WorkerTeam(int members)
    {
        _workers = new Worker[members - 1];
        for (int index = 0; index < _workers.Length; index++)
            _workers[index] = new(_assignment, index + 1);
    }

    /// <summary>The team may have been forgotten; its threads know only the assignment, so this can happen.</summary>
    ~WorkerTeam() => SendHome();

    /// <summary>Threads that work, the caller's included.</summary>
    public int Members => _workers.Length + 1;

    /// <summary>Runs all parts, the first one here, and returns when all are done. Allocates nothing.</summary>
    /// <param name="job">What is to be done.</param>
    /// <param name="parts">2 to <see cref="Members"/>.</param>
    /// <remarks>If parts throw, the exception of one of them is thrown here, after all have ended.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">There are more parts than members.</exception>
    /// <exception cref="InvalidOperationException">Another thread has work for this team, or a job asks for another.</exception>
    public void Run<TJob>(scoped ref TJob job, int parts) where TJob : struct, IJob, allows ref struct
    {
        // Later it would throw with the first workers called, and take the frame away from them that the job lies in.
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parts, Members);
        Occupy();
        try
        {
            _assignment.Begin(ref job, parts);
            for (int part = 1; part < parts; part++)
                _workers[part - 1].Call();
            _assignment.Do(0);
            _assignment.Finish();
        }
        finally
        {
            Volatile.Write(ref _isBusy, 0);
        }
        GC.KeepAlive(this);
    }

    /// <summary>Ends the threads and waits for them.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        Occupy();
        _isDisposed = true;
        GC.SuppressFinalize(this);
        SendHome();
        foreach (Worker worker in _workers)
            worker.Join();
    }

    // A second caller would take the job from under the workers' feet, and one who sends them home would leave the first waiting for ever.
    private void Occupy()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (Interlocked.Exchange(ref _isBusy, 1) != 0)
            throw new InvalidOperationException("A trainer has one caller at a time, and this one is at work for another.");
    }

    private void SendHome()
    {
        _assignment.IsOver = true;
        foreach (Worker worker in _workers)
            worker?.Call();
    }
}
