using FastGrad.Compiler;
using FastGrad.Compiler.Formulas;
using FastGrad.Generator.Tests.Harness;

namespace FastGrad.Generator.Tests.Binding;

/// <summary>What an attribute class tells besides its method bodies. Expected values are written by hand from the source beside
/// them.</summary>
public class FormulaClassTests
{
    [Fact]
    public void PropertiesOfAnOptimizer()
    {
        FormulaClass formula = Bind("""
            namespace Mine;
            public sealed partial class StepAttribute : OptimizerAttribute
            {
                /// <summary>How <c>often</c>, see <see cref="Math.Exp(double)"/>:
                ///   at   least once.</summary>
                [AtLeast(1)] public int Times { get; init; } = 2;
                [Above(0), Below(10), AtMost(5)] public double Size { get; init; } = 5;
                [InRange(0, 1)] public double Share { get; set; } = -0.0;
                public required bool Fast { get; init; }
                public double Constant { get; } = 3;
                [Formula] public void Update(ref double weight, double gradient, long step, ref double m)
                {
                    m = gradient;
                    weight -= LearningRate * m;
                }
            }
            """, "Mine.StepAttribute");
        Assert.Equal(("Step", "global::Mine.StepAttribute", FormulaKind.Optimizer), (formula.Name, formula.FullName, formula.Kind));
        HyperParameter[] wanted =
        [
            // Inherited through metadata, where its default is an attribute.
            new("LearningRate", FormulaType.Double, "0.001", new ValueRange(0, true, double.PositiveInfinity, true)),
            new("Times", FormulaType.Integer, "2", new ValueRange(1, true, double.PositiveInfinity, true),
                "How often, see Exp: at least once."),
            new("Size", FormulaType.Double, "5", new ValueRange(0, false, 5, true)),
            new("Share", FormulaType.Double, "-0", new ValueRange(0, true, 1, false)),
            new("Fast", FormulaType.Boolean, null, null),
        ];
        Assert.Equal(wanted, formula.Properties);
        Assert.Empty(formula.ConstructorParameters);
        FormulaParameter[] parameters =
        [
            new("weight", FormulaType.Double, ParameterRole.Reference), new("gradient", FormulaType.Double, ParameterRole.Value),
            new("step", FormulaType.Integer, ParameterRole.Value), new("m", FormulaType.Double, ParameterRole.Reference),
        ];
        Assert.Equal(parameters, formula.Formula.Parameters);
    }

    [Fact]
    public void ALearningRateWithAnotherDefault()
    {
        FormulaClass formula = Bind("""
            public sealed partial class StepAttribute : OptimizerAttribute
            {
                public double Size { get; init; }
                [Above(0)] public new double LearningRate { get; init; } = 0.5;
                [Formula] public void Update(ref double weight, double gradient) => weight -= LearningRate * gradient;
            }
            """, "StepAttribute");
        HyperParameter[] wanted = [new("LearningRate", FormulaType.Double, "0.5", new ValueRange(0, false, double.PositiveInfinity, true)),
            new("Size", FormulaType.Double, "0", null)];
        Assert.Equal(wanted, formula.Properties);
    }

    [Theory]
    [InlineData("StretchAttribute(double factor = 2, int size = 7) : LayerAttribute { public int Size { get; } = size; public double Factor { get; init; } = factor;")]
    [InlineData("StretchAttribute : LayerAttribute { public int Size { get; } public double Factor { get; init; } public StretchAttribute(double factor = 2, int size = 7) { Size = size; Factor = factor; }")]
    public void Constructors(string head)
    {
        FormulaClass formula = Bind(
            $"public sealed partial class {head} [Formula] public Tensor Forward(Tensor x) => x * Factor * Size; }}", "StretchAttribute");
        ConstructorParameter[] wanted = [new("factor", "Factor"), new("size", "Size")];
        Assert.Equal(wanted, formula.ConstructorParameters);
        HyperParameter[] properties = [new("Size", FormulaType.Integer, "7", null), new("Factor", FormulaType.Double, "2", null)];
        Assert.Equal(properties, formula.Properties);
    }

