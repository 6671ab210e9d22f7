namespace ILGPU.Execution;

/// <summary>A lane and, once it had to wait for another, a thread for its stack. Of lane 0 it is the caller's.</summary>
internal sealed class LaneThread(Lane lane) : IDisposable
{
    private const int StackBytes = 1 << 20;

    private readonly Turn _turn = new();
    private Thread? _thread;
    private volatile bool _isDisposed;

    public Lane Lane { get; } = lane;

    public void Wait() => _turn.Wait();

    public void Wake()
    {
        if (_thread is null && Lane.LinearIndex > 0)
        {
            _thread = new Thread(Work, StackBytes) { IsBackground = true, Name = $"Lane {Lane.LinearIndex}" };
            _thread.Start();
        }
        _turn.Come();
    }

    public void Dispose()
    {
        _isDisposed = true;
        _turn.Come();
        _thread?.Join();
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
