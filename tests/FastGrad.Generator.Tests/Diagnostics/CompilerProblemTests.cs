using FastGrad.Compiler;
using FastGrad.Compiler.Specs;
using FastGrad.Generator.Output;
using FastGrad.Generator.Tests.Harness;

namespace FastGrad.Generator.Tests.Diagnostics;

/// <summary>Mistakes that only show when shapes are known: the compiler names a place by its number, the generator finds it.</summary>
public class CompilerProblemTests
{
    [Fact]
    public void FG0006_LabelsNeedScores() => Expect.Diagnostic(
        "FG0006", "[Model, Input(4), Dense(1), «CrossEntropy», Adam] public partial class Net;", "[CrossEntropy] of model 'Net'",
            "at least 2", "got 1");

    [Fact]
    public void FG0006_AfterAStageOnAnotherLine() => Expect.Diagnostic("FG0006", """
        [Model, Input(3, 4)]
        [«CrossEntropy»]
        [Adam]
        public partial class Net;
        """, "[CrossEntropy] of model 'Net'", "a vector", "got 3×4");

    [Fact]
    public void FG0011_ShapesInsideAStage() => Expect.Diagnostic(
        "FG0011", "[Model, Input(2, 3), «Dense(4)», Mse, Adam] public partial class Net;", "[Dense(4)] of model 'Net'", "2×3");

    [Fact]
    public void FG0011_AnElementAtAComputedIndex() => Expect.Diagnostic("FG0011", """
        public sealed partial class ShiftedAttribute : LossAttribute
        {
            [Formula] public double Loss(Tensor output, int label) => -output[label - 1];
        }

        [Model, Input(4), «Shifted», Adam] public partial class Net;
        """, "[Shifted] of model 'Net'", "not known to be indices", "a label");

    [Fact]
    public void FG0011_OfAUsersOwnLayer() => Expect.Diagnostic("FG0011", """
        public sealed partial class WrongAttribute : LayerAttribute
        {
            [Formula] public Tensor Forward(Tensor x) => Ops.Reshape(x, new Shape(7));
        }
        [Model, Input(4), Dense(3), «Wrong», Mse, Adam] public partial class Net;
        """, "[Wrong] of model 'Net'", "7", "3");

    [Fact]
    public void FG0016_ALoopWithoutAnEndInACompanion() => Expect.Diagnostic("FG0016", """
        public sealed partial class «RepeatedAttribute» : OptimizerAttribute
        {
            [Formula] public void Update(ref double weight, double gradient, long step) => weight -= LearningRate * Times(gradient, step);
            private static double Times(double gradient, long count)
            {
                double sum = 0;
                for (long i = 0; i < count; i++)
                    sum += gradient;
                return sum;
            }
        }
        """, "Formula 'Repeated'", "not known when compiled");

    [Fact]
    public void FG0016_ADivisionThatWouldNotTruncate() => Expect.Diagnostic("FG0016", """
        public sealed partial class «SlowAttribute» : OptimizerAttribute
        {
            [Formula] public void Update(ref double weight, double gradient, long step)
            {
                long half = step / 2;
                weight -= LearningRate * gradient / (1 + half);
            }
        }
        """, "Formula 'Slow'", "truncates", "cast one to double");

    [Fact]
    public void FG0015_AMistakeOfOursStaysAtOneDeclaration()
    {
        Compiled failed = Compiled.Guard("A.Net", () => throw new InvalidOperationException("first\r\nsecond"));
        Problem problem = Assert.Single(failed.Problems);
        Assert.Equal(("FG0015", 0), (problem.Id, problem.Place));
        Assert.Equal(["A.Net", "InvalidOperationException: first  second"], problem.Arguments);
        Assert.Empty(failed.Source);
        Assert.Throws<OperationCanceledException>(() => Compiled.Guard("A.Net", () => throw new OperationCanceledException()));
    }

    [Fact]
    public void AModelWithAProblemCostsTheOthersNothing()
    {
        var result = Project.Run(Project.Create("""
            [Model, Input(4), Dense(1), CrossEntropy] public partial class Wrong;
            [Model, Input(4), Dense(2), CrossEntropy] public partial class Net;
            """));
        Assert.Single(result.Diagnostics);
        Assert.Contains("CreateTrainer", result.Source("Net.g.cs"), StringComparison.Ordinal);
        Assert.Contains("NotSupportedException", result.Source("Wrong.g.cs"), StringComparison.Ordinal);
        Assert.DoesNotContain("NotSupportedException", result.Source("Net.g.cs"), StringComparison.Ordinal);
    }
}
