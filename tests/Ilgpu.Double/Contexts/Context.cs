using System.Collections.Immutable;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Util;

namespace ILGPU;

public sealed partial class Context : DisposeBase
{
    private Context(Builder builder, ImmutableArray<Device> devices)
    {
        Properties = builder;
        Devices = devices.IsDefaultOrEmpty ? [CPUDevice.Default] : devices;
    }

    public static string Version => "1.5.3";

    public ImmutableArray<Device> Devices { get; }

    public ContextProperties Properties { get; }

    public static Context Create(Action<Builder> buildingCallback)
    {
        ArgumentNullException.ThrowIfNull(buildingCallback);
        Builder builder = Create();
        buildingCallback(builder);
        return builder.ToContext();
    }

    public static Builder Create() => new();

    public static Context CreateDefault() => Create(builder => builder.Default());

    public TDevice GetDevice<TDevice>(int deviceIndex)
        where TDevice : Device => GetDevices<TDevice>()[deviceIndex];

    public DeviceCollection<TDevice> GetDevices<TDevice>()
        where TDevice : Device => new([.. Devices.OfType<TDevice>()]);

    public Device GetPreferredDevice(bool preferCPU) => GetPreferredDevices(preferCPU, matchingDevicesOnly: false).First();

    public IEnumerable<Device> GetPreferredDevices(bool preferCPU, bool matchingDevicesOnly)
    {
        List<Device> faster =
            [.. Devices.Where(device => device.AcceleratorType != AcceleratorType.CPU).OrderByDescending(device => device.MemorySize)];
        if (!preferCPU && faster.Count > 0)
            return matchingDevicesOnly ? faster.Where(device => Matches(device, faster[0])) : faster;
        List<Device> processors = [.. Devices.Where(device => device.AcceleratorType == AcceleratorType.CPU)];
        return processors.Count > 0 ? processors : throw new NotSupportedException("The context has no such device.");
    }

    public ImmutableArray<Device>.Enumerator GetEnumerator() => Devices.GetEnumerator();

    private static bool Matches(Device device, Device other) =>
        device.AcceleratorType == other.AcceleratorType && device.MemorySize == other.MemorySize;

    public readonly ref struct DeviceCollection<TDevice>
        where TDevice : Device
    {
        private readonly List<TDevice> _devices;

        internal DeviceCollection(List<TDevice> devices) => _devices = devices;

        public int Count => _devices.Count;

        public TDevice this[int deviceIndex]
        {
            get
            {
                ArgumentOutOfRangeException.ThrowIfNegative(deviceIndex);
                return deviceIndex < Count ? _devices[deviceIndex] : throw new NotSupportedException("The context has no such device.");
            }
        }

        public Enumerator GetEnumerator() => new(_devices);

        public ref struct Enumerator
        {
            private List<TDevice>.Enumerator _enumerator;

            internal Enumerator(List<TDevice> devices) => _enumerator = devices.GetEnumerator();

            public TDevice Current => _enumerator.Current;

            public bool MoveNext() => _enumerator.MoveNext();
        }
    }
}
