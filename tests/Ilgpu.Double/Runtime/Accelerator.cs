using ILGPU.Execution;
using ILGPU.Testing;
using ILGPU.Util;

namespace ILGPU.Runtime;

public abstract class Accelerator : DisposeBase, IDevice
{
    private readonly HashSet<AcceleratorObject> _children = [];

    private protected Accelerator(Context context, Device device)
    {
        ArgumentNullException.ThrowIfNull(context);
        ObjectDisposedException.ThrowIf(context.IsDisposed, context);
        Context = context;
        Device = device;
        Memory = new MemoryBudget(device.MemorySize);
        Group = new GroupRun(this);
        DefaultStream = new AcceleratorStream.Synchronous(this);
    }

    public Context Context { get; }

    public Device Device { get; }

    public AcceleratorStream DefaultStream { get; protected set; }

    public AcceleratorType AcceleratorType => Device.AcceleratorType;

    public string Name => Device.Name;

    public long MemorySize => Device.MemorySize;

    public Index3D MaxGridSize => Device.MaxGridSize;

    public Index3D MaxGroupSize => Device.MaxGroupSize;

    public int MaxNumThreadsPerGroup => Device.MaxNumThreadsPerGroup;

    public int MaxSharedMemoryPerGroup => Device.MaxSharedMemoryPerGroup;

    public int MaxConstantMemory => Device.MaxConstantMemory;

    public int WarpSize => Device.WarpSize;

    public int NumMultiprocessors => Device.NumMultiprocessors;

    public int MaxNumThreadsPerMultiprocessor => Device.MaxNumThreadsPerMultiprocessor;

    public int MaxNumThreads => Device.MaxNumThreads;

    internal GroupRun Group { get; }

    internal MemoryBudget Memory { get; }

    internal Faults Faults { get; } = new();

    internal int Objects
    {
        get
        {
            lock (_children)
                return _children.Count;
        }
    }

    public AcceleratorStream CreateStream()
    {
        VerifyNotDisposed();
        return new AcceleratorStream.Synchronous(this);
    }

    public void Synchronize()
    {
        VerifyNotDisposed();
        lock (_children)
        {
            foreach (AcceleratorObject child in _children)
                (child as AcceleratorStream)?.Synchronize();
        }
    }

    public MemoryBuffer1D<T, Stride1D.Dense> Allocate1D<T>(long length)
        where T : unmanaged => Allocate1D<T, Stride1D.Dense>(length, default);

    public MemoryBuffer1D<T, TStride> Allocate1D<T, TStride>(long length, TStride stride)
        where T : unmanaged
        where TStride : struct, IStride1D
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        VerifyNotDisposed();
        long elements = stride.ComputeBufferLength(new LongIndex1D(length));
        var memory = new DeviceMemory(this, elements, Interop.SizeOf<T>(), isHost: false);
        return new MemoryBuffer1D<T, TStride>(this, new ArrayView1D<T, TStride>(new ArrayView<T>(memory, 0, elements), length, stride));
    }

    public override string ToString() => Device.ToString();

    internal void Register(AcceleratorObject child)
    {
        lock (_children)
            _children.Add(child);
    }

    internal void Forget(AcceleratorObject child)
    {
        lock (_children)
            _children.Remove(child);
    }

    protected sealed override void Dispose(bool disposing)
    {
        AcceleratorObject[] children;
        lock (_children)
            children = [.. _children];
        foreach (AcceleratorObject child in children)
            child.Dispose();
        Group.Dispose();
    }
}
