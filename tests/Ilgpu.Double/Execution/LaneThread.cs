namespace ILGPU.Execution;

/// <summary>A lane and, once it had to wait for another, a thread for its stack. Of lane 0 it is the caller's.</summary>
internal sealed class LaneThread(Lane lane) : IDisposable
{
    private const int StackBytes = 1 << 20;

    // A semaphore of .NET's would spin before it sleeps, and all lanes but one of a group wait.
    private readonly object _turn = new();
    private bool _hasTurn;
    private Thread? _thread;
    private volatile bool _isDisposed;

    public Lane Lane { get; } = lane;

    public void Wait()
    {
        lock (_turn)
        {
            while (!_hasTurn)
                Monitor.Wait(_turn);
            _hasTurn = false;
        }
    }

    public void Wake()
    {
        if (_thread is null && Lane.LinearIndex > 0)
        {
            _thread = new Thread(Work, StackBytes) { IsBackground = true, Name = $"Lane {Lane.LinearIndex}" };
            _thread.Start();
        }
        Give();
    }

    public void Dispose()
    {
        _isDisposed = true;
        Give();
        _thread?.Join();
    }

    private void Give()
    {
        lock (_turn)
        {
            _hasTurn = true;
            Monitor.Pulse(_turn);
        }
    }

    private void Work()
    {
        while (true)
        {
            Wait();
            if (_isDisposed)
                return;
            Lane.Group.RunLane(Lane);
            Lane.Group.HandOver(Lane);
        }
    }
}
