namespace FastGrad.Tests.Training;

// Weights of 15, 3, 21 and 7 elements: a whole number of vectors in none.

[Model(Precision = Precision.Double), Input(5), Dense(3), Tanh, Dense(7), Mse, AdamW(LearningRate = 0.02)]
internal sealed partial class DoubleNet;

[Model, Input(5), Dense(3), Tanh, Dense(7), Mse, AdamW(LearningRate = 0.02)]
internal sealed partial class SingleNet;

[Model(Precision = Precision.Double), Input(5), Dense(9), Tanh, Dense(4), CrossEntropy, Sgd(LearningRate = 0.1, Momentum = 0.9)]
internal sealed partial class LabelNet;

/// <summary>The first layer never moves, the last half as fast.</summary>
[Model(Precision = Precision.Double)]
[Input(5), Dense(3, Frozen = true), Tanh, Dense(7, LearningRateFactor = 0.5, DecayAll = true), Mse, AdamW(LearningRate = 0.02)]
internal sealed partial class FrozenNet;

/// <summary>Its loss is a sum over examples, and so are its gradients.</summary>
[Model(Precision = Precision.Double), Input(5), Dense(3), Tanh, Dense(7), Mse(Reduction = Reduction.Sum), Sgd(LearningRate = 0.001, Momentum = 0.5)]
internal sealed partial class SumNet;

/// <summary>The two biases share one gradient, which each is handed in turn.</summary>
[Model, Mse, Sgd(LearningRate = 0.1)]
internal sealed partial class TwinNet
{
    [Dense(3)]
    private partial Tensor First(Tensor x);

    [Dense(3)]
    private partial Tensor Second(Tensor x);

    private Tensor Forward([Shape(5)] Tensor x) => First(x) + Second(x);
}

/// <summary>Weights of all lengths that matter, whose gradients tests write themselves; as many as clipping.py has.</summary>
[Model(Precision = Precision.Double), Input(5), Dense(3), Tanh, Dense(1), Mse, Sgd(LearningRate = 0)]
internal sealed partial class HandNet;

[Model, Input(70), Dense(130), Mse, Adam(LearningRate = 0.01)]
internal sealed partial class WideNet;

internal static class Data
{
    public static double[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 4 - 2))];
    }

    public static T[] Values<T>(ParameterSet<T> parameters) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        [.. parameters.SelectMany(parameter => parameter.Values.ToArray())];
}
