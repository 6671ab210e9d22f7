using System.Collections.Immutable;

namespace ILGPU.Runtime;

public enum AcceleratorType : int
{
    CPU,
    Cuda,
    OpenCL,
}

public interface IDevice
{
    string Name { get; }

    long MemorySize { get; }

    Index3D MaxGridSize { get; }

    Index3D MaxGroupSize { get; }

    int MaxNumThreadsPerGroup { get; }

    int MaxSharedMemoryPerGroup { get; }

    int MaxConstantMemory { get; }

    int WarpSize { get; }

    int NumMultiprocessors { get; }

    int MaxNumThreadsPerMultiprocessor { get; }

    int MaxNumThreads { get; }
}

public abstract class Device : IDevice
{
    /// <summary>What a kernel may allocate on every GPU without asking for more.</summary>
    private const int SharedMemory = 48 * 1024;

    private protected Device(AcceleratorType type, int warpSize, int warps, int multiprocessors)
    {
        AcceleratorType = type;
        WarpSize = warpSize;
        MaxNumThreadsPerGroup = warpSize * warps;
        MaxNumThreadsPerMultiprocessor = MaxNumThreadsPerGroup;
        NumMultiprocessors = multiprocessors;
        MaxGroupSize = new Index3D(MaxNumThreadsPerGroup);
        MaxGridSize = new Index3D(int.MaxValue, ushort.MaxValue, ushort.MaxValue);
        MaxSharedMemoryPerGroup = SharedMemory;
    }

    public AcceleratorType AcceleratorType { get; }

    public string Name { get; protected set; } = "<Unknown>";

    public long MemorySize { get; protected set; }

    public Index3D MaxGridSize { get; protected set; }

    public Index3D MaxGroupSize { get; protected set; }

    public int MaxNumThreadsPerGroup { get; protected set; }

    public int MaxSharedMemoryPerGroup { get; protected set; }

    public int MaxConstantMemory { get; protected set; } = int.MaxValue;

    public int WarpSize { get; protected set; }

    public int NumMultiprocessors { get; protected set; }

    public int MaxNumThreadsPerMultiprocessor { get; protected set; }

    public int MaxNumThreads => NumMultiprocessors * MaxNumThreadsPerMultiprocessor;

    internal void LimitSharedMemory(int bytes) => MaxSharedMemoryPerGroup = bytes;

    public abstract Accelerator CreateAccelerator(Context context);

    public void PrintInformation(TextWriter writer) => writer.WriteLine(ToString());

    public override bool Equals(object? obj) => obj is Device device && device.AcceleratorType == AcceleratorType && device.Name == Name;

    public override int GetHashCode() => (int)AcceleratorType;

    public override string ToString() =>
        $"{Name} [Type: {AcceleratorType}, WarpSize: {WarpSize}, MaxNumThreadsPerGroup: {MaxNumThreadsPerGroup}, MemorySize: {MemorySize}]";
}

public sealed class DeviceRegistry
{
    private readonly List<Device> _devices = [];

    public int Count => _devices.Count;

    public void Register(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (!_devices.Contains(device))
            _devices.Add(device);
    }

    public void Register<TDevice>(TDevice device, Predicate<TDevice> predicate)
        where TDevice : Device
    {
        ArgumentNullException.ThrowIfNull(predicate);
        if (predicate(device))
            Register(device);
    }

    public ImmutableArray<Device> ToImmutable() => [.. _devices];
}
