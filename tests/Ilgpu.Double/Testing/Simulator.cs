using System.Globalization;
using ILGPU.Runtime;

namespace ILGPU.Testing;

/// <summary>What a test can ask of the double, and ILGPU knows nothing of. To be set before a context is made.</summary>
public static class Simulator
{
    /// <summary>Lanes in a group of the default device: 16 as in ILGPU, or FASTGRAD_DOUBLE_GROUP, a power of two from 8.</summary>
    public static int ThreadsPerGroup { get; } =
        int.Parse(Environment.GetEnvironmentVariable("FASTGRAD_DOUBLE_GROUP") ?? "16", CultureInfo.InvariantCulture);

    /// <summary>Bytes of the OpenCL and CUDA devices.</summary>
    public static long MemorySize { get; set; } = 1L << 30;

    /// <summary>Whether a context finds an OpenCL device: the double executes as ever and says it is one.</summary>
    public static bool HasOpenCL { get; set; }

    public static bool HasCuda { get; set; }

    /// <summary>Gives a device's groups this much shared memory, in bytes.</summary>
    public static void LimitSharedMemory(Device device, int bytes) => device.LimitSharedMemory(bytes);
}
