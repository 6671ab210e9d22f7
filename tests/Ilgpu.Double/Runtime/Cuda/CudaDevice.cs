using ILGPU.Testing;

namespace ILGPU.Runtime.Cuda;

/// <summary>There is none unless a test asks for one: <see cref="Simulator.HasCuda"/>.</summary>
public sealed class CudaDevice : Device
{
    internal CudaDevice()
        : base(AcceleratorType.Cuda, 32, 32, 1)
    {
        Name = "A double of a CUDA device";
        MemorySize = Simulator.MemorySize;
    }

    public override Accelerator CreateAccelerator(Context context) => CreateCudaAccelerator(context);

    public CudaAccelerator CreateCudaAccelerator(Context context) => new(context, this);
}

public sealed class CudaAccelerator : Accelerator
{
    internal CudaAccelerator(Context context, CudaDevice device)
        : base(context, device)
    {
    }
}

public static class CudaContextExtensions
{
    public static Context.Builder Cuda(this Context.Builder builder) => builder.Cuda(device => true);

    public static Context.Builder Cuda(this Context.Builder builder, Predicate<CudaDevice> predicate)
    {
        if (Simulator.HasCuda)
            builder.DeviceRegistry.Register(new CudaDevice(), predicate);
        return builder;
    }

    public static CudaDevice GetCudaDevice(this Context context, int cudaDeviceIndex) => context.GetDevice<CudaDevice>(cudaDeviceIndex);

    public static Context.DeviceCollection<CudaDevice> GetCudaDevices(this Context context) => context.GetDevices<CudaDevice>();

    public static CudaAccelerator CreateCudaAccelerator(this Context context, int cudaDeviceIndex) =>
        context.GetCudaDevice(cudaDeviceIndex).CreateCudaAccelerator(context);
}
