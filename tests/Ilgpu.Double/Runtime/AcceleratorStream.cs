namespace ILGPU.Runtime;

/// <summary>The double executes at once what a stream is given, and keeps back what only <see cref="Synchronize"/> makes certain.</summary>
public abstract class AcceleratorStream : AcceleratorObject
{
    protected AcceleratorStream(Accelerator accelerator)
        : base(accelerator)
    {
    }

    internal StagedCopies Staged { get; } = new();

    public abstract void Synchronize();

    public Task SynchronizeAsync() => Task.Run(Synchronize);

    internal sealed class Synchronous(Accelerator accelerator) : AcceleratorStream(accelerator)
    {
        public override void Synchronize()
        {
            VerifyNotDisposed();
            Staged.Settle();
        }

        protected override void DisposeAcceleratorObject(bool disposing)
        {
        }
    }
}
