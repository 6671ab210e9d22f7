namespace FastGrad.Tests.Optimizers;

/// <summary>
/// PyTorch's float64 trajectories, followed in float: numbers per step stay double, so only weights and slots carry rounding errors.
/// </summary>
[Trait("Category", "Numeric")]
public class SinglePrecisionTests
{
    public static TheoryData<int> Cases =>
        [.. Enumerable.Range(0, Trajectory.Count).Where(index => new Trajectory(index).Optimizer == "NAdam")];

    [Theory]
    [MemberData(nameof(Cases))]
    public void NAdamAgreesWithPyTorch(int index)
    {
        Trajectory expected = new(index);
        ParameterSet<float> parameters = new([new("w", new(TrajectoryProblem.Count), new ZerosAttribute(), 0)]);
        NAdam nadam = new() { LearningRate = expected.Setting("lr")!.Value };
        nadam.Beta1 = expected.Setting("betas", 0) ?? nadam.Beta1;
        nadam.Beta2 = expected.Setting("betas", 1) ?? nadam.Beta2;
        nadam.Epsilon = expected.Setting("eps") ?? nadam.Epsilon;
        nadam.MomentumDecay = expected.Setting("momentum_decay") ?? nadam.MomentumDecay;
        OptimizerState<float> state = nadam.Attach(parameters);
        Span<float> weights = parameters["w"].Values;
        for (int i = 0; i < weights.Length; i++)
            weights[i] = (float)TrajectoryProblem.Start(i);

        var recorded = expected.Steps.ToDictionary(step => step.Step, step => step.State);
        float[] gradients = new float[weights.Length];
        for (int step = 1; step <= recorded.Keys.Max(); step++)
        {
            if (step == 101)
                nadam.LearningRate = expected.LaterLearningRate ?? nadam.LearningRate;
            for (int i = 0; i < gradients.Length; i++)
                gradients[i] = (float)TrajectoryProblem.Gradient(i, weights[i], step);
            nadam.BeginStep();
            state.Update(in gradients[0], 0, gradients.Length);
            if (!recorded.TryGetValue(step, out IReadOnlyDictionary<string, double[]>? values))
                continue;
            Assert.Equal(values["product"][0], state.PerStep["product"], 1e-12 * values["product"][0]);
            for (int i = 0; i < weights.Length; i++)
                Assert.Equal(values["weight"][i], weights[i], 1e-4);
        }
    }
}
