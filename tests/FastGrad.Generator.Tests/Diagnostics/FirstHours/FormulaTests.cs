namespace FastGrad.Generator.Tests.Diagnostics.FirstHours;

/// <summary>Somebody writes a first activation, layer or loss.</summary>
public class FormulaTests
{
    private const string LossForms = "double Loss(double prediction, double target), double Loss(Tensor output, int label) or double Loss(Tensor output, "
        + "Tensor target), each with a last 'out double weight' if wanted";

    private const string UpdateForm = "void Update(ref double weight, double gradient, [long step,] ref double slot ..., [PerStep] ref double number ...), "
        + "or the same with Tensor for weight, gradient and slots";

    private const string Model = "\n[Model, Input(4), Dense(2), Bent, Mse, Adam] public partial class Net;";

    private static string Activation(string body) => "public sealed partial class BentAttribute : ActivationAttribute { " + body + " }";

    private static string Layer(string body) => "public sealed partial class BentAttribute : LayerAttribute { " + body + " }";

    private static string Loss(string body) => "public sealed partial class WrongAttribute : LossAttribute { [Formula] public " + body + " }";

    private static string Optimizer(string body) => "public sealed partial class MineAttribute : OptimizerAttribute { " + body + " }";

    [Fact]
    public void NoFormulaAttribute() => User.Reads(
        Activation("public double Activate(double x) => x;") + Model.Replace("Bent", "«Bent»", StringComparison.Ordinal),
        ("FG0012", "Formula class 'BentAttribute' has no method marked [Formula]; write one as double Activate(double x, [Parameter] double ...)"));

    [Fact]
    public void NotPartial() => User.Reads(
        "public sealed class «BentAttribute» : ActivationAttribute { [Formula] public double Activate(double x) => x; }" + Model,
        ("FG0012", "Formula class 'BentAttribute' must be declared partial, so that its compiled formula can be attached"));

    [Fact]
    public void NotCalledAttribute() => User.Reads(
        "public partial class «Bent» : ActivationAttribute { [Formula] public double Activate(double x) => x; }" + Model,
        ("FG0012", "Formula class 'Bent' must have a name that ends in 'Attribute'"));

    [Fact]
    public void NoBaseClass() => User.Reads(
        "public class «Bent» { [Formula] public double Activate(double x) => x; }",
        ("FG0012", "Formula class 'Bent' must derive from ActivationAttribute, LayerAttribute, LossAttribute or OptimizerAttribute"));

    [Fact]
    public void Generic() => User.Reads(
        "public sealed partial class «WrongAttribute»<T> : LossAttribute { [Formula] public double Loss(double p, double t) => p - t; }",
        ("FG0012", "Formula class 'WrongAttribute' must not be generic"));

    [Fact]
    public void InFloat() => User.Reads(
        Loss("float «Loss»(float p, float t) => (p - t) * (p - t);"),
        ("FG0012", $"Formula class 'WrongAttribute' must declare its formula as {LossForms}, but it is float Loss(float p, float t)"));

    [Fact]
    public void Nullable() => User.Reads(
        Loss("double «Loss»(double? p, double t) => 1;"),
        ("FG0012", $"Formula class 'WrongAttribute' must declare its formula as {LossForms}, but it is double Loss(double? p, double t)"));

    [Fact]
    public void Async() => User.Reads(
        Loss("async System.Threading.Tasks.Task<double> «Loss»(double p, double t) => await System.Threading.Tasks.Task.FromResult(p - t);"),
        ("FG0012", $"Formula class 'WrongAttribute' must declare its formula as {LossForms}, but it is Task<double> Loss(double p, double t)"));

    [Fact]
    public void ATensorAsATerm() => User.Reads(
        Loss("Tensor «Loss»(Tensor output, int label) => output - 1;"),
        ("FG0012", $"Formula class 'WrongAttribute' must declare its formula as {LossForms}, but it is Tensor Loss(Tensor output, int label)"));

    [Fact]
    public void AWeightThatIsNoReference() => User.Reads(
        Optimizer("[Formula] public void «Update»(double weight, double gradient) { weight -= LearningRate * gradient; }"),
        ("FG0012", $"Formula class 'MineAttribute' must declare its formula as {UpdateForm}, but it is void Update(double weight, double gradient)"));

