using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;

namespace FastGrad.Bench;

/// <summary>How long the generator keeps a build or an editor.</summary>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    private GeneratorWork _work = null!;

    [Params(1, 10, 50)]
    public int Models { get; set; }

    [GlobalSetup]
    public void Prepare() => _work = new(Models);

    [Benchmark]
    public GeneratorDriver Cold() => _work.Cold();

    [Benchmark]
    public GeneratorDriver EditOfAModel() => _work.EditOfAModel();

    [Benchmark]
    public GeneratorDriver EditElsewhere() => _work.EditElsewhere();
}
