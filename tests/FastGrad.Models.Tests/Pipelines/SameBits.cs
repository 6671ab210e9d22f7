using FastGrad.Models.Tests.Harness;
using FastGrad.Models.Tests.Oracle;

namespace FastGrad.Models.Tests.Pipelines;

/// <summary>What must agree to the last bit.</summary>
public partial class SameBits
{
    private const int Capacity = 7;
    private static readonly int[] _batches = [7, 3, 1, 7, 2];

    public static TheoryData<int, bool> Models => AgainstDeclaration.Models;

    [Theory, MemberData(nameof(Models)), Trait("Category", "Numeric")]
    public void StepIsTheFivePhases(int index, bool isDouble)
    {
        Driver step = Ready(index, isDouble), phases = Ready(index, isDouble);
        foreach (Batch batch in Batches(index))
        {
            double fused = step.Step(batch.Inputs, batch.Targets);

            phases.ZeroGradients();
            phases.Forward(batch.Inputs);
            double loss = phases.Loss(batch.Targets);
            phases.Backward();
            phases.Update();

            Equal([loss], [fused], "loss");
            Equal(phases.Parameters, step.Parameters, "parameters");
            Equal(phases.State, step.State, "optimizer state");
            Assert.Equal(phases.Optimizer.StepCount, step.Optimizer.StepCount);
            if (RandomPipelines.All[index].InputGradient && step.Layout.Count > 0)
                Equal(phases.InputGradient, step.InputGradient, "input gradient");
        }
    }

    [Theory, MemberData(nameof(Models)), Trait("Category", "Numeric")]
    public void TheSameSeedLearnsTheSame(int index, bool isDouble)
    {
        Driver first = RandomPipelines.Create(index, isDouble).Train(Capacity), second = RandomPipelines.Create(index, isDouble).Train(Capacity + 4);
        Equal(first.Parameters, second.Parameters, "first parameters");
        foreach (Batch batch in Batches(index))
            Equal([first.Step(batch.Inputs, batch.Targets)], [second.Step(batch.Inputs, batch.Targets)], "loss");
        Equal(first.Parameters, second.Parameters, "parameters");

        double[] other = RandomPipelines.Create(index, isDouble, seed: 8).Parameters;
        bool isDrawn = RandomPipelines.All[index].Parts.OfType<DensePart>().Any();
        Assert.Equal(isDrawn, !other.SequenceEqual(RandomPipelines.Create(index, isDouble).Parameters));
    }

    [Theory, MemberData(nameof(Models)), Trait("Category", "Numeric")]
    public void GradientsOfBatchesAddUp(int index, bool isDouble)
    {
        Driver both = Ready(index, isDouble), alone = Ready(index, isDouble);
        Batch[] batches = Batches(index);
        Backward(both, batches[0]);
        Backward(both, batches[1]);
        Backward(alone, batches[0]);
        double[] first = alone.Gradients;
        alone.ZeroGradients();
        Assert.All(alone.Gradients, value => Assert.Equal(0, value));
        Backward(alone, batches[1]);

        double[] sum = [.. first.Zip(alone.Gradients, (a, b) => isDouble ? a + b : (float)a + (float)b)];
        Equal(sum, both.Gradients, "gradients");
    }

    [Theory, MemberData(nameof(Models)), Trait("Category", "Numeric")]
    public void LookingChangesNothing(int index, bool isDouble)
    {
        Pipeline pipeline = RandomPipelines.All[index];
        Driver driver = Ready(index, isDouble);
        Batch[] batches = Batches(index);
        driver.Step(batches[0].Inputs, batches[0].Targets);
        driver.ZeroGradients();
        Backward(driver, batches[1]);
        long[] before = driver.Snapshot();

        driver.Evaluate(batches[0].Inputs, batches[0].Targets);
        driver.Predict(batches[0].Inputs, Capacity * pipeline.Outputs);
        driver.Forward(batches[0].Inputs);
        driver.Loss(batches[0].Targets);

        Assert.Equal(before, driver.Snapshot());
    }

    [Theory, MemberData(nameof(Models)), Trait("Category", "Numeric")]
    public void PredictIsForwardInAnyChunks(int index, bool isDouble)
    {
        Pipeline pipeline = RandomPipelines.All[index];
        // More than the model's own predictor takes at once.
        const int Examples = 71;
        Driver driver = Ready(index, isDouble).Train(Examples);
        double[] inputs = Batch.Draw(pipeline, Examples, new Random(index)).Inputs;
        double[] whole = driver.Forward(inputs);

        Equal(whole, driver.Predict(inputs, whole.Length), "prediction");
        foreach (int capacity in (int[])[1, 2, 7, 70, 71, 100])
            Equal(whole, driver.Predict(inputs, whole.Length, capacity), $"prediction in chunks of {capacity}");
    }

    private static Driver Ready(int index, bool isDouble, string suffix = "")
    {
        Driver driver = RandomPipelines.Create(index, isDouble, suffix).Train(Capacity);
        Batch.Shake(driver, index);
        return driver;
    }

    private static Batch[] Batches(int index)
    {
        var random = new Random(index);
        return [.. _batches.Select(examples => Batch.Draw(RandomPipelines.All[index], examples, random))];
    }

    private static void Backward(Driver driver, Batch batch)
    {
        driver.Forward(batch.Inputs);
        driver.Loss(batch.Targets);
        driver.Backward();
    }

    private static void Equal(double[] expected, double[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(
                BitConverter.DoubleToInt64Bits(expected[i]) == BitConverter.DoubleToInt64Bits(actual[i]),
                $"{what}[{i}]: {expected[i]:R} is not {actual[i]:R}");
    }
}
