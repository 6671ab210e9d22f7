namespace ILGPU.Runtime;

/// <summary>The double executes at once what a stream is given; copies to page-locked memory come at <see cref="Synchronize"/>, as one may not
/// count on them before.</summary>
public abstract class AcceleratorStream : AcceleratorObject
{
    protected AcceleratorStream(Accelerator accelerator)
        : base(accelerator)
    {
    }

    public abstract void Synchronize();

    public Task SynchronizeAsync() => Task.Run(Synchronize);

    internal sealed class Synchronous(Accelerator accelerator) : AcceleratorStream(accelerator)
    {
        public override void Synchronize() => VerifyNotDisposed();

        protected override void DisposeAcceleratorObject(bool disposing)
        {
        }
    }
}
