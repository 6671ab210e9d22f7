using System.Numerics;

namespace FastGrad.Tests.Optimizers;

/// <summary>Over 200 steps the generated optimizers and their declarations go where PyTorch's go in float64.</summary>
[Trait("Category", "Numeric")]
public class TrajectoryTests
{
    private const int Steps = 200;

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Trajectory.Count)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void AgreesWithPyTorch(int index)
    {
        Trajectory expected = new(index);
        Follow<double>(expected, (value, torch) => Math.Abs(value - torch) <= 1e-10 * Math.Abs(torch));
    }

    // Numbers per step stay double, so only weights and slots carry rounding errors: those of 200 steps, a few hundred units of the last place.
    [Theory]
    [MemberData(nameof(Cases))]
    public void AgreesWithPyTorchInSinglePrecision(int index)
    {
        Trajectory expected = new(index);
        Follow<float>(expected, (value, torch) => Math.Abs(value - torch) <= 5e-5 * (1 + Math.Abs(torch)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheDeclarationAgreesWithPyTorch(int index)
    {
        Trajectory expected = new(index);
        Dictionary<string, object> settings = new(expected.Settings);
        Declaration declaration = Forms.Declared(expected.Optimizer, settings);
        double[] weights = [.. Enumerable.Range(0, TrajectoryProblem.Count).Select(TrajectoryProblem.Start)];
        for (int step = 1; step <= 100; step++)
        {
            declaration.Update(weights, [.. weights.Select((weight, i) => TrajectoryProblem.Gradient(i, weight, step))], step);
            if (!expected.Steps.TryGetValue(step, out IReadOnlyDictionary<string, double[]>? recorded))
                continue;
            for (int i = 0; i < weights.Length; i++)
                Assert.Equal(recorded["weight"][i], weights[i], 1e-10 * Math.Abs(recorded["weight"][i]));
        }
    }

    private static void Follow<T>(Trajectory expected, Func<double, double, bool> isNear) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ParameterSet<T> parameters = new([new("w", new(TrajectoryProblem.Count), new ZerosAttribute(), 0)]);
        Optimizer optimizer = Forms.Compiled(expected.Optimizer, expected.Settings);
        OptimizerState<T> state = optimizer.Attach(parameters);
        Span<T> weights = parameters["w"].Values;
        for (int i = 0; i < weights.Length; i++)
            weights[i] = T.CreateChecked(TrajectoryProblem.Start(i));

        Assert.Equal(Steps, expected.Steps.Keys.Max());
        T[] gradients = new T[weights.Length];
        for (int step = 1; step <= Steps; step++)
        {
            if (step == 101)
                optimizer.LearningRate = expected.LaterLearningRate ?? optimizer.LearningRate;
            for (int i = 0; i < gradients.Length; i++)
                gradients[i] = T.CreateChecked(TrajectoryProblem.Gradient(i, double.CreateChecked(weights[i]), step));
            optimizer.BeginStep();
            state.Update(in gradients[0], 0, gradients.Length);
            if (expected.Steps.TryGetValue(step, out IReadOnlyDictionary<string, double[]>? recorded))
                Compare(recorded, weights, state, step, isNear);
        }
        Assert.Equal(Steps, optimizer.StepCount);
    }

    private static void Compare<T>(
        IReadOnlyDictionary<string, double[]> expected, ReadOnlySpan<T> weights, OptimizerState<T> state, int step, Func<double, double, bool> isNear)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach ((string name, double[] values) in expected)
        {
            bool isNumber = state.PerStep.Names.Contains(name);
            ReadOnlySpan<T> actual = name == "weight" ? weights : isNumber ? [] : state[name]["w"].Values;
            Assert.Equal(values.Length, isNumber ? 1 : actual.Length);
            for (int i = 0; i < values.Length; i++)
            {
                double value = isNumber ? state.PerStep[name] : double.CreateChecked(actual[i]);
                Assert.True(isNear(value, values[i]), $"{name}[{i}] after step {step}: {value:R}, but PyTorch has {values[i]:R}");
            }
        }
    }
}
