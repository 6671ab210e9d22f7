using FastGrad.Compiler;
using FastGrad.Compiler.Formulas;
using FastGrad.Generator.FrontEnd.Formulas;
using FastGrad.Generator.Output;
using FastGrad.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.Tests.Binding;

/// <summary>Each construct of the formula language, and what the compiler is given for it.</summary>
public class LanguageTests
{
    // Defaults are written out, and arguments stand in the order of the parameters.
    [Theory]
    [InlineData("Ops.Sum(x)", "toTensor(Ops.Sum(x))")]
    [InlineData("Ops.Sum(x, 1)", "Ops.Sum(x, 1, false)")]
    [InlineData("Ops.Mean(keepAxis: true, axis: -1, x: x)", "Ops.Mean(x, -1, true)")]
    [InlineData("Ops.Softmax(x, axis: 0)", "Ops.Softmax(x, 0)")]
    [InlineData("Ops.Maximum(x, 0)", "Ops.Maximum(x, 0d)")]
    [InlineData("Ops.Clamp(x, -1, Size)", "Ops.Clamp(x, -1d, toDouble(my.Size))")]
    [InlineData("Ops.Where((x > 0) & !(x <= y | 1 >= x), x, 2)", "Ops.Where((x > 0d) & !((x <= y) | (1d >= x)), x, 2d)")]
    [InlineData("Ops.Concat(1, x, y, x + y)", "Ops.Concat(1, x, y, x + y)")]
    [InlineData("Ops.Concat(tensors: [x, y], axis: 0)", "Ops.Concat(0, x, y)")]
    [InlineData("Ops.Concat(0, new[] { x, y })", "Ops.Concat(0, x, y)")]
    [InlineData("Ops.Stack(x, y)", "Ops.Stack(x, y)")]
    [InlineData("Ops.Transpose(x, 0, -1)", "Ops.Transpose(x, 0, -1)")]
    [InlineData("Ops.Reshape(x, new(x.Shape[0], x.Shape.Length / 2, x.Shape.Rank))",
        "Ops.Reshape(x, Shape.new(Shape.Item(Tensor.Shape(x), 0), Shape.Length(Tensor.Shape(x)) / 2, Shape.Rank(Tensor.Shape(x))))")]
    [InlineData("Ops.Bernoulli(0.5, x.Shape)", "Ops.Bernoulli(0.5d, Tensor.Shape(x))")]
    [InlineData("Ops.Training ? x : x / Ops.BatchSize", "Ops.Training() ? x : (x / Ops.BatchSize())")]
    [InlineData("x * new Tensor(1, 2.5, -3)", "x * Tensor.new(1d, 2.5d, -3d)")]
    [InlineData("x * new Tensor([1, 2])", "x * Tensor.new(1d, 2d)")]
    [InlineData("x * new Tensor(new Shape(2, 1), 1, 2)", "x * Tensor.new(Shape.new(2, 1), 1d, 2d)")]
    public void Expressions(string source, string shown)
    {
        // A number where a tensor is wanted is C#'s to refuse, so such a formula multiplies.
        bool scalar = shown.StartsWith("toTensor(", StringComparison.Ordinal);
        FormulaClass formula = Bind($"Tensor y = x; return {(scalar ? "x * " : "")}{source};");
        string wanted = scalar ? "x * " + shown["toTensor(".Length..^1] : shown;
        Assert.Equal($"let y x\nreturn {wanted}", FormulaShown.Of(formula.Formula));
    }

    [Theory]
    [InlineData("return Ops.Scan(x, y, (a, s) => a + s * Size);", "return Ops.Scan(x, y, (a, s) => { return a + (s * toDouble(my.Size)) })")]
    [InlineData("return Ops.Scan(x, y, (y1, s) => { Tensor t = y1 + y; t += s; return t; });",
        "return Ops.Scan(x, y, (y1, s) => { let t y1 + y; set t t + s; return t })")]
    // Each name is one thing in the whole method: a second cell's parameters are numbered, and so is what hides a parameter.
    [InlineData("Tensor z = Ops.Scan(x, y, (a, s) => a); return Ops.Scan(z, y, (a, s) => Ops.Scan(a, s, (b, r) => r));",
        "let z Ops.Scan(x, y, (a, s) => { return a })\nreturn Ops.Scan(z, y, (a2, s2) => { return Ops.Scan(a2, s2, (b, r) => { return r }) })")]
    [InlineData("return Ops.Scan(x, y, Cell);", "return Ops.Scan(x, y, (input, state) => { return this.Cell(input, state) })")]
    [InlineData("return Ops.Scan(cell: static (@base, s) => { s = s + @base; return s; }, initial: y, sequence: x);",
        "return Ops.Scan(x, y, (base_, s) => { set s s + base_; return s })")]
    public void Scans(string body, string shown) => Assert.Equal("let y x\n" + shown, FormulaShown.Of(Bind("Tensor y = x; " + body).Formula));

