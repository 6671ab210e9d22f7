using System.Numerics;
using Xunit;

namespace FastGrad.Tests.Runtime;

[Trait("Category", "Numeric")]
public sealed class OptimizerTests
{
    [Fact]
    public void Any_range_is_updated_and_nothing_else()
    {
        Ranges<float>();
        Ranges<double>();
    }

    private static void Ranges<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Length = 150;
        for (int count = 0; count <= 70; count++)
        {
            int offset = count % 17 + 3;
            ParameterSet<T> parameters = new([new("w", new(Length), new OnesAttribute(), 0)]);
            parameters.Initialize(0);
            Momentum optimizer = new();
            OptimizerState<T> state = optimizer.Attach(parameters);
            T[] gradients = [.. Enumerable.Range(0, count + 1).Select(index => T.CreateChecked(index + 1))];
            for (int step = 0; step < 2; step++)
            {
                optimizer.BeginStep();
                state.Update(in gradients[0], offset, count);
            }
            for (int index = 0; index < Length; index++)
            {
                // All of these are exact: rates 1/8 and 1/16, decay 3/4, whole gradients.
                double gradient = index >= offset && index < offset + count ? index - offset + 1 : 0;
                Assert.Equal(T.CreateChecked(1 - gradient / 8 - 1.75 * gradient / 16), parameters["w"].Values[index]);
                Assert.Equal(T.CreateChecked(1.75 * gradient), state["velocity"]["w"].Values[index]);
                Assert.Equal(T.CreateChecked(gradient > 0 ? 2 : 0), state["updates"]["w"].Values[index]);
            }
            Assert.Equal(2, optimizer.StepCount);
        }
    }

    [Fact]
    public void State_is_seen_by_slot_and_parameter()
    {
        OptimizerState<float> state = new Momentum().Attach(new ParameterSet<float>([new("w", new(2, 3), new OnesAttribute(), 0), new("b", new(3), new OnesAttribute(), 6)]));
        Assert.Equal(["velocity", "updates"], state.Names);
        Assert.Equal(["w", "b"], state["updates"].Select(parameter => parameter.Name));
        Assert.Equal(new Shape(2, 3), state["velocity"]["w"].Shape);
        Assert.Contains("velocity, updates", Assert.Throws<KeyNotFoundException>(() => state["m"]).Message);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_hyper_parameter_out_of_range_is_refused_and_kept(double value)
    {
        Momentum optimizer = new();
        ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.Decay = value);
        Assert.Equal("Decay", exception.ParamName);
        Assert.StartsWith("Decay must be at least 0 and below 1, but got ", exception.Message);
        Assert.Equal(0.75, optimizer.Decay);
    }

    [Fact]
    public void An_optimizer_serves_one_trainer()
    {
        Momentum optimizer = new();
        optimizer.Attach(new ParameterSet<float>([new("w", new(2), new OnesAttribute(), 0)]));
        Assert.Throws<InvalidOperationException>(() => optimizer.Attach(new ParameterSet<double>([new("w", new(2), new OnesAttribute(), 0)])));
    }
}
