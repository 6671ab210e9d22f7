using ILGPU.Testing;

namespace ILGPU.Runtime.OpenCL;

/// <summary>There is none unless a test asks for one: <see cref="Simulator.HasOpenCL"/>.</summary>
public sealed class CLDevice : Device
{
    internal CLDevice()
        : base(AcceleratorType.OpenCL, 16, 16, 1)
    {
        Name = "A double of an OpenCL device";
        MemorySize = Simulator.MemorySize;
    }

    public override Accelerator CreateAccelerator(Context context) => CreateCLAccelerator(context);

    public CLAccelerator CreateCLAccelerator(Context context) => new(context, this);
}

public sealed class CLAccelerator : Accelerator
{
    internal CLAccelerator(Context context, CLDevice device)
        : base(context, device)
    {
    }
}

public static class CLContextExtensions
{
    public static Context.Builder OpenCL(this Context.Builder builder) => builder.OpenCL(device => true);

    public static Context.Builder OpenCL(this Context.Builder builder, Predicate<CLDevice> predicate)
    {
        if (Simulator.HasOpenCL)
            builder.DeviceRegistry.Register(new CLDevice(), predicate);
        return builder;
    }

    public static CLDevice GetCLDevice(this Context context, int clDeviceIndex) => context.GetDevice<CLDevice>(clDeviceIndex);

    public static Context.DeviceCollection<CLDevice> GetCLDevices(this Context context) => context.GetDevices<CLDevice>();

    public static CLAccelerator CreateCLAccelerator(this Context context, int clDeviceIndex) =>
        context.GetCLDevice(clDeviceIndex).CreateCLAccelerator(context);
}
