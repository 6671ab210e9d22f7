using BenchmarkDotNet.Attributes;

namespace FastGrad.Bench;

/// <summary>
/// What a topic of the quick mode times, under BenchmarkDotNet. Nothing is disassembled, because the disassembler does not follow virtual
/// calls, which trainers make; <see cref="ProductBenchmarks{TShape}"/> and <see cref="VectorBenchmarks{TMap}"/> make none.
/// </summary>
[MemoryDiagnoser]
public abstract class TopicBenchmarks
{
    [Benchmark]
    public void Call() => Chosen.Run(1);

    /// <summary>One that the parameter names.</summary>
    protected abstract Workload Chosen { get; }
}

/// <summary>Training steps.</summary>
public class StepBenchmarks : TopicBenchmarks
{
    public static IEnumerable<Workload> All => Workloads.Steps;

    [ParamsSource(nameof(All))]
    public Workload Step { get; set; } = null!;

    protected override Workload Chosen => Step;
}

/// <summary>Predictions of one example.</summary>
public class InferenceBenchmarks : TopicBenchmarks
{
    public static IEnumerable<Workload> All => Workloads.Predictions;

    [ParamsSource(nameof(All))]
    public Workload Prediction { get; set; } = null!;

    protected override Workload Chosen => Prediction;
}

/// <summary>Optimizers alone, and loops as dear for the memory.</summary>
public class UpdateBenchmarks : TopicBenchmarks
{
    public static IEnumerable<Workload> All => UpdateTopic.Pairs;

    [ParamsSource(nameof(All))]
    public Workload Update { get; set; } = null!;

    protected override Workload Chosen => Update;
}

/// <summary>Steps, and the same written by hand with System.Numerics.Tensors.</summary>
public class TensorBenchmarks : TopicBenchmarks
{
    public static IEnumerable<Workload> All => TensorTopic.Pairs;

    [ParamsSource(nameof(All))]
    public Workload Step { get; set; } = null!;

    protected override Workload Chosen => Step;
}