    [Theory]
    [InlineData("(Tensor a, double b) = Both(x); return a * b;", "let parts this.Both(x)\nlet a parts.0\nlet b parts.1\nreturn a * b")]
    [InlineData("var (a, b) = Both(x); return a * b;", "let parts this.Both(x)\nlet a parts.0\nlet b parts.1\nreturn a * b")]
    [InlineData("var both = Both(x); return both.Item1 * both.Scale;", "let both this.Both(x)\nreturn both.0 * both.1")]
    [InlineData("return Both(x).Item1;", "return this.Both(x).0")]
    [InlineData("Tensor a = x, b = 2 * x; (a, b) = (b, a); return a;",
        "let a x\nlet b 2d * x\nlet parts (b, a)\nset a parts.0\nset b parts.1\nreturn a")]
    [InlineData("double n; (_, n) = Both(x); return n * x;", "let n 0d\nlet parts this.Both(x)\nset n parts.1\nreturn n * x")]
    [InlineData("var ((a, _), (b, c)) = (Both(x), Both(x)); return (a + b) * c;",
        "let parts (this.Both(x), this.Both(x))\nlet a parts.0.0\nlet b parts.1.0\nlet c parts.1.1\nreturn (a + b) * c")]
    [InlineData("(Tensor A, double B) t = (x, 1); double d; (_, d) = (x, Size); return t.A * t.B * d;",
        "let t (x, 1d)\nlet d 0d\nlet parts (x, toDouble(my.Size))\nset d parts.1\nreturn (t.0 * t.1) * d")]
    [InlineData("double d; (_, d) = Counted(x); return d * x;", "let d 0d\nlet parts this.Counted(x)\nset d toDouble(parts.1)\nreturn d * x")]
    public void Tuples(string body, string shown)
    {
        FormulaClass formula = Bind(body);
        Assert.Equal(shown, FormulaShown.Of(formula.Formula));
        if (formula.Methods.FirstOrDefault(method => method.Name == "Both") is FormulaMethod both)
            Assert.Equal((FormulaType.Tuple, "return (x, Ops.Sum(x))"), (both.Returns, FormulaShown.Of(both)));
    }

    [Fact]
    public void RolesOfALayersParameters()
    {
        FormulaClass formula = BindClass("""
            public sealed partial class KeptAttribute : LayerAttribute
            {
                [AtLeast(1)] public int Units { get; init; } = 2;
                private Shape Rule(Shape x) => x;
                [Formula] public Tensor Forward(
                    Tensor x, [Parameter, Ones] double gain, [Buffer(nameof(Units)), Zeros] ref Tensor mean, [Buffer, Constant(2)] ref double count,
                    [State("hidden", ShapeRule = nameof(Rule)), Zeros] ref Tensor state, [State, Ones] ref double last)
                {
                    if (Ops.Training)
                    {
                        mean += x;
                        count = 0;
                    }
                    if (count > 3)
                        last = 0;
                    state *= 2;
                    return gain * x + state * last;
                }
            }
            """, "KeptAttribute");
        FormulaParameter[] wanted =
        [
            new("x", FormulaType.Tensor, ParameterRole.Value),
            new("gain", FormulaType.Double, ParameterRole.Trained, null, "new global::FastGrad.OnesAttribute()"),
            new("mean", FormulaType.Tensor, ParameterRole.Buffer, "Units", "new global::FastGrad.ZerosAttribute()"),
            new("count", FormulaType.Double, ParameterRole.Buffer, null, "new global::FastGrad.ConstantAttribute(2d)"),
            new("state", FormulaType.Tensor, ParameterRole.Carried, "Rule", "new global::FastGrad.ZerosAttribute()", "hidden"),
            new("last", FormulaType.Double, ParameterRole.Carried, null, "new global::FastGrad.OnesAttribute()"),
        ];
        Assert.Equal(wanted, formula.Formula.Parameters);
        Assert.Contains(formula.Methods, method => method.Name == "Rule");
        Assert.Equal("""
            if Ops.Training()
            {
              set mean mean + x
              set count 0d
            }
            if count > 3d
            {
              set last 0d
            }
            set state state * 2d
            return (gain * x) + (state * last)
            """, FormulaShown.Of(formula.Formula));
    }

