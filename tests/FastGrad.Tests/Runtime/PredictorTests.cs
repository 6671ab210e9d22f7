global using LinearPredictor = FastGrad.Training.ModelPredictor<float, float, FastGrad.Tests.Runtime.Squared, FastGrad.Tests.Runtime.LinearProgram>;

using Xunit;
using static FastGrad.Tests.Runtime.LinearTrainer;

namespace FastGrad.Tests.Runtime;

[Trait("Category", "Numeric")]
public sealed class PredictorTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 1)]
    [InlineData(5, 5)]
    [InlineData(13, 4)]
    [InlineData(2, 100)]
    public void Predicts_in_chunks_what_forward_gives(int examples, int capacity)
    {
        ParameterSet<float> parameters = LinearProgram.Parameters();
        float[] inputs = Inputs(examples), outputs = new float[examples * LinearProgram.Outputs];
        new LinearPredictor(parameters, ParameterSet<float>.Empty, capacity).Predict(inputs, outputs);
        Bits.AssertSame(new LinearTrainer(parameters, examples).Forward(inputs), outputs);
    }

    [Fact]
    public void Sees_what_the_trainer_learned()
    {
        LinearTrainer trainer = new();
        LinearPredictor predictor = new(trainer.Parameters, ParameterSet<float>.Empty, 2);
        float[] before = new float[LinearProgram.Outputs], after = new float[LinearProgram.Outputs];
        predictor.Predict(Inputs(1), before);
        trainer.Step(Inputs(1), Targets(1));
        predictor.Predict(Inputs(1), after);
        Assert.NotEqual(before, after);
    }

    [Theory]
    [InlineData(0, 0, "inputs")]
    [InlineData(6, 3, "inputs")]
    [InlineData(10, 5, "outputs")]
    [InlineData(10, 7, "outputs")]
    public void A_wrong_length_is_named_and_nothing_written(int inputs, int outputs, string argument)
    {
        float[] written = [.. Enumerable.Repeat(5f, outputs)];
        LinearPredictor predictor = new(LinearProgram.Parameters(), ParameterSet<float>.Empty, 4);
        Assert.Equal(argument, Assert.Throws<ArgumentException>(() => predictor.Predict(new float[inputs], written)).ParamName);
        Assert.All(written, value => Assert.Equal(5, value));
    }

    [Fact]
    public void Outputs_may_not_overlap_inputs()
    {
        float[] both = new float[20];
        LinearPredictor predictor = new(LinearProgram.Parameters(), ParameterSet<float>.Empty, 1);
        Assert.Equal("outputs", Assert.Throws<ArgumentException>(() => predictor.Predict(both.AsSpan(0, 10), both.AsSpan(8, 6))).ParamName);
        predictor.Predict(both.AsSpan(0, 10), both.AsSpan(10, 6));
    }

    [Fact]
    public void Predicting_allocates_nothing()
    {
        Predictor<float> predictor = new LinearPredictor(LinearProgram.Parameters(), ParameterSet<float>.Empty, 4);
        float[] inputs = Inputs(9), outputs = new float[9 * LinearProgram.Outputs];
        Allocation.None(() => predictor.Predict(inputs, outputs));
    }
}