    [Fact]
    public void AWeightByAnotherName() => User.Reads(
        Optimizer("[Formula] public void «Update»(ref double w, double g) { w -= LearningRate * g; }"),
        ("FG0012", $"Formula class 'MineAttribute' must declare its formula as {UpdateForm}, but it is void Update(ref double w, double g)"));

    [Fact]
    public void StateInAField() => User.Reads(
        Optimizer("private double _m; [Formula] public void Update(ref double weight, double gradient) { «_m» = 0.9 * _m + gradient; weight -= LearningRate * «_m»; }"),
        ("FG0007", "Formula 'MineAttribute.Update' cannot use an assignment to '_m'; assign locals and ref parameters only; what is kept is one, an "
        + "optimizer's 'ref double', a layer's [Buffer] or [State]"),
        ("FG0018", "Formula 'MineAttribute.Update' cannot use the field '_m', whose value is not known when compiled; make it a const, or a property of the "
        + "attribute class"));

    [Fact]
    public void ASettingInFloat() => User.Reads(
        Activation("public float «Slope» { get; init; } = 0.1f; [Formula] public double Activate(double x) => Slope * x;"),
        ("FG0012", "Formula class 'BentAttribute' has property 'Slope' of type float, but a hyper-parameter is a double, int, bool or enum, or a double[]"));

    [Fact]
    public void ASettingThatIsAPrimaryConstructorsParameter() => User.Reads(
        "public sealed partial class BentAttribute(int «size») : ActivationAttribute { [Formula] public double Activate(double x) => size * x; }",
        ("FG0012", "Formula class 'BentAttribute' must set exactly one property from its constructor's parameter 'size'; write 'public ... { get; } = size;'"));

    [Fact]
    public void ADefaultOutOfRange() => User.Reads(
        Activation("[InRange(0, 1)] public double «Slope» { get; init; } = 2; [Formula] public double Activate(double x) => Slope * x;"),
        ("FG0008", "Slope of [Bent] is 2, but must be at least 0 and below 1"));

    [Fact]
    public void ARangeTheWrongWayRound() => User.Reads(
        Activation("[InRange(1, 0)] public double «Slope» { get; init; } = 0.5; [Formula] public double Activate(double x) => Slope * x;"),
        ("FG0012", "Formula class 'BentAttribute' gives 'Slope' a range in which nothing lies, at least 1 and below 0; swap its ends"));

    [Fact]
    public void AParameterWithoutAStart() => User.Reads(
        Activation("[Formula] public double Activate(double x, [Parameter] double «slope») => slope * x;"),
        ("FG0012", "Formula class 'BentAttribute' must say how its parameter 'slope' starts, with [Zeros], [Ones], [Constant(...)], [KaimingUniform] or an "
        + "initialiser of its own"));

    [Fact]
    public void AParameterThatIsNotMarked() => User.Reads(
        Activation("[Formula] public double «Activate»(double x, double slope) => slope * x;"),
        ("FG0012", "Formula class 'BentAttribute' must declare its formula as double Activate(double x, [Parameter] double ...), but it is double "
        + "Activate(double x, double slope)"));

    [Fact]
    public void AnIntegerDivision() => User.Reads(
        Activation("[Formula] public double Activate(double x) => «1 / 2» * x;"),
        ("FG0023", "Formula 'BentAttribute.Activate' cannot use an integer division as a real number; write 1 / (double)2, or cast the quotient where the "
        + "truncation is meant"));

    [Fact]
    public void MathF() => User.Reads(
        Activation("[Formula] public double Activate(double x) => «MathF.Max(0, (float)x)»;"),
        ("FG0022", "Formula 'BentAttribute.Activate' cannot use a call of 'MathF.Max'; write Math.Max: formulas are written in double"));

    [Fact]
    public void Recursion() => User.Reads(
        Activation("[Formula] public double Activate(double x) => «Activate(x / 2)» * 2;"),
        ("FG0020", "Formula 'BentAttribute.Activate' cannot use recursion (Activate calls Activate); write a loop with bounds known when compiled"));

