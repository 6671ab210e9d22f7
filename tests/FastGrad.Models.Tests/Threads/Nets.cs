namespace FastGrad.Models.Tests.Threads;

// Wide enough for some of their kernels to be cut into seven parts, if a part need not be worth anything.

[Model(InputGradient = true)]
[Input(64), Dense(32), Relu, Dense(10)]
[CrossEntropy, Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class SmallNet;

[Model(InputGradient = true)]
[Input(70), LayerNorm, Dense(231), Tanh, Dropout(0.3), Dense(110), Sigmoid, Dense(130)]
[CrossEntropy, AdamW(LearningRate = 0.01)]
public partial class WideNet;

[Model(Precision = Precision.Double, InputGradient = true)]
[Input(33), Dense(120), BatchNorm, Relu, Dense(65), Softmax]
[Mse, Lamb(LearningRate = 0.01)]
public partial class WholeTensorNet;

[Model(InputGradient = true)]
[Input(5, 20), Gru(40), LastStep, Dense(66)]
[Mse, Adam(LearningRate = 0.01)]
public partial class SequenceNet;

/// <summary>Products of two matrices of each example, and of each example's with a shared one.</summary>
[Model(Precision = Precision.Double, InputGradient = true)]
[Input(12, 20), Mixing, Flatten, Dense(9)]
[Mse, Adam]
public partial class MatrixNet;

/// <summary>x·xᵀ·x·W, W 20 × 24.</summary>
public sealed partial class MixingAttribute : LayerAttribute
{
    [Formula]
    public Tensor Forward(Tensor x, [Parameter(nameof(WeightShape)), Normal(Deviation = 0.1)] Tensor weight) =>
        Ops.MatMul(Ops.MatMul(x, Ops.Transpose(x)), Ops.MatMul(x, weight));

    private Shape WeightShape(Shape x) => new(x[1], 24);
}
