using System.Globalization;
using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Specs;
using FastGrad.Generator.Output;
using FastGrad.Generator.Tests.Harness;

namespace FastGrad.Generator.Tests.Binding;

public class ModelSpecTests
{
    private const string Stages = """
        public enum Manner { Plain, Odd = -3 }
        public sealed partial class BentAttribute(double slope = 0.5, bool steep = false) : ActivationAttribute
        {
            public double Slope { get; init; } = slope;
            public bool Steep { get; } = steep;
            public Manner Manner { get; init; }
            public long Count { get; init; } = 1;
            [Formula] public double Activate(double x) => Steep ? x : Slope * x;
        }
        """;

    [Fact]
    public void StagesInSourceOrderWithTheirArguments()
    {
        ModelSpec spec = Bind("""
            [Mse]
            [Model(Precision = Precision.Double, InputGradient = true)]
            [Input(2, 3), Bent(steep: true, slope: -2), Bent(Slope = 1e300, Manner = Manner.Odd, Count = -1L << 40)]
            [Adam(LearningRate = 1, Beta1 = 0), Bent(7, Slope = 8)]
            public partial class Net;
            """);
        Assert.Equal((Compiler.Specs.Precision.Double, true), (spec.Precision, spec.InputGradient));
        InputSpec input = Assert.Single(spec.Inputs);
        Assert.Equal([2, 3], input.Shape);
        Assert.Equal(["Bent", "Bent", "Bent", "Mse", "Adam"],
            new[] { spec.Stages[0], spec.Stages[1], spec.Stages[2], spec.Losses[0].Stage, spec.Optimizer! }.Select(stage =>
            FormulaReader.Read(stage.Formula).Name));
        Assert.Equal(new Argument[] { new("Slope", "-2"), new("Steep", "true") }, spec.Stages[0].Arguments);
        Assert.Equal(
            new Argument[] { new("Steep", "false"), new("Slope", "1E+300"), new("Manner", "-3", "Manner.Odd"), new("Count", "-1099511627776") },
            spec.Stages[1].Arguments);
        Assert.Equal(new Argument[] { new("Steep", "false"), new("Slope", "8") }, spec.Stages[2].Arguments);
        Assert.Equal(new Argument[] { new("LearningRate", "1"), new("Beta1", "0") }, spec.Optimizer!.Arguments);
        // Places: 0 is the class, then the attributes as they stand.
        Assert.Equal([1, 3, 4, 6, 5],
            new[] { spec.Losses[0].Stage.Place, spec.Stages[0].Place, spec.Stages[1].Place, spec.Stages[2].Place, spec.Optimizer.Place });
    }

    [Fact]
    public void AModelWithoutAnOptimizer() => Assert.Null(Bind("[Model, Input(3), Mse] public partial class Net;").Optimizer);

    [Theory]
    [InlineData("[Model, Input(3), Mse] public partial class Net;", "", "", "partial class Net", "Net", "Net")]
    [InlineData(
        "namespace A.B { [Model, Input(3), Mse] internal sealed partial class Net; }", "A.B", "", "partial class Net", "Net", "A.B.Net")]
    [InlineData("namespace @namespace.@new { [Model, Input(3), Mse] public partial class @event; }", "@namespace.@new", "",
        "partial class @event", "@event", "namespace.new.event")]
    [InlineData("[Model, Input(3), Mse] public partial class @record;", "", "", "partial class @record", "@record", "record")]
    [InlineData(
        "namespace N { partial interface I<T> { partial record struct R { partial record C<in_, @class> { partial struct S { [Model, Input(3), Mse] private partial class Net; } } } } }",
        "N", "partial interface I<T>|partial record struct R|partial record C<in_, @class>|partial struct S", "partial class Net", "Net",
            "N.I`1+R+C`2+S+Net")]
    public void WhereItStands(string source, string space, string containing, string header, string name, string fullName) => Assert.Equal(
        (space, containing, header, name, fullName),
        Bind(source).Type is var type ? (type.Namespace, string.Join("|", type.ContainingTypes), type.Header, type.Name, type.FullName)
            : default);

    [Fact]
    public void TheMachinesCultureIsNowhere()
    {
        const string Source = "[Model, Input(3), Bent(-1.5, Manner = Manner.Odd), Dense(2), Mse, Adam(LearningRate = 1e-7)] public partial class Net;";
        ModelSpec wanted = Bind(Source);
        string[] texts = Texts(Source);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = Strange();
            Assert.Equal("−1,5", (-1.5).ToString(CultureInfo.CurrentCulture));
            Assert.Equal(wanted, Bind(Source));
            Assert.Equal(texts, Texts(Source));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        static string[] Texts(string source) =>
            [.. Project.Run(Project.Create(Stages, source)).GeneratedSources.Select(file => file.HintName + "\n" + file.SourceText)];
    }

    [Fact]
    public void TheSameSourceGivesTheSameText()
    {
        const string Source = "[Model, Input(3), Bent(-1.5), Dense(2), Mse, Adam] public partial class Net; [Model, Input(3), Mse] public partial class Net2;";
        string[][] runs = [.. Enumerable.Range(0, 3)
            .Select(_ =>
            Project.Run(Project.Create(Stages, Source)).GeneratedSources.Select(file => file.HintName + "\n" + file.SourceText)
            .ToArray())];
        Assert.NotEmpty(runs[0]);
        Assert.All(runs, run => Assert.Equal(runs[0], run));
    }

    /// <summary>Swedish as some machines have it: U+2212 for minus, a comma for decimals.</summary>
    private static CultureInfo Strange()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "−";
        culture.NumberFormat.NumberDecimalSeparator = ",";
        return culture;
    }

    private static ModelSpec Bind(string source)
    {
        var result = Project.Run(Project.Create(Stages, source));
        Expect.Nothing(string.Join("\n", result.Diagnostics.Select(diagnostic => diagnostic.ToString())));
        return (ModelSpec)result.TrackedSteps[Steps.ModelSpec].Single().Outputs.Single().Value;
    }
}
