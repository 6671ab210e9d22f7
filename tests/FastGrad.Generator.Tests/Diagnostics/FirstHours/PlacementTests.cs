namespace FastGrad.Generator.Tests.Diagnostics.FirstHours;

/// <summary>Attributes where nobody looks for them. Kinds of things that C# itself holds an attribute to are C#'s to report.</summary>
public class PlacementTests
{
    private const string FormulaClass = "a class that derives from ActivationAttribute, LayerAttribute, LossAttribute or OptimizerAttribute";

    [Fact]
    public void ALossAlone() => User.Reads(
        "[«Mse»] public class Net;", ("FG0043", "[Mse] means nothing on class 'Net'; add [Model] to make the class a model"));

    [Fact]
    public void OnAMember() => User.Reads(
        "public class Net { [«Mse»] public void M() { } }",
        ("CS0592", "Attribute 'Mse' is not valid on this declaration type. It is only valid on 'class' declarations."));

    [Fact]
    public void AFormulaOnAProperty() => User.Reads(
        "public class Net { [«Formula»] public double X => 1; }",
        ("CS0592", "Attribute 'Formula' is not valid on this declaration type. It is only valid on 'method' declarations."));

    [Fact]
    public void AFormulaOnAnAccessor() => User.Reads(
        "public class Net { public double X { [«Formula»] get => 1; } }",
        ("FG0043", "[Formula] means nothing on an accessor of 'X'; it belongs on an ordinary method of " + FormulaClass));

    [Fact]
    public void AFormulaInsideAMethod() => User.Reads(
        "public class Net { public double M(double x) { return F(x); [«Formula»] double F(double y) => y; } }",
        ("FG0043", "[Formula] means nothing on the local function 'F'; it belongs on an ordinary method of " + FormulaClass));

    [Fact]
    public void AParameterOfAnOrdinaryMethod() => User.Reads(
        "public class Net { public double M([«Parameter», Zeros] double x) => x; }",
        ("FG0043", "[Parameter] means nothing on parameter 'x' of 'M'; it belongs on a parameter of a layer's or an activation's [Formula]"));

    [Fact]
    public void AParameterOfALoss() => User.Reads("""
        public sealed partial class MineAttribute : LossAttribute
        {
            [Formula] public double «Loss»(double prediction, double target, [«Parameter», Zeros] double bias) => (prediction - target) * bias;
        }
        """,
        ("FG0012", "Formula class 'MineAttribute' must declare its formula as double Loss(double prediction, double target), double Loss(Tensor output, "
        + "int label) or double Loss(Tensor output, Tensor target), but it is double Loss(double prediction, double target, [Parameter] double bias)"),
        ("FG0043", "[Parameter] means nothing on parameter 'bias' of 'Loss'; it belongs on a parameter of a layer's or an activation's [Formula]"));

    [Fact]
    public void AnInitialiserAlone() => User.Reads(
        "public class Net { public double M([«Zeros»] double x) => x; }",
        ("FG0043", "[Zeros] means nothing on parameter 'x' of 'M'; it belongs beside [Parameter], [Buffer] or [State], on a parameter of a layer's or "
        + "an activation's [Formula]"));

    [Fact]
    public void ARangeOfAnOrdinaryProperty() => User.Reads(
        "public class Net { [«Above(0)»] public double X { get; set; } }",
        ("FG0043", "[Above] means nothing on property 'X'; it belongs on a property of " + FormulaClass));

    [Fact]
    public void LogitsOfAnActivation() => User.Reads("""
        [«TakesLogits»] public sealed partial class MineAttribute : ActivationAttribute { [Formula] public double Activate(double x) => x; }
        """,
        ("FG0043", "[TakesLogits] means nothing on class 'MineAttribute'; it belongs on a class that derives from LossAttribute"));

    [Fact]
    public void OthersAttributesOfTheSameNames() => User.Reads("""
        namespace Mine
        {
            public sealed class FormulaAttribute : Attribute;
            public sealed class ParameterAttribute : Attribute;
            public class Net { [Mine.Formula] public double X => 1; public void M([Mine.Parameter] double x) { } }
        }
        """);
}
