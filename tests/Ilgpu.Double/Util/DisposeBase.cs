namespace ILGPU.Util;

public abstract class DisposeBase : IDisposable
{
    private int _disposing;

    public bool IsDisposed { get; private set; }

    protected void VerifyNotDisposed() => ObjectDisposedException.ThrowIf(IsDisposed, this);

    protected virtual void Dispose(bool disposing)
    {
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposing, 1) != 0)
            return;
        Dispose(disposing: true);
        IsDisposed = true;
        GC.SuppressFinalize(this);
    }
}
