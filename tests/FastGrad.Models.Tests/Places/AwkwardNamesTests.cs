using FastGrad.Models.Tests.Harness;

namespace FastGrad.Models.Tests.Places;

/// <summary>Formulas whose names and forms emitted text could trip over: it compiles without a warning as error, and the loss is the declaration's.</summary>
public class AwkwardNamesTests
{
    [Fact]
    public void ALossMayNameItsLocalsLikeOurs()
    {
        Driver driver = InMemory.Compile("""
            [Model(Precision = Precision.Double)] [Input(3)] [Named, Sgd] public partial class Net;
            public sealed partial class NamedAttribute : LossAttribute
            {
                [Formula] public double Loss(double prediction, double target)
                {
                    double error = prediction - target;
                    double lossTerm = error * error;
                    double reduced = lossTerm + 1;
                    return lossTerm * reduced + reduced;
                }
            }
            """).Create("Net").Train(2);
        // At an error of 1: 1 · 2 + 2.
        Assert.Equal(4, driver.Step([1, 1, 1, 2, 2, 2], [0, 0, 0, 1, 1, 1]), 1e-12);
    }

    [Fact]
    public void AConditionOfOneNumberMayBeReadTwice()
    {
        Driver driver = InMemory.Compile("""
            [Model(Precision = Precision.Double)] [Input(2)] [Far(Delta = 1.5), Sgd] public partial class Net;
            public sealed partial class FarAttribute : LossAttribute
            {
                public double Delta { get; init; } = 1;
                [Formula] public double Loss(Tensor output, Tensor target)
                {
                    double z = Ops.Sum(output - target);
                    bool far = z > Delta;
                    return (far ? z : 0) + (far ? 1 : 2) * z + -(-Delta);
                }
            }
            """).Create("Net").Train(2);
        // z = 4: 4 + 4 + 1.5; z = 1: 0 + 2 + 1.5.
        Assert.Equal((9.5 + 3.5) / 2, driver.Step([3, 1, 1, 0], [0, 0, 0, 0]), 1e-12);
    }

    [Fact]
    public void ASumBehindACallIsStoredWhole()
    {
        Driver driver = InMemory.Compile("""
            [Model(Precision = Precision.Double)] [Input(2), Bent, Dense(1)] [Mse, Sgd] public partial class Net;
            public sealed partial class BentAttribute : LayerAttribute
            {
                private Shape Square(Shape x) => new(x.Length, x.Length);
                [Formula] public Tensor Forward(Tensor x, [Parameter(nameof(Square)), Ones] Tensor weight, [Parameter, Ones] Tensor bias) =>
                    Ops.Tanh(Ops.Abs(Ops.MatMul(x, weight)) + bias);
            }
            """).Create("Net").Train(1);
        double[] parameters = driver.Parameters;
        // Ones everywhere in Bent; then Dense's two weights, and its bias of 0.
        double bent = Math.Tanh(Math.Abs(-3) + 1), expected = bent * (parameters[6] + parameters[7]);
        Assert.Equal(expected * expected, driver.Step([-1, -2], [0]), 1e-12);
    }

    [Fact]
    public void ASettingWithoutADefaultIsAskedForBeforeAnythingChanges()
    {
        InMemory models = InMemory.Compile("""
            [Model(Precision = Precision.Double)] [Input(1), Dense(1)] [Mse] public partial class Net;
            public sealed partial class PlainAttribute(double rate) : OptimizerAttribute
            {
                public double Rate { get; } = rate;
                [Formula] public void Update(ref double weight, double gradient) => weight -= Rate * gradient;
            }
            public static class Bare { public static double Step(Net net) => net.CreateTrainer<Plain>(1).Step([1], [1]); }
            """);
        object net = Activator.CreateInstance(models.Assembly.GetType("Net")!, 0UL)!;
        double[] before = Driver.Of(net).Parameters;
        var thrown = Assert.Throws<System.Reflection.TargetInvocationException>(() => models.Assembly.GetType("Bare")!.GetMethod("Step")!.Invoke(null, [net]));
        Assert.Contains("Rate", Assert.IsType<InvalidOperationException>(thrown.InnerException).Message, StringComparison.Ordinal);
        Assert.Equal(before, Driver.Of(net).Parameters);
    }
}
