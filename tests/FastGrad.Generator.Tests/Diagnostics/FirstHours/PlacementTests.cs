namespace FastGrad.Generator.Tests.Diagnostics.FirstHours;

/// <summary>Attributes where nobody looks for them. Kinds of things that C# itself holds an attribute to are C#'s to report.</summary>
public class PlacementTests
{
    private const string FormulaClass = "a class that derives from ActivationAttribute, LayerAttribute, LossAttribute or OptimizerAttribute";

    [Fact]
    public void ALossAlone() => User.Reads(
        "[«Mse»] public class Net;", ("FG0043", "[Mse] stands on class 'Net', but 'Net' is no model; mark it [Model]"));

    [Fact]
    public void ALayerOnAMethodOfNoModel() => User.Reads(
        "public class Net { [«Dense(3)»] public Tensor Head(Tensor x) => x; }",
        ("FG0043", "[Dense] stands on method 'Head' of 'Net', but 'Net' is no model; mark it [Model]"));

    [Fact]
    public void AShapeOfAnOrdinaryParameter() => User.Reads(
        "public class Net { public void M([«Shape(3)»] Tensor x, [«Indices(3)»] Tensor y) { } }",
        ("FG0043", "[Shape] stands on parameter 'x' of 'M', but it belongs on a parameter of a model's Forward"),
        ("FG0043", "[Indices] stands on parameter 'y' of 'M', but it belongs on a parameter of a model's Forward, or beside [Input] on a class with [Model]"));

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
        ("FG0043", "[Formula] stands on an accessor of 'X', but it belongs on an ordinary method of " + FormulaClass));

    [Fact]
    public void AFormulaInsideAMethod() => User.Reads(
        "public class Net { public double M(double x) { return F(x); [«Formula»] double F(double y) => y; } }",
        ("FG0043", "[Formula] stands on the local function 'F', but it belongs on an ordinary method of " + FormulaClass));

    [Fact]
    public void OnALambda() => User.Reads(
        "public class Net { public Func<double, double> M() => [«Formula»] (double x) => x; }",
        ("FG0043", "[Formula] stands on a lambda, but it belongs on an ordinary method of " + FormulaClass));

    [Fact]
    public void AParameterOfAnOrdinaryMethod() => User.Reads(
        "public class Net { public double M([«Parameter», Zeros] double x) => x; }",
        ("FG0043", "[Parameter] stands on parameter 'x' of 'M', but it belongs on a parameter of a layer's or an activation's [Formula]"));

    [Fact]
    public void AShapeInsideAModel() => User.Reads("""
        [Model, Mse] public partial class Net
        {
            private Tensor Forward([Shape(4)] Tensor x) => Twice(x, x);
            private Tensor Twice([«Shape(4)»] Tensor y, [«Parameter», Zeros] Tensor z) => 2 * y + z;
        }
        """,
        ("FG0043", "[Shape] stands on parameter 'y' of 'Twice', but it belongs on a parameter of a model's Forward"),
        ("FG0043", "[Parameter] stands on parameter 'z' of 'Twice', but it belongs on a parameter of a layer's or an activation's [Formula]"));

    [Fact]
    public void AnInitialiserAlone() => User.Reads(
        "public class Net { public double M([«Zeros»] double x) => x; }",
        ("FG0043", "[Zeros] stands on parameter 'x' of 'M', but it belongs on a parameter that a [Formula] learns or keeps, beside [Parameter], [Buffer] "
        + "or [State], or on a model after a layer"));

    [Fact]
    public void ARangeOfAnOrdinaryProperty() => User.Reads(
        "public class Net { [«Above(0)»] public double X { get; set; } }",
        ("FG0043", "[Above] stands on property 'X', but it belongs on a property of " + FormulaClass + " or InitializerAttribute"));

    [Fact]
    public void ForMatricesOfAnActivation() => User.Reads("""
        [«ForMatrices»]
        public sealed partial class OwnAttribute : ActivationAttribute { [Formula] public double Activate(double x) => x; }

        [ForMatrices]
        public sealed class StartAttribute : InitializerAttribute { public override double Sample(ref CounterRandom random, Fans fans) => 1; }
        """, ("FG0043", "[ForMatrices] stands on class 'OwnAttribute', but it belongs on a class that derives from InitializerAttribute"));

    [Fact]
    public void LogitsOfAnActivation() => User.Reads("""
        [«TakesLogits»] public sealed partial class MineAttribute : ActivationAttribute { [Formula] public double Activate(double x) => x; }
        """,
        ("FG0043", "[TakesLogits] stands on class 'MineAttribute', but it belongs on a class that derives from LossAttribute"));

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