    [Fact]
    public void ALoopThatAsksTheData() => User.Reads(
        Activation("[Formula] public double Activate(double x) { while («x > 1») x /= 2; return x; }") + Model,
        ("FG0021", "Formula 'BentAttribute.Activate' cannot use a loop whose end depends on 'x', which is known only when the model runs; run to a fixed bound "
        + "(a const, an int property, a length), and choose what counts with '?:' or Ops.Where"));

    [Fact]
    public void Printing() => User.Reads(
        Layer("[Formula] public Tensor Forward(Tensor x) { «Console.WriteLine(x)»; return x; }"),
        ("FG0007", "Formula 'BentAttribute.Forward' cannot use a call of 'Console.WriteLine'; a formula only computes; remove it"));

    [Fact]
    public void AnException() => User.Reads(
        Loss("double Loss(double p, double t) => «throw new Exception()»;"),
        ("FG0007", "Formula 'WrongAttribute.Loss' cannot use throw; restrict the property with [Above], [AtLeast], [Below], [AtMost] or [InRange]"));

    [Fact]
    public void AComparisonAsANumber() => User.Reads(
        Layer("[Formula] public Tensor Forward(Tensor x) => (x > 0) * x;") + Model.Replace("Bent", "«Bent»", StringComparison.Ordinal),
        ("FG0011", "Stage [Bent] of model 'Net': a comparison takes no part in arithmetic; choose between two values with Ops.Where(condition, a, b); x > 0 is "
        + "2 (from a formula of Dense1) and x is 2 (from Dense1)"));

    [Fact]
    public void AnAxisThatIsNotThere() => User.Reads(
        Layer("private Shape Rule(Shape x) => new(x[2]); [Formula] public Tensor Forward(Tensor x, [Parameter(nameof(Rule)), Zeros] Tensor w) => x + w;")
        + Model.Replace("Bent", "«Bent»", StringComparison.Ordinal),
        ("FG0011", "Stage [Bent] of model 'Net': axis 2 of the shape 2, which has 1, counted from 0"));

    [Fact]
    public void ShapesThatDoNotMeet() => User.Reads(
        Layer("private Shape Rule(Shape x) => new(3); [Formula] public Tensor Forward(Tensor x, [Parameter(nameof(Rule)), Zeros] Tensor w) => Ops.Sigmoid(2 * x) + w;")
        + Model.Replace("Bent", "«Bent»", StringComparison.Ordinal),
        ("FG0011", "Stage [Bent] of model 'Net': element by element, 2 and 3 don't go together; Ops.Sigmoid(2 * x) is 2 (from Sigmoid of a formula of Dense1) "
        + "and w is 3 (parameter Bent1.W)"));

    [Fact]
    public void ALabelThatIsComputed() => User.Reads(
        Loss("double Loss(Tensor output, int label) => -output[label + 1];") + "\n[Model, Input(4), Dense(3), «Wrong», Adam] public partial class Net;",
        ("FG0011", "Stage [Wrong] of model 'Net': an element by numbers that are not known to be indices: they come from an input marked [Indices(count)], a "
        + "label, Ops.ArgMax, Ops.Indices or whole constants; output is 3 (the output) and label + 1 is scalar (from a formula of the label)"));

    [Fact]
    public void RealNumbersAsIndices() => User.Reads(
        "[Model, Input(4), «Embedding(10, 3)», Mse, Adam] public partial class Net;",
        ("FG0011", "Stage [Embedding(10, 3)] of model 'Net': Gather by numbers that are not known to be indices: they come from an input marked "
        + "[Indices(count)], a label, Ops.ArgMax, Ops.Indices or whole constants; table is 10×3 (parameter Embedding1.Table) and indices is 4 (the input)"));

    [Fact]
    public void MoreIndicesThanRows() => User.Reads(
        "[Model, Input(4), Indices(20), «Embedding(10, 3)», Mse, Adam] public partial class Net;",
        ("FG0011", "Stage [Embedding(10, 3)] of model 'Net': Gather by indices up to 19, where 10 can be chosen from; table is 10×3 (parameter "
        + "Embedding1.Table) and indices is 4 (the input)"));
}
