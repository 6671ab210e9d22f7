namespace FastGrad.Checkpoints.Tests;

// All that training keeps: parameters, buffers, random numbers by call, carried states.

[Model]
[Input(6), Dense(17), BatchNorm, Relu, Dropout(0.3), Dense(4)]
[CrossEntropy, Adam(LearningRate = 0.01)]
public partial class MixedNet;

[Model(Precision = Precision.Double)]
[Input(6), Dense(17), BatchNorm, Relu, Dropout(0.3), Dense(4)]
[CrossEntropy, Adam(LearningRate = 0.01)]
public partial class MixedDoubleNet;

[Model]
[Input(2, 3), Gru(5, Stateful = true), Dropout(0.2), Dense(2)]
[Mse, Adam(LearningRate = 0.01)]
public partial class CarryingNet;

[Model(Precision = Precision.Double)]
[Input(2, 3), Gru(5, Stateful = true), Dense(2)]
[Mse, Adam(LearningRate = 0.01)]
public partial class CarryingDoubleNet;

/// <summary>As <see cref="MixedNet"/> with one name, one shape and one kind of layer other than there.</summary>
[Model]
[Input(6), Dense(17), BatchNorm, Relu, Dropout(0.3), Dense(5)]
[CrossEntropy, Adam]
public partial class WiderNet;

[Model]
[Input(6), Dense(17), BatchNorm, Tanh, Dropout(0.3), Dense(4)]
[CrossEntropy, Adam]
public partial class OtherActivationNet;

[Model]
[Input(6), Dense(17), BatchNorm, Relu, Dropout(0.1), Dense(4)]
[CrossEntropy, Adam]
public partial class OtherRateNet;

[Model]
[Input(6), Dense(17), Relu, Dense(4)]
[CrossEntropy, Adam]
public partial class ShorterNet;

/// <summary>An optimizer's form of the model's own, and one that only a name tells from another.</summary>
[Model]
[Input(3), Dense(2)]
[Mse, Sgd(LearningRate = 0.1, Momentum = 0.5)]
public partial class TinyNet;

/// <summary>Two models with an optimizer whose rule has a form that is compiled beside each.</summary>
[Model]
[Input(3), Dense(2)]
[Mse, Adam(AmsGrad = true)]
public partial class WideNet;

[Model]
[Input(3), Dense(2)]
[Mse, Adam(AmsGrad = true)]
public partial class WideToo;

/// <summary>Large enough that writing it takes a while.</summary>
[Model]
[Input(1024), Dense(1024)]
[Mse, Sgd]
public partial class LargeNet;

/// <summary>An optimizer with a setting that has no default.</summary>
public sealed partial class NeedyAttribute : OptimizerAttribute
{
    [Above(0)]
    public required double Factor { get; init; }

    [Formula]
    public void Update(ref double weight, double gradient) => weight -= LearningRate * Factor * gradient;
}

/// <summary>A model that learns nothing has a file all the same.</summary>
[Model, Input(3), Mse, Sgd]
public partial class EmptyNet;

[Model(Precision = Precision.Double)]
[Input(3), Indices(11), Embedding(11, 5), Flatten, Dense(3)]
[Mse, Adam]
public partial class WordsNet;
