using FastGrad.Tests.Runtime;
using static FastGrad.Tests.Runtime.LinearTrainer;

namespace FastGrad.Tests.Devices;

/// <summary>Several inputs and targets, whole numbers, weights, a state and a buffer on a device.</summary>
public class DeviceGraphTests
{
    private const string Folder = "devices";

    [Fact]
    public void StepsAreTheCpus()
    {
        DuetTrainer expected = new();
        using DuetOnDevice trainer = new(new ArrayDevice());
        foreach (int size in (int[])[4, 2, 3, 4])
        {
            DuetBatch batch = new(size, size);
            Assert.Equal(batch.Step(expected), trainer.Step(batch));
            Assert.Equal(expected.ImageGradient, trainer.ImageGradient);
            Assert.Equal(batch.Evaluate(expected), trainer.Evaluate(batch));
        }
        DeviceTrainerTests.Same(expected, trainer);
        expected.ResetState();
        trainer.ResetState();
        Assert.Equal(new DuetBatch(4).Step(expected), trainer.Step(new DuetBatch(4)));
    }

    [Fact]
    public void PhasesAreTheCpus()
    {
        DuetTrainer expected = new();
        using DuetOnDevice trainer = new(new ArrayDevice());
        DuetBatch batch = new(3);
        batch.Forward(expected);
        trainer.Forward(batch);
        Assert.Equal(expected.PolicyOutput, trainer.PolicyOutput);
        Assert.Equal(expected.ValueOutput, trainer.ValueOutput);
        Assert.Equal(batch.Loss(expected), trainer.Loss(batch));
        expected.Backward();
        trainer.Backward();
        batch.Forward(expected);
        trainer.Forward(batch);
        (float[] policy, float[] value) = (Numbers(3 * DuetProgram.Classes, 5), Numbers(3, 6));
        expected.Backward(policy, value);
        trainer.Backward(policy, value);
        Assert.Equal(Values(expected.Gradients), Values(trainer.Gradients));
        expected.Update();
        trainer.Update();
        Assert.Equal(batch.Step(expected), trainer.Step(batch));
    }

    [Fact]
    public void TrainIsStepAfterStep()
    {
        DuetBatch all = new(8);
        DuetTrainer expected = new();
        using DuetOnDevice trainer = new(new ArrayDevice());
        trainer.Upload(all);
        float[] losses = [.. trainer.Train(2, 4, shuffle: false).Losses.ToArray().Select(loss => (float)loss)];
        float[] steps = new float[4];
        for (int step = 0; step < steps.Length; step++)
        {
            int from = step % 2 * 4, to = from + 4;
            steps[step] = expected.Step(
                all.Image[(from * 3)..(to * 3)], all.Tokens[(from * 2)..(to * 2)], all.PolicyTarget[from..to],
                all.ValueTarget[from..to], all.Weights[from..to]);
        }
        Assert.Equal(steps, losses);
    }

    [Fact]
    public void EnqueuedAndPredicted()
    {
        DuetBatch batch = new(4);
        DuetTrainer expected = new();
        using DuetOnDevice trainer = new(new ArrayDevice());
        trainer.Enqueue(batch);
        Assert.Equal(batch.Step(expected), trainer.LastLoss);
        float[] policy = new float[4 * DuetProgram.Classes], value = new float[4];
        trainer.Predict(batch.Image, batch.Tokens, policy, value);
        float loss = trainer.Evaluate(batch);
        Assert.Equal(batch.Evaluate(expected), loss);
        Assert.Equal(loss, Half(batch, policy, value), 1e-5f);
        // A model that carries states takes no more than its capacity.
        DuetBatch more = new(5);
        Assert.Throws<ArgumentException>(() => trainer.Predict(more.Image, more.Tokens, new float[20], new float[5]));
        Assert.Throws<ArgumentException>(() => trainer.Predict(batch.Image, batch.Tokens, policy, policy.AsSpan(0, 4)));
    }

    /// <summary>A file of either goes on with the other, in the middle of an update too.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void FilesAreInterchangeable(int accumulationSteps)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory(Folder).FullName, "duet.safetensors");
        TrainerOptions options = new() { Seed = 8, AverageDecay = 0.5, AccumulationSteps = accumulationSteps };
        using DuetOnDevice first = new(new ArrayDevice(), options), second = new(new ArrayDevice(), options), third = new(new ArrayDevice(), options);
        DuetBatch batch = new(4);
        for (int step = 0; step < 4; step++)
            first.Step(batch);
        first.Save(path);
        byte[] saved = File.ReadAllBytes(path);
        second.Step(new DuetBatch(2, 9));
        second.Load(path);
        second.Save(path);
        Assert.Equal(saved, File.ReadAllBytes(path));
        for (int step = 0; step < 4; step++)
            Assert.Equal(first.Step(batch), second.Step(batch));
        using OnCpu cpu = new(options);
        cpu.Load(path);
        third.Load(path);
        Assert.Equal(Values(cpu.Average!), Values(third.Average!));
        for (int step = 0; step < 4; step++)
            Assert.Equal(cpu.Step(batch), third.Step(batch));
        cpu.Save(path);
        second.Load(path);
        Assert.Equal(cpu.Step(batch), second.Step(batch));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void MisuseThrowsBeforeAnythingChanges()
    {
        using DuetOnDevice trainer = new(new ArrayDevice());
        DuetBatch batch = new(2);
        Assert.Throws<InvalidOperationException>(() => trainer.LastLoss);
        Assert.Throws<InvalidOperationException>(() => trainer.Train(1, 1));
        Assert.Throws<InvalidOperationException>(() => trainer.Loss(batch));
        Assert.Throws<InvalidOperationException>(() => trainer.Update());
        batch.Tokens[1] = DuetProgram.Tokens;
        Assert.Equal("tokens", Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Upload(batch)).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Enqueue(batch));
        Assert.Equal(0ul, trainer.Call);
        trainer.Upload(new DuetBatch(3));
        Assert.Equal("epochs", Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Train(0, 1)).ParamName);
        Assert.Equal("batch", Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Train(1, 0)).ParamName);
        Assert.Equal("batch", Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Train(1, DuetOnDevice.Capacity + 1)).ParamName);
        Assert.Equal("epochs", Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Train(int.MaxValue, 1)).ParamName);
        Assert.Equal(0ul, trainer.Call);
        Assert.Throws<ArgumentNullException>(() => trainer.CopyParametersTo(null!));
        Assert.Throws<ArgumentNullException>(() => trainer.CopyParametersFrom(null!));
    }

    private static float Half(DuetBatch batch, float[] policy, float[] value) =>
        (float)batch.Loss(([.. policy.Select(number => (double)number)], [.. value.Select(number => (double)number)]));

    private sealed class OnCpu(TrainerOptions options)
        : FastGrad.Training.GraphTrainer<float, Squared, DuetProgram, Momentum>(
            DuetProgram.Parameters(), DuetProgram.Buffers(), new(), new(), DuetTrainer.Capacity, options)
    {
        public float Step(DuetBatch batch)
        {
            this.Expect(batch.Image.Length);
            this.TakeInput(0, batch.Image);
            this.TakeInput(1, batch.Tokens);
            this.TakeTarget(0, batch.PolicyTarget);
            this.TakeTarget(1, batch.ValueTarget);
            this.TakeWeights(batch.Weights);
            return this.StepTaken();
        }
    }
}
