using System.Globalization;
using FastGrad.Models.Tests.Harness;

namespace FastGrad.Models.Tests.Places;

/// <summary>Where and how a model may be declared. What is refused is tested with the generator.</summary>
public class PlaceTests
{
    private const string Model = "[Model, Input(3), Dense(4), Tanh, Dense(2), CrossEntropy, Adam]";

    [Theory]
    [InlineData($"{Model} public partial class Net;", "Net")]
    [InlineData($"namespace Some.Where; {Model} partial class Net;", "Some.Where.Net")]
    [InlineData($"namespace @namespace.@int; {Model} public partial class Net;", "namespace.int.Net")]
    [InlineData($"{Model} public sealed partial class @class;", "class")]
    [InlineData($"{Model} public partial class Größe;", "Größe")]
    [InlineData($"public partial class Outer {{ protected internal partial struct Middle {{ {Model} private partial class Net; }} }}", "Outer+Middle+Net")]
    [InlineData($"public partial interface IOuter {{ {Model} public partial class Net; }}", "IOuter+Net")]
    [InlineData($"public partial record Outer {{ {Model} internal partial class @event; }}", "Outer+event")]
    [InlineData($"{Model} public partial class V;", "V")]
    [InlineData($"{Model} public partial class T;", "T")]
    [InlineData($"{Model} public partial class Products;", "Products")]
    [InlineData($"{Model} public partial class Dense1;", "Dense1")]
    [InlineData($"namespace FastGrad.Kernels {{ {Model} public partial class Net; }}", "FastGrad.Kernels.Net")]
    [InlineData($"namespace Mine.System {{ {Model} public partial class Net; }}", "Mine.System.Net")]
    [InlineData($"namespace Mine {{ class Math; class Unsafe; class Products; class Frame; class Partial; class MathF; class Adam; class CrossEntropy; class Optimizer; class Predictor<T>; class Shape; {Model} public partial class Net; }}", "Mine.Net")]
    public void AModelLearnsWhereverItIs(string source, string type) => Learns(InMemory.Compile(source).Create(type));

    [Fact]
    public void WithFormulasInANamespaceOfKeywords()
    {
        InMemory compiled = InMemory.Compile("""
            namespace @return.@if
            {
                public sealed partial class @voidAttribute : ActivationAttribute { [Formula] public double Activate(double @in, [Parameter, Constant(2)] double @out) => @in * @out; }
                public sealed partial class @lockAttribute : LossAttribute
                {
                    public double @is { get; init; } = 2;
                    [Formula] public double Loss(double @in, double @this) => @is * Math.Abs(@in - @this);
                }
                public sealed partial class @goAttribute : OptimizerAttribute
                {
                    public double @base { get; init; } = 2;
                    [Formula] public void Update(ref double weight, double gradient, ref double @char) { @char = gradient; weight -= @base * @char; }
                }
                [Model(Precision = Precision.Double), Input(1), voidAttribute, lockAttribute, go] public partial class Net;
            }
            """);
        Driver driver = compiled.Create("return.if.Net").Train(1);
        // 2·|2·1 − 1|, and by the factor 2·1.
        Assert.Equal(2, driver.Step([1], [1]));
        Assert.Equal([2 - 2.0 * 2], driver.Parameters);
    }

    [Fact]
    public void InAGenericHost()
    {
        InMemory compiled = InMemory.Compile($"public partial class Host<T> where T : struct {{ public partial class Inner<V> {{ {Model} public partial class Net; }} }}");
        Type type = compiled.Find("Host`1+Inner`1+Net").MakeGenericType(typeof(int), typeof(string));
        Learns(Driver.Of(Activator.CreateInstance(type, 0UL)!));
    }

    [Fact]
    public void TwoOfTheSameSimpleName()
    {
        InMemory compiled = InMemory.Compile($$"""
            namespace A { {{Model}} public partial class Net; }
            namespace B { [Model, Input(1), Mse, Sgd] public partial class Net; partial class Outer { {{Model}} public partial class Net; } }
            namespace b { {{Model}} public partial class net; }
            namespace A_ { {{Model}} public partial class Net; }
            namespace A { {{Model}} public partial class _Net; }
            """);
        Learns(compiled.Create("A.Net"));
        Learns(compiled.Create("B.Outer+Net"));
        Learns(compiled.Create("b.net"));
        Assert.Empty(compiled.Create("B.Net").Layout);
    }

