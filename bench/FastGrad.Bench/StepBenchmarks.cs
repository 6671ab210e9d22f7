using BenchmarkDotNet.Attributes;

namespace FastGrad.Bench;

/// <summary>Every workload under BenchmarkDotNet, with what it allocates.</summary>
[MemoryDiagnoser]
public class StepBenchmarks
{
    private int _index;

    public static IEnumerable<Workload> All => Workloads.All();

    [ParamsSource(nameof(All))]
    public Workload Workload { get; set; } = null!;

    [Benchmark]
    public void Call() => Workload.Run(ref _index);
}
