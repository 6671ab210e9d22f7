using ILGPU.Util;

namespace ILGPU.Runtime;

public interface IAcceleratorObject : IDisposable
{
    Accelerator Accelerator { get; }

    AcceleratorType AcceleratorType { get; }
}

/// <summary>What ends with its accelerator.</summary>
public abstract class AcceleratorObject : DisposeBase, IAcceleratorObject
{
    protected AcceleratorObject(Accelerator accelerator)
    {
        Accelerator = accelerator;
        accelerator.Register(this);
    }

    public Accelerator Accelerator { get; }

    public AcceleratorType AcceleratorType => Accelerator.AcceleratorType;

    protected sealed override void Dispose(bool disposing)
    {
        DisposeAcceleratorObject(disposing);
        Accelerator.Forget(this);
    }

    protected abstract void DisposeAcceleratorObject(bool disposing);
}
