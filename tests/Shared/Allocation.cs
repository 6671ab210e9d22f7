namespace FastGrad.Tests.Shared;

/// <summary>What calls allocate on this thread once they are warm.</summary>
internal static class Allocation
{
    // What a call allocates it allocates every time. The runtime may allocate on the same thread, say for a method that it compiles anew
    // while it runs, but not every time.
    private const int Rounds = 4;

    /// <summary>Whether calls are held to it: false where what they call into allocates by itself.</summary>
    public static bool IsHeld { get; set; } = true;

    /// <summary>Asserts that a call allocates nothing.</summary>
    /// <param name="call">What is called.</param>
    /// <param name="warm">Calls before the first that counts: they load and compile, and fill what is kept.</param>
    /// <param name="times">Calls of a round.</param>
    public static void None(Action call, int warm = 50, int times = 10)
    {
        for (int i = 0; i < warm; i++)
            call();
        long[] rounds = Measure(() =>
        {
            for (int i = 0; i < times; i++)
                call();
        });
        Assert.True(!IsHeld || rounds.Min() == 0, $"{times} calls allocated {string.Join(", then ", rounds)} bytes.");
    }

    /// <summary>Bytes that a call allocates.</summary>
    /// <param name="call">What is called.</param>
    /// <param name="warm">Calls before the first that counts.</param>
    public static long Of(Action call, int warm = 3)
    {
        for (int i = 0; i < warm; i++)
            call();
        return Measure(call).Min();
    }

    private static long[] Measure(Action call)
    {
        long[] rounds = new long[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            call();
            rounds[round] = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        return rounds;
    }
}
