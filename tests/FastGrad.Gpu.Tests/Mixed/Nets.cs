namespace FastGrad.Gpu.Tests.Mixed;

[Model(MixedPrecision = true, InputGradient = true)]
[Input(2), Dense(16), Tanh, LayerNorm, Dense(3)]
[CrossEntropy, Adam(LearningRate = 0.02)]
public partial class MixedSpiralNet;

[Model(InputGradient = true)]
[Input(2), Dense(16), Tanh, LayerNorm, Dense(3)]
[CrossEntropy, Adam(LearningRate = 0.02)]
public partial class FloatSpiralNet;

[Model(MixedPrecision = true)]
[Input(5, 3), Rnn(6), LastStep, Dense(1)]
[Mse, Sgd(LearningRate = 0.05, Momentum = 0.9)]
public partial class MixedSequence;

[Model(MixedPrecision = true)]
[Input(4), Dense(8), Relu, Dense(2)]
[Mse, NAdam(LearningRate = 0.01)]
public partial class MixedCurve;

/// <summary>Its gradients are so small that they vanish in 16 bits.</summary>
[Model(MixedPrecision = true)]
[Mse(LossWeight = 1e-9), Sgd(LearningRate = 1e8)]
public partial class FaintNet
{
    [Dense(8)] private partial Tensor Look(Tensor x);
    [Tanh] private partial Tensor Bend(Tensor x);
    [Dense(2)] private partial Tensor Judge(Tensor x);

    private Tensor Forward([Shape(4)] Tensor x) => Judge(Bend(Look(x)));
}