    [Fact]
    public void InACheckedContextWithoutUnsafeCode()
    {
        // Unsafe code is off in all of these compilations; overflow is checked in this one.
        InMemory compiled = InMemory.Compile("Checked", [$"{Model} public partial class Net;"], new(Checked: true));
        Driver driver = compiled.Create("Net"), usual = InMemory.Compile($"{Model} public partial class Net;").Create("Net");
        Learns(driver);
        Learns(usual);
        Assert.Equal(usual.Parameters, driver.Parameters);
    }

    [Fact]
    public void UnderAStrangeCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var strange = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        strange.NumberFormat.NegativeSign = "minus ";
        strange.NumberFormat.NumberDecimalSeparator = ",";
        strange.NumberFormat.NumberGroupSeparator = ".";
        const string Source = """
            public sealed partial class BentAttribute : ActivationAttribute
            {
                public double Bend { get; init; } = -0.5;
                public int Shift { get; init; } = -3;
                [Formula] public double Activate(double x, [Parameter, Constant(-1.5e-3)] double y) => x * (Bend - 1.25e-7) + Shift - 2 + y;
            }
            [Model(Precision = Precision.Double), Input(1), Bent(Bend = -1.5), Huber(Delta = 0.25), Sgd] public partial class Net;
            """;
        try
        {
            CultureInfo.CurrentCulture = strange;
            Driver driver = InMemory.Compile(Source).Create("Net").Train(1);
            Assert.Equal(2 * (-1.5 - 1.25e-7) - 3 - 2 - 1.5e-3, driver.Forward([2])[0], 1e-14);
            Assert.Equal(0.25, ((Huber)driver.Criterion).Delta);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void WithFormulasOfASecondAssembly()
    {
        InMemory library = InMemory.Compile("Library", ["""
            namespace Library;
            public sealed partial class CubeAttribute(int times) : ActivationAttribute
            {
                public int Times { get; } = times;
                public double Scale { get; init; } = 0.5;
                [Formula] public double Activate(double x)
                {
                    double y = x;
                    for (int i = 0; i < Times; i++)
                        y = y * x;
                    return Scale * y;
                }
            }
            public sealed partial class QuarticAttribute : LossAttribute
            {
                [Above(0)] public double Weight { get; init; } = 1;
                [Formula] public double Loss(double prediction, double target) { double e = prediction - target; return Weight * e * e * e * e; }
            }
            public sealed partial class SignAttribute : OptimizerAttribute
            {
                [Formula] public void Update(ref double weight, double gradient) => weight -= gradient > 0 ? LearningRate : gradient < 0 ? -LearningRate : 0;
            }
            """], new());
        // A name that only its bytes know is not found again by itself.
        ResolveEventHandler resolve = (_, wanted) => wanted.Name.StartsWith("Library,", StringComparison.Ordinal) ? library.Assembly : null;
        AppDomain.CurrentDomain.AssemblyResolve += resolve;
        try
        {
            InMemory user = InMemory.Compile(
                "User",
                ["using Library; [Model(Precision = Precision.Double), Input(1), Cube(2, Scale = 0.25), Affine, Quartic(Weight = 3), Sign(LearningRate = 0.5)] public partial class Net;"],
                new() { More = [library.Reference] });
            Driver driver = user.Create("Net").Train(1);
            Assert.Equal([0.25 * 8], driver.Forward([2]));
            Assert.Equal(3.0, driver.Loss([1]));
            driver.Backward();
            driver.Update();
            // Both gradients are positive: the scale's 12·2 and the shift's 12.
            Assert.Equal([24.0, 12], driver.Gradients);
            Assert.Equal([0.5, -0.5], driver.Parameters);
        }
        finally
        {
            AppDomain.CurrentDomain.AssemblyResolve -= resolve;
        }
    }

    private static void Learns(Driver driver)
    {
        driver.Train(2);
        double[] inputs = [1, 0, -1, 0, 1, 1], labels = [0, 1];
        double first = driver.Step(inputs, labels), last = first;
        for (int i = 0; i < 50; i++)
            last = driver.Step(inputs, labels);
        Assert.True(last < first, $"{first} → {last}");
    }
}
