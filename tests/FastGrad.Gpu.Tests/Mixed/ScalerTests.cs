using FastGrad.Gpu.Tests.Api;

namespace FastGrad.Gpu.Tests.Mixed;

/// <summary>What happens to weights, optimizer and scale when gradients are too large for 16 bits, and when they are not.</summary>
public sealed class ScalerTests : IDisposable
{
    private readonly TestAccelerator _machine = TestAccelerator.Create();
    private readonly float[] _inputs, _targets;

    public ScalerTests() => (_inputs, _targets) = MixedTests.Curve();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void AnInfiniteGradientSkipsOneUpdate()
    {
        using var trainer = Trainer(new() { LossScaling = new() { InitialScale = 1024 }, AverageDecay = 0.5 });
        trainer.Step(_inputs, _targets);
        float[][] before = State(trainer);
        double number = trainer.OptimizerState.PerStep.Values[0];
        trainer.Step(_inputs, Huge());
        Assert.Equal(before, State(trainer));
        Assert.Equal(number, trainer.OptimizerState.PerStep.Values[0]);
        Assert.Equal((512, 1L, 1L), (trainer.LossScale, trainer.SkippedUpdates, trainer.Optimizer.StepCount));
        trainer.Step(_inputs, _targets);
        Assert.NotEqual(before[0], State(trainer)[0]);
        Assert.Equal((512, 1L, 2L), (trainer.LossScale, trainer.SkippedUpdates, trainer.Optimizer.StepCount));
    }

    [Fact]
    public void StepsAfterASkippedOneAreAsIfItHadNotBeen()
    {
        // The same scales, so that the numbers are the same to the bit.
        using var without = Trainer(new() { LossScaling = new() { InitialScale = 512 } });
        using var with = Trainer(new() { LossScaling = new() { InitialScale = 1024 } });
        with.Enqueue(_inputs, Huge());
        for (int step = 0; step < 70; step++)
        {
            without.Enqueue(_inputs, _targets);
            with.Enqueue(_inputs, _targets);
        }
        Assert.Equal(without.LastLoss, with.LastLoss);
        Assert.Equal(State(without), State(with));
        Assert.Equal(70, with.Optimizer.StepCount);
        Assert.Equal(without.OptimizerState.PerStep.Values[0], with.OptimizerState.PerStep.Values[0]);
        Assert.Equal(without.Step(_inputs, _targets), with.Step(_inputs, _targets));
        Assert.Equal(State(without), State(with));
    }

    [Fact]
    public void AccumulatedGradientsAreLookedAtOnce()
    {
        using var without = Trainer(new() { LossScaling = new() { InitialScale = 512 }, AccumulationSteps = 2 });
        using var with = Trainer(new() { LossScaling = new() { InitialScale = 1024 }, AccumulationSteps = 2 });
        with.Enqueue(_inputs, Huge());
        with.Enqueue(_inputs, Huge());
        for (int step = 0; step < 6; step++)
        {
            without.Enqueue(_inputs, _targets);
            with.Enqueue(_inputs, _targets);
        }
        Assert.Equal(State(without), State(with));
        Assert.Equal((512, 1L, 3L), (with.LossScale, with.SkippedUpdates, with.Optimizer.StepCount));
    }

    [Fact]
    public void TheScaleGrowsAfterEnoughUpdates()
    {
        using var trainer = Trainer(new() { LossScaling = new() { InitialScale = 16, GrowthInterval = 3, GrowthFactor = 4, BackoffFactor = 0.25 } });
        double[] scales = new double[8];
        for (int step = 0; step < 8; step++)
        {
            trainer.Step(_inputs, step == 4 ? Huge() : _targets);
            scales[step] = trainer.LossScale;
        }
        Assert.Equal([16, 16, 64, 64, 16, 16, 16, 64], scales);
    }

    [Fact]
    public void ClippingSeesGradientsWithoutTheScale()
    {
        using var alone = new MixedCurve(3).CreateTrainer(6, new() { Clipping = GradientClipping.ByNorm(0.01) });
        using var trainer = Trainer(new() { Clipping = GradientClipping.ByNorm(0.01) });
        alone.Step(_inputs, _targets);
        trainer.Step(_inputs, _targets);
        // Norms differ by no more than the norm of the difference; the first two tensors are outputs and loss.
        (_, double[][] bounds) = Rounding.Of(
            HostNets.Curve(new MixedCurve(3).Parameters, ("Dense1", "Dense2"), _inputs, _targets, x => Math.Max(x, 0), y => y > 0 ? 1 : 0));
        double difference = Math.Sqrt(bounds.Skip(2).SelectMany(tensor => tensor).Sum(bound => bound * bound));
        Assert.Equal(alone.GradientNorm, trainer.GradientNorm, difference);
    }

    [Fact]
    public void CheckpointsHoldTheScale()
    {
        string path = Path.GetTempFileName();
        try
        {
            using var trainer = Trainer(new() { LossScaling = new() { InitialScale = 1024 } });
            trainer.Step(_inputs, _targets);
            trainer.Step(_inputs, Huge());
            trainer.Save(path);
            using var other = Trainer(new());
            other.Load(path);
            Assert.Equal((512, 1L, 1L), (other.LossScale, other.SkippedUpdates, other.Optimizer.StepCount));
            Assert.Equal(trainer.Step(_inputs, _targets), other.Step(_inputs, _targets));
            Assert.Equal(State(trainer), State(other));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void ModelsSideBySideAreRefused()
    {
        using var trainer = Trainer(new());
        trainer.Upload(_inputs, _targets);
        var refusal = Assert.Throws<InvalidOperationException>(() => trainer.TrainMany([1, 2], epochs: 1, batch: 2));
        Assert.Contains("mixed precision", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>So far off that the gradient of the error has no number in 16 bits.</summary>
    private float[] Huge() => [.. _targets.Select(_ => 1e6f)];

    private MixedCurve.GpuTrainer Trainer(TrainerOptions options) => new MixedCurve(3).CreateTrainer(_machine.Accelerator, 6, options);

    private static float[][] State(MixedCurve.GpuTrainer trainer)
    {
        var net = new MixedCurve();
        trainer.CopyParametersTo(net);
        return
        [
            [.. net.Parameters.SelectMany(parameter => parameter.Values.ToArray())],
            .. trainer.OptimizerState.Names.Select(slot => trainer.OptimizerState[slot].SelectMany(parameter => parameter.Values.ToArray()).ToArray()),
            [.. trainer.Average?.SelectMany(parameter => parameter.Values.ToArray()) ?? []],
        ];
    }
}
