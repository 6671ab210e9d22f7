using Xunit;

namespace FastGrad.Tests.Runtime;

internal static class Allocations
{
    /// <summary>That an action allocates nothing once it is warm.</summary>
    public static void AssertNone(Action action)
    {
        for (int round = 0; round < 3; round++)
            action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 10; round++)
            action();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
