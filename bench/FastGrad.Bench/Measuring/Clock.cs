using System.Diagnostics;

namespace FastGrad.Bench;

/// <summary>Time as fine as the machine tells it; a <see cref="TimeSpan"/> has steps of 100 ns.</summary>
internal static class Clock
{
    private static readonly double _ticksPerMicrosecond = Stopwatch.Frequency / 1e6;

    public static long Now => Stopwatch.GetTimestamp();

    public static double Microseconds(long start, long end) => (end - start) / _ticksPerMicrosecond;

    public static double MicrosecondsSince(long start) => Microseconds(start, Now);
}
