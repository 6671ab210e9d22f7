namespace FastGrad.Bench;

/// <summary>What a workload took.</summary>
/// <param name="Workload">Which.</param>
/// <param name="Microseconds">A call, in the median of rounds.</param>
/// <param name="Least">A call in the fastest round; far below the median, something else was running.</param>
/// <param name="Allocated">Bytes, by all measured calls together.</param>
/// <param name="Calls">How many they were.</param>
internal sealed record Measurement(Workload Workload, double Microseconds, double Least, long Allocated, long Calls)
{
    /// <summary>GFLOP/s of its products.</summary>
    public double FlopRate => Workload.Flops / Microseconds / 1e3;

    /// <summary>GB/s.</summary>
    public double ByteRate => Workload.Bytes / Microseconds / 1e3;
}
