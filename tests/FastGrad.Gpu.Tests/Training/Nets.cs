namespace FastGrad.Gpu.Tests.Training;

/// <summary>A classifier of digits with one hidden layer, as most people begin.</summary>
[Model(Precision = Precision.Double)]
[Input(64), Dense(32), Relu, Dense(10), CrossEntropy, AdamW(LearningRate = 0.01, WeightDecay = 0.01)]
public partial class DigitNet;

/// <summary>Wider than a tile on every side, in single precision.</summary>
[Model]
[Input(64), Dense(72), Gelu, LayerNorm, Dense(40), Tanh, Dense(10), CrossEntropy, Adam(LearningRate = 0.003)]
public partial class DeepDigitNet;

[Model(Precision = Precision.Double)]
[Input(6, 5), Gru(7), LastStep, Dense(3), Mse, RmsProp(LearningRate = 0.01)]
public partial class GruNet;

[Model(Precision = Precision.Double)]
[Input(9), Dense(11), LayerNorm, Silu, Dense(4), Huber(Delta = 0.5), Sgd(LearningRate = 0.05, Momentum = 0.9)]
public partial class NormNet;

[Model(Precision = Precision.Double)]
[Input(9), Dense(11), BatchNorm, Relu, Dense(4), Mse, Adam(LearningRate = 0.02)]
public partial class BatchNormNet;

/// <summary>Random numbers in every step.</summary>
[Model(Precision = Precision.Double)]
[Input(9), Dense(21), Dropout(0.4), Tanh, Dropout(0.1), Dense(4), Mse, Lamb(LearningRate = 0.02)]
public partial class DropoutNet;

[Model(Precision = Precision.Double)]
[Input(9), Dense(8), Tanh, Dense(5), CrossEntropy(IgnoreLabel = -1, LabelSmoothing = 0.1), NAdam(LearningRate = 0.02)]
public partial class IgnoringDigitNet;

/// <summary>State from call to call.</summary>
[Model(Precision = Precision.Double)]
[Input(2, 3), Gru(5, Stateful = true), Mse, Sgd(LearningRate = 0.1)]
public partial class CarryingNet;

/// <summary>Words, a picture, two answers and weights: every kind of span.</summary>
[Model(Precision = Precision.Double, ExampleWeights = true)]
[CrossEntropy(Output = "Kind"), Mse(Output = "Size", LossWeight = 0.5), Adam(LearningRate = 0.02)]
public partial class PackedNet
{
    [Embedding(13, 6)] private partial Tensor Words(Tensor tokens);
    [Dense(6)] private partial Tensor Look(Tensor x);
    [LayerNorm] private partial Tensor Even(Tensor x);
    [Dense(4)] private partial Tensor Choose(Tensor x);
    [Dense(2)] private partial Tensor Judge(Tensor x);

    private (Tensor Kind, Tensor Size) Forward([Shape(5)] Tensor picture, [Shape(3), Indices(13)] Tensor tokens)
    {
        Tensor x = Even(Ops.Tanh(Look(picture)) + Ops.Mean(Words(tokens), 0));
        return (Choose(x), Judge(x));
    }
}
