using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Specs;
using FastGrad.Compiler.Tests.Harness;
using FsCheck;
using FsCheck.Fluent;

namespace FastGrad.Compiler.Tests.Graphs;

/// <summary>After every pass the graph is sound, and so are the kernels in the end.</summary>
public class PipelineTests
{
    private static readonly string[] _passes = ["trace", "differentiate", "simplify", "hoist", "contract", "anchor"];

    public static TheoryData<string> Models => [.. TestModels.All.Keys];

    [Theory]
    [MemberData(nameof(Models))]
    public void EveryPassLeavesASoundGraph(string model)
    {
        Verify(TestModels.All[model], fuse: true);
        Verify(TestModels.All[model], fuse: false);
    }

    [Fact]
    public void AlsoForAnyStackOfStages()
    {
        Gen<StageSpec> stage = Gen.Frequency(
            (4, Gen.Choose(1, 40).Select(TestModels.Dense)),
            (1, Gen.Choose(1, 20).Select(TestModels.Gated)),
            (4, Gen.Elements(
                TestModels.Stage(TestFormulas.Relu), TestModels.Stage(TestFormulas.Tanh), TestModels.Stage(TestFormulas.Sigmoid), TestModels.Stage(TestFormulas.PRelu),
                TestModels.Stage(TestFormulas.Centered), TestModels.Stage(TestFormulas.Signed), TestModels.Stage(TestFormulas.Scaled))));
        var specs = from input in Gen.Choose(2, 30)
                    from count in Gen.Choose(0, 6)
                    from stages in Gen.ArrayOf(stage, count)
                    from loss in Gen.Elements(TestFormulas.Mse, TestFormulas.Huber, TestFormulas.Cosine, TestFormulas.CrossEntropy)
                    from inputGradient in Gen.Elements(true, false)
                        // Cross-entropy needs two classes at least.
                    let last = loss == TestFormulas.CrossEntropy ? [TestModels.Dense(3)] : Array.Empty<StageSpec>()
                    select TestModels.Model("Net", [input], [.. stages, .. last], loss, inputGradient);
        Prop.ForAll(specs.ToArbitrary(), spec =>
        {
            Verify(spec, fuse: true);
            Verify(spec, fuse: false);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Fact]
    public void WithoutFusingEachValueIsAKernel()
    {
        LoweredModel model = Pipeline.Run(TestModels.Digits, fuse: false);
        Assert.All(model.Schedule, kernel => Assert.True(kernel is DeliverKernel || kernel.Members.Count == 1));
    }

    [Fact]
    public void FusedTheDigitsAreFewKernels()
    {
        LoweredModel model = Pipeline.Run(TestModels.Digits);
        // Two products with their epilogues; the loss's rows and its sum; one product back, two weight gradients and two sums for biases.
        Assert.Equal(2, model.Schedule.Count(kernel => kernel.Phase == Phase.Forward));
        Assert.Equal(5, model.Schedule.Count(kernel => kernel.Phase == Phase.Backward && kernel is not RowKernel));
        Assert.All(model.Schedule.OfType<WeightGradientKernel>(), kernel => Assert.True(kernel.Delivers >= 0));
        Assert.DoesNotContain(model.Schedule, kernel => kernel is DeliverKernel);
        Assert.Single(model.Schedule.OfType<RowKernel>(), kernel => kernel.Batched);
    }

    [Fact]
    public void AParameterNobodyReadsDoesNotExist()
    {
        LoweredModel model = Pipeline.Run(TestModels.Model("Idle", [4], [TestModels.Stage(TestFormulas.Idle)], TestFormulas.Mse));
        KernelVerifier.Verify(model);
        Assert.Empty(model.Traced.Parameters);
    }

    private static void Verify(ModelSpec spec, bool fuse)
    {
        var seen = new List<string>();
        LoweredModel model = Pipeline.Run(spec, fuse, (pass, graph) =>
        {
            seen.Add(pass);
            GraphVerifier.Verify(graph);
        });
        Assert.Equal(_passes, seen.Where(pass => !pass.StartsWith("inference", StringComparison.Ordinal)));
        Assert.Equal(model.Inference is null ? [] : _passes.Skip(2).Select(pass => "inference: " + pass), seen.Skip(_passes.Length));
        KernelVerifier.Verify(model);
        // What is legal and hardly meant comes with its code.
        Assert.NotEmpty(ModelCompiler.Compile(spec, fuse).Source);
    }
}
