using ILGPU.Runtime;

namespace ILGPU.Testing;

/// <summary>What a test can have fail on one accelerator, once, and nowhere else.</summary>
public sealed class Faults
{
    private Exception? _allocation, _locking, _kernel;
    private int _kernelsBefore;

    internal Faults()
    {
    }

    public static Faults Of(Accelerator accelerator) => accelerator.Faults;

    /// <summary>Streams, buffers and page-locked arrays that nobody has disposed of.</summary>
    public static int ObjectsOf(Accelerator accelerator) => accelerator.Objects;

    /// <summary>The next buffer fails.</summary>
    public void FailAllocation(Exception problem) => _allocation = problem;

    /// <summary>The next page-locked array fails.</summary>
    public void FailLocking(Exception problem) => _locking = problem;

    /// <summary>After some kernels more, one does not compile.</summary>
    public void FailKernel(int after, Exception problem) => (_kernelsBefore, _kernel) = (after, problem);

    internal Exception? TakeAllocation() => Take(ref _allocation);

    internal Exception? TakeLocking() => Take(ref _locking);

    internal Exception? TakeKernel() => _kernelsBefore-- > 0 ? null : Take(ref _kernel);

    private static Exception? Take(ref Exception? fault)
    {
        Exception? taken = fault;
        fault = null;
        return taken;
    }
}