    [Fact]
    public void ParametersShapesAndInitialisers()
    {
        FormulaClass formula = Bind("""
            namespace @event;
            public enum Manner { Plain, Odd = 3 }
            public sealed class MineAttribute(double[] values, string name, Manner manner) : InitializerAttribute
            {
                public double[] Values => values;
                public string Name => name;
                public Manner Manner => manner;
                public float Gain { get; set; }
                public override double Sample(ref CounterRandom random, Fans fans) => 0;
            }
            public sealed partial class LotsAttribute : LayerAttribute
            {
                [AtLeast(1)] public int Units { get; init; } = 3;
                private Shape Rule(Shape x) => Twice(x);
                private Shape Twice(Shape x) => new(x[0] * 2, x.Length, Units);
                [Formula]
                public Tensor Forward(
                    Tensor x, [Parameter, Ones] double a, [Parameter, Constant(-0.0)] Tensor b, [Parameter(nameof(Units)), Constant(1e-7)] Tensor c,
                    [Parameter(nameof(Rule)), Mine(new[] { 1, 0.5 }, "a\"b", Manner.Odd, Gain = 2)] Tensor d) => x * a + b + c + d;
            }
            """, "event.LotsAttribute");
        FormulaParameter[] wanted =
        [
            new("x", FormulaType.Tensor, ParameterRole.Value),
            new("a", FormulaType.Double, ParameterRole.Trained, null, "new global::FastGrad.OnesAttribute()"),
            new("b", FormulaType.Tensor, ParameterRole.Trained, null, "new global::FastGrad.ConstantAttribute(-0d)"),
            new("c", FormulaType.Tensor, ParameterRole.Trained, "Units", "new global::FastGrad.ConstantAttribute(1E-07d)"),
            new("d", FormulaType.Tensor, ParameterRole.Trained, "Rule",
                "new global::@event.MineAttribute(new double[] { 1d, 0.5d }, \"a\\\"b\", (global::@event.Manner)(3)) { Gain = 2f }"),
        ];
        Assert.Equal(wanted, formula.Formula.Parameters);
        Assert.Equal(["Forward", "Rule", "Twice"], formula.Methods.Select(method => method.Name).Order());
        Assert.Equal("global::@event.LotsAttribute", formula.FullName);
        var shape = new Call("Shape.new", new EquatableArray<Term>(
        [
            new Binary("*", new Call("Shape.Item", new EquatableArray<Term>([new Name("x"), new Literal(FormulaType.Integer, "0")])),
                new Literal(FormulaType.Integer, "2"), FormulaType.Integer),
            new Call("Shape.Length", new EquatableArray<Term>([new Name("x")])),
            new Property("Units"),
        ]));
        Assert.Equal(
            new Block(new EquatableArray<Statement>([new Return(shape)])), formula.Methods.Single(method => method.Name == "Twice").Body);
    }

    [Fact]
    public void TensorsInALoss()
    {
        FormulaClass formula = Bind("""
            public sealed partial class MarginAttribute : LossAttribute
            {
                [Formula] public double Loss(Tensor scores, Tensor wanted)
                {
                    Tensor t = -scores * 2 + wanted;
                    t /= Ops.Softmax(x: t);
                    return Ops.Sum(t) + t[t.Length - 1] + new Shape(1, 2).Rank;
                }
            }
            """, "MarginAttribute");
        Term t = new Name("t");
        Statement[] wanted =
        [
            new Declare("t", new Binary(
                "+",
                new Binary("*", new Unary("-", new Name("scores")), new Literal(FormulaType.Double, "2"), FormulaType.Tensor),
                new Name("wanted"), FormulaType.Tensor)),
            new Assign("t", new Binary("/", t, Call("Ops.Softmax", t), FormulaType.Tensor)),
            new Return(new Binary(
                "+",
                new Binary(
                    "+",
                    Call("Ops.Sum", t),
                    Call("Tensor.Item", t,
                        new Binary("-", Call("Tensor.Length", t), new Literal(FormulaType.Integer, "1"), FormulaType.Integer)),
                    FormulaType.Double),
                new Compiler.Formulas.Convert(FormulaType.Double,
                    Call("Shape.Rank", Call("Shape.new", new Literal(FormulaType.Integer, "1"), new Literal(FormulaType.Integer, "2")))),
                FormulaType.Double)),
        ];
        Assert.Equal(new Block(wanted.ToEquatableArray()), formula.Formula.Body);
    }

    [Fact]
    public void EachFormulaOfTheLibraryIsThere()
    {
        Type[] declared = [.. typeof(ModelAttribute).Assembly.GetTypes()
            .Where(type => type.GetMethods().Any(method => method.IsDefined(typeof(FormulaAttribute), false)))];
        Assert.NotEmpty(declared);
        Assert.All(declared, type => Assert.Equal(type.Name, type.Formula().Name + "Attribute"));
    }

    private static Call Call(string target, params Term[] arguments) => new(target, arguments.ToEquatableArray());

    private static FormulaClass Bind(string source, string type) => Loaded.Load(source).GetType(type, throwOnError: true)!.Formula();
}
