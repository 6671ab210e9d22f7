using Xunit;

namespace FastGrad.Tests.Runtime;

/// <summary>A predictor over several inputs and outputs.</summary>
[Trait("Category", "Numeric")]
public sealed class GraphPredictorTests
{
    [Fact]
    public void Predicts_in_inference_mode_and_carries_the_states()
    {
        DuetTrainer trainer = new();
        new DuetBatch(4).Step(trainer);
        float[] before = trainer.Snapshot();
        DuetPredictor predictor = new(trainer.Parameters, trainer.Buffers, 6);
        double[][] states = DuetBatch.FirstStates(6);
        foreach (int size in (int[])[5, 1, 6, 3])
            Check(size);
        predictor.ResetState();
        states = DuetBatch.FirstStates(6);
        Check(2);
        Assert.Equal(before, trainer.Snapshot());

        void Check(int size)
        {
            DuetBatch batch = new(size, seed: size);
            float[] policy = new float[size * DuetProgram.Classes], value = new float[size];
            predictor.Predict(batch.Image, batch.Tokens, policy, value);
            (double[] expectedPolicy, double[] expectedValue) = batch.Outputs(trainer.Parameters, states, -trainer.Buffers[0].Values[0]);
            Assert.All(expectedPolicy.Zip(policy), pair => Assert.Equal(pair.First, pair.Second, 2e-5));
            Assert.All(expectedValue.Zip(value), pair => Assert.Equal(pair.First, pair.Second, 2e-5));
        }
    }

    [Theory]
    [InlineData(0, 0, 0, 0, "image", "Got 0 numbers")]
    [InlineData(9, 6, 12, 3, "image", "Got 9 numbers, but a batch is 1 to 2 examples of 3 each")]
    [InlineData(6, 3, 8, 2, "tokens", "Got 3 numbers, but 2 examples need 2 each, 4 together")]
    [InlineData(6, 4, 7, 2, "policy", "Got 7 numbers, but 2 examples need 4 each, 8 together")]
    [InlineData(6, 4, 8, 3, "value", "Got 3 numbers, but 2 examples need 1 each, 2 together")]
    public void A_wrong_span_is_named_and_nothing_written(int image, int tokens, int policy, int value, string argument, string words)
    {
        float[] policies = [.. Enumerable.Repeat(5f, policy)], values = [.. Enumerable.Repeat(5f, value)];
        DuetPredictor predictor = new(DuetProgram.Parameters(), DuetProgram.Buffers(), 2);
        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(() => predictor.Predict(new float[image], new int[tokens], policies, values));
        Assert.Equal(argument, exception.ParamName);
        Assert.Contains(words, exception.Message);
        Assert.All(policies.Concat(values), written => Assert.Equal(5, written));
    }

    [Fact]
    public void An_index_out_of_range_is_refused()
    {
        DuetPredictor predictor = new(DuetProgram.Parameters(), DuetProgram.Buffers(), 2);
        ArgumentOutOfRangeException exception =
            Assert.Throws<ArgumentOutOfRangeException>(() => predictor.Predict(new float[6], [0, 1, 2, 5], new float[8], new float[2]));
        Assert.Equal("tokens", exception.ParamName);
        Assert.Contains("Index 3 is 5", exception.Message);
    }

    [Fact]
    public void Outputs_may_overlap_neither_inputs_nor_each_other()
    {
        float[] memory = new float[20];
        DuetPredictor predictor = new(DuetProgram.Parameters(), DuetProgram.Buffers(), 2);
        Assert.Throws<ArgumentException>("policy", () => predictor.Predict(memory.AsSpan(0, 6), new int[4], memory.AsSpan(5, 8), new float[2]));
        Assert.Throws<ArgumentException>("value", () => predictor.Predict(memory.AsSpan(0, 6), new int[4], memory.AsSpan(6, 8), memory.AsSpan(13, 2)));
        predictor.Predict(memory.AsSpan(0, 6), new int[4], memory.AsSpan(6, 8), memory.AsSpan(14, 2));
    }

    [Fact]
    public void Predicting_allocates_nothing()
    {
        DuetPredictor predictor = new(DuetProgram.Parameters(), DuetProgram.Buffers(), 4);
        DuetBatch batch = new(3);
        float[] policy = new float[12], value = new float[3];
        Allocation.None(() =>
        {
            predictor.Predict(batch.Image, batch.Tokens, policy, value);
            predictor.ResetState();
        });
    }
}
