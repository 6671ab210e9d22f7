namespace FastGrad.Bench;

internal static class ThreadTopic
{
    public static void Run(Quick quick)
    {
        (_, Measurement[] measured) = quick.Run([Workloads.W5(), Workloads.W6()], rounds: 51);
        GC.KeepAlive(measured);
    }
}
