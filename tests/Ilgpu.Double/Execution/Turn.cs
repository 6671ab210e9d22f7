namespace ILGPU.Execution;

/// <summary>Whose turn it is. A semaphore would spin before it sleeps, and keep from the processor whoever it waits for.</summary>
internal sealed class Turn
{
    private readonly object _gate = new();
    private bool _isCome;

    public void Wait()
    {
        lock (_gate)
        {
            while (!_isCome)
                Monitor.Wait(_gate);
            _isCome = false;
        }
    }

    public void Come()
    {
        lock (_gate)
        {
            _isCome = true;
            Monitor.Pulse(_gate);
        }
    }
}
