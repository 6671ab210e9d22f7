using FastGrad.Models.Tests.Formulas;

namespace FastGrad.Models.Tests.Losses;

/// <summary>Logits go in and are the output.</summary>
[Model(Precision = Precision.Double, InputGradient = true)]
[Input(4), CrossEntropy(IgnoreLabel = -100, ClassWeights = new[] { 1, 0.5, 2, 4 }, Reduction = Reduction.None), Sgd]
public partial class IgnoringNet;

/// <summary>What each handed-in weight of an example adds to that.</summary>
[Model(Precision = Precision.Double, InputGradient = true, ExampleWeights = true)]
[Input(4), CrossEntropy(IgnoreLabel = -100, ClassWeights = new[] { 1, 0.5, 2, 4 }, Reduction = Reduction.None), Sgd]
public partial class WeightedIgnoringNet;

/// <summary>A label that is a class may be ignored too.</summary>
[Model(Precision = Precision.Double, ExampleWeights = true)]
[Input(3), CrossEntropy(IgnoreLabel = 0, Reduction = Reduction.Sum), Sgd]
public partial class BackgroundNet;

/// <summary>Losses of every reduction and of targets of three shapes, in one packed model.</summary>
[Model(InputGradient = true)]
[CrossEntropy(Output = "Kind", IgnoreLabel = -1, Reduction = Reduction.None, LossWeight = 0.5)]
[Mse(Output = "Size", Reduction = Reduction.None)]
[GaussianNll(Output = "Place", Reduction = Reduction.Sum, LossWeight = 0.25)]
[Sgd(LearningRate = 0.125)]
public partial class ManifoldNet
{
    [Dense(3)]
    private partial Tensor Head(Tensor x);

    [Dense(2)]
    private partial Tensor Guess(Tensor x);

    private (Tensor Kind, Tensor Size, Tensor Place) Forward([Shape(4)] Tensor x) => (Head(x), Guess(x), x);
}

[Model(Precision = Precision.Double)]
[Input(3), Mse(Reduction = Reduction.Sum), Sgd]
public partial class SquaresNet;

[Model(Precision = Precision.Double, ExampleWeights = true)]
[Input(3), Mse(Reduction = Reduction.None), Sgd]
public partial class WeightedSquaresNet;

[Model(Precision = Precision.Double)]
[Input(3), Relative(Reduction = Reduction.None), Sgd]
public partial class RelativeNet;

[Model(Precision = Precision.Double)]
[Input(3), Relative(Reduction = Reduction.Sum), Sgd]
public partial class RelativeSumNet;

[Model(Precision = Precision.Double)]
[Input(3), Shared(Reduction = Reduction.None), Sgd]
public partial class SharedNet;
