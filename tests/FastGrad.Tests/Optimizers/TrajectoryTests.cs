namespace FastGrad.Tests.Optimizers;

/// <summary>The generated optimizers go where PyTorch's go, in double and over 200 steps.</summary>
[Trait("Category", "Numeric")]
public class TrajectoryTests
{
    private const int Steps = 200;

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Trajectory.Count)];

    [Fact]
    public void EveryOptimizerHasSeveralCases() =>
        Assert.All(["SGD", "Adam", "AdamW", "NAdam"], name => Assert.True(Enumerable.Range(0, Trajectory.Count).Count(index => new Trajectory(index).Optimizer == name) >= 4));

    [Theory]
    [MemberData(nameof(Cases))]
    public void AgreesWithPyTorch(int index)
    {
        Trajectory expected = new(index);
        switch (expected.Optimizer)
        {
            case "SGD":
                Follow<Sgd>(expected, sgd => sgd.Momentum = expected.Setting("momentum") ?? sgd.Momentum);
                break;
            case "Adam":
                Follow<Adam>(expected, adam =>
                {
                    adam.Beta1 = expected.Setting("betas", 0) ?? adam.Beta1;
                    adam.Beta2 = expected.Setting("betas", 1) ?? adam.Beta2;
                    adam.Epsilon = expected.Setting("eps") ?? adam.Epsilon;
                });
                break;
            case "AdamW":
                Follow<AdamW>(expected, adam =>
                {
                    adam.Beta1 = expected.Setting("betas", 0) ?? adam.Beta1;
                    adam.Beta2 = expected.Setting("betas", 1) ?? adam.Beta2;
                    adam.Epsilon = expected.Setting("eps") ?? adam.Epsilon;
                    adam.WeightDecay = expected.Setting("weight_decay") ?? adam.WeightDecay;
                });
                break;
            case "NAdam":
                Follow<NAdam>(expected, nadam =>
                {
                    nadam.Beta1 = expected.Setting("betas", 0) ?? nadam.Beta1;
                    nadam.Beta2 = expected.Setting("betas", 1) ?? nadam.Beta2;
                    nadam.Epsilon = expected.Setting("eps") ?? nadam.Epsilon;
                    nadam.MomentumDecay = expected.Setting("momentum_decay") ?? nadam.MomentumDecay;
                });
                break;
            default:
                Assert.Fail($"No optimizer of ours for {expected.Optimizer}.");
                break;
        }
    }

    private static void Follow<TOptimizer>(Trajectory expected, Action<TOptimizer> configure) where TOptimizer : Optimizer, new()
    {
        FreeWeights model = new();
        var trainer = model.CreateTrainer<TOptimizer>(batchCapacity: 1);
        trainer.Optimizer.LearningRate = expected.Setting("lr")!.Value;
        configure(trainer.Optimizer);
        Span<double> weights = model.Parameters["Dense1.Weight"].Values;
        for (int index = 0; index < weights.Length; index++)
            weights[index] = TrajectoryProblem.Start(index);

        var recorded = expected.Steps.ToDictionary(step => step.Step, step => step.State);
        Assert.Equal(Steps, recorded.Keys.Max());
        for (int step = 1; step <= Steps; step++)
        {
            if (step == 101)
                trainer.Optimizer.LearningRate = expected.LaterLearningRate ?? trainer.Optimizer.LearningRate;
            Advance(trainer, weights, step);
            if (recorded.TryGetValue(step, out IReadOnlyDictionary<string, double[]>? state))
                Compare(state, weights, trainer.OptimizerState, step);
        }
        Assert.Equal(Steps, trainer.Optimizer.StepCount);
    }

    private static void Advance(ITrainer<double, double> trainer, ReadOnlySpan<double> weights, int step)
    {
        Span<double> gradient = stackalloc double[TrajectoryProblem.Count];
        for (int index = 0; index < gradient.Length; index++)
            gradient[index] = TrajectoryProblem.Gradient(index, weights[index], step);
        trainer.ZeroGradients();
        trainer.Forward([1.0]);
        trainer.Backward(gradient);
        trainer.Update();
    }

    private static void Compare(IReadOnlyDictionary<string, double[]> expected, ReadOnlySpan<double> weights, OptimizerState<double> slots, int step)
    {
        foreach ((string name, double[] values) in expected)
        {
            ReadOnlySpan<double> actual = name == "weight" ? weights
                : slots.PerStep.Names.Contains(name) ? [slots.PerStep[name]]
                : slots[name]["Dense1.Weight"].Values;
            Assert.Equal(values.Length, actual.Length);
            for (int index = 0; index < values.Length; index++)
            {
                double tolerance = 1e-10 * Math.Abs(values[index]);
                Assert.True(
                    Math.Abs(actual[index] - values[index]) <= tolerance,
                    $"{name}[{index}] after step {step}: {actual[index]:R}, but PyTorch has {values[index]:R}");
            }
        }
    }
}