    [Fact]
    public void RolesOfAnOptimizersParameters()
    {
        FormulaClass formula = BindClass("""
            public sealed partial class WholeAttribute : OptimizerAttribute
            {
                [Formula] public void Update(
                    ref Tensor weight, Tensor gradient, long step, [State("momentum")] ref Tensor m, ref Tensor v, [PerStep, Ones] ref double product)
                {
                    product *= 0.9;
                    m = product * gradient;
                    v += gradient;
                    weight -= LearningRate * m / Ops.Norm(v);
                }
            }
            """, "WholeAttribute");
        FormulaParameter[] wanted =
        [
            new("weight", FormulaType.Tensor, ParameterRole.Reference),
            new("gradient", FormulaType.Tensor, ParameterRole.Value),
            new("step", FormulaType.Integer, ParameterRole.Value),
            new("m", FormulaType.Tensor, ParameterRole.Reference, StoredName: "momentum"),
            new("v", FormulaType.Tensor, ParameterRole.Reference),
            new("product", FormulaType.Double, ParameterRole.PerStep, Initializer: "1"),
        ];
        Assert.Equal(wanted, formula.Formula.Parameters);
    }

    [Theory]
    [InlineData("double Loss(double prediction, double target, out double weight) { weight = 2; return prediction; }")]
    [InlineData("double Loss(Tensor output, int label, out double weight) { weight = 2; return output[label]; }")]
    [InlineData("double Loss(Tensor output, Tensor target, out double weight) { weight = 2; return target[0]; }")]
    public void AnExamplesWeight(string method)
    {
        FormulaClass formula = BindClass(
            $"public sealed partial class OwnAttribute : LossAttribute {{ [Above(0)] public double Delta {{ get; init; }} = 1; [Formula] public {method} }}", "OwnAttribute");
        Assert.Equal(new FormulaParameter("weight", FormulaType.Double, ParameterRole.Weight), formula.Formula.Parameters[2]);
        Assert.StartsWith("set weight 2d\n", FormulaShown.Of(formula.Formula), StringComparison.Ordinal);
        // What every loss inherits is the model's, not the formula's.
        Assert.Equal(["Delta"], formula.Properties.Select(property => property.Name));
    }

    [Fact]
    public void Derivatives()
    {
        FormulaClass formula = BindClass("""
            public sealed partial class SoftAttribute : ActivationAttribute
            {
                [Formula, Derivative(nameof(ByX)), Derivative(nameof(ByScale), By = "scale")]
                public double Activate(double x, [Parameter, Ones] double scale) => scale / (1 + Math.Exp(-x));
                private double ByX(double x, double scale) => Activate(x, scale) * (1 - Activate(x, 1));
                private static double ByScale(double x, double scale) => 1 / (1 + Math.Exp(-x));
            }
            """, "SoftAttribute");
        Assert.Equal([new DerivativeRule("x", "ByX"), new DerivativeRule("scale", "ByScale")], formula.Formula.Derivatives);
        Assert.Equal(["Activate", "ByScale", "ByX"], formula.Methods.Select(method => method.Name).Order());
        Assert.Equal("return this.Activate(x, scale) * (1d - this.Activate(x, 1d))", FormulaShown.Of(formula.Methods.Single(method => method.Name == "ByX")));
    }

    [Fact]
    public void EachOperationOfEveryKindOfFormulaButAModelsHasNoPlace() => Assert.All(
        FormulaShown.Places(Bind("return Ops.Sum(x, 0) + 2 * x;").Formula.Body), operation => Assert.Equal(0, operation.Place));

    private static FormulaClass Bind(string body) => BindClass($$"""
        public sealed partial class OwnAttribute : LayerAttribute
        {
            public int Size { get; init; } = 3;
            private static Tensor Cell(Tensor input, Tensor state) => input + state;
            private static (Tensor, int) Counted(Tensor x) => (x, x.Length);
            private static (Tensor, double Scale) Both(Tensor x) => (x, Ops.Sum(x));
            [Formula] public Tensor Forward(Tensor x) { {{body}} }
        }
        """, "OwnAttribute");

    private static FormulaClass BindClass(string source, string name)
    {
        GeneratorRunResult result = Project.Run(Project.Create(source), out Compilation output);
        Expect.Nothing(string.Join("\n", output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        var binding = (FormulaBinding)result.TrackedSteps[Steps.BindFormula].Single().Outputs.Single().Value;
        Assert.DoesNotContain(binding.Diagnostics, diagnostic => diagnostic.Id != "FG0041");
        Assert.Equal(name, binding.Spec!.Type.Name);
        return FormulaReader.Read(binding.Spec.Text);
    }
}
