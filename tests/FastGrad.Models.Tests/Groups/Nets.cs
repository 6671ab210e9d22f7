namespace FastGrad.Models.Tests.Groups;

/// <summary>Each layer is trained otherwise; groups.py has the same network.</summary>
[Model(Precision = Precision.Double)]
[Input(5), Dense(7, LearningRateFactor = 0.1), LayerNorm, Tanh, Dense(6, Frozen = true), BatchNorm(Frozen = true), Tanh]
[Dense(4, DecayFactor = 3), Relu, Dense(3, DecayAll = true, LearningRateFactor = 2)]
[Mse, AdamW(LearningRate = 0.05, WeightDecay = 0.3)]
public partial class GroupNet;

/// <summary>The same, declared on methods.</summary>
[Model(Precision = Precision.Double)]
[Mse, AdamW(LearningRate = 0.05, WeightDecay = 0.3)]
public partial class GroupMethods
{
    [Dense(7, LearningRateFactor = 0.1)] private partial Tensor Dense1(Tensor x);
    [LayerNorm] private partial Tensor LayerNorm1(Tensor x);
    [Dense(6, Frozen = true)] private partial Tensor Dense2(Tensor x);
    [BatchNorm(Frozen = true)] private partial Tensor BatchNorm1(Tensor x);
    [Dense(4, DecayFactor = 3), XavierNormal] private partial Tensor Dense3(Tensor x);
    [Relu] private partial Tensor Relu1(Tensor x);
    [Dense(3, DecayAll = true, LearningRateFactor = 2), Constant(0.5, Parameter = "Bias")] private partial Tensor Dense4(Tensor x);

    private Tensor Forward([Shape(5)] Tensor x) =>
        Dense4(Relu1(Dense3(Ops.Tanh(BatchNorm1(Dense2(Ops.Tanh(LayerNorm1(Dense1(x)))))))));
}

/// <summary>The first two layers learn nothing, so that nothing need go back beyond the third.</summary>
[Model]
[Input(20), Dense(40, Frozen = true), Tanh, Dense(30, Frozen = true), Tanh, Dense(10)]
[Mse, Sgd]
public partial class LastLayerNet;

/// <summary>A frozen layer between two that learn: the gradient goes through it.</summary>
[Model(Precision = Precision.Double)]
[Input(4), Dense(6), Tanh, Dense(5, Frozen = true), Tanh, Dense(2)]
[Mse, Sgd]
public partial class MiddleFrozenNet;

/// <summary>The same without anything frozen.</summary>
[Model(Precision = Precision.Double)]
[Input(4), Dense(6), Tanh, Dense(5), Tanh, Dense(2)]
[Mse, Sgd]
public partial class MiddleFreeNet;

/// <summary>Nothing learns, and the input has a gradient.</summary>
[Model(Precision = Precision.Double, InputGradient = true)]
[Input(4), Dense(6, Frozen = true), Tanh, Dense(2, Frozen = true)]
[Mse, Adam]
public partial class FrozenNet;

/// <summary>The same without anything frozen.</summary>
[Model(Precision = Precision.Double, InputGradient = true)]
[Input(4), Dense(6), Tanh, Dense(2)]
[Mse, Adam]
public partial class FreeNet;

/// <summary>A recurrence that stays as it is, under a layer that learns.</summary>
[Model(Precision = Precision.Double)]
[Input(6, 3), Gru(4, Frozen = true), LastStep, Dense(2)]
[Mse, Sgd]
public partial class FrozenRecurrentNet;

/// <summary>Groups of every kind, wide enough to be shared out.</summary>
[Model(InputGradient = true)]
[Input(70), Dense(231, LearningRateFactor = 0.25), Tanh, Dense(110, Frozen = true), Tanh, Dense(90, DecayFactor = 2), Relu, Dense(13, DecayAll = true)]
[CrossEntropy, AdamW(LearningRate = 0.01)]
public partial class WideGroupNet;

/// <summary>The same with an optimizer that needs whole tensors.</summary>
[Model(InputGradient = true)]
[Input(70), Dense(231, LearningRateFactor = 0.25), Tanh, Dense(110, Frozen = true), Tanh, Dense(90, DecayFactor = 2), Relu, Dense(13, DecayAll = true)]
[CrossEntropy, Lamb(LearningRate = 0.01)]
public partial class WideTensorGroupNet;
