using FastGrad.Models.Tests.Formulas;

namespace FastGrad.Models.Tests.Contract;

/// <summary>One of everything that makes a model's contract longer: see <see cref="DuetTests"/>.</summary>
[Model(Precision = Precision.Double, InputGradient = true, ExampleWeights = true)]
[CrossEntropy(Output = "Policy"), Huber(Output = "Value", LossWeight = 0.5, Delta = 0.5), Sgd(LearningRate = 0.25)]
public partial class DuetNet
{
    [Dense(6)]
    private partial Tensor Trunk(Tensor x);

    [BatchNorm]
    private partial Tensor Norm(Tensor x);

    [Trail]
    private partial Tensor Memory(Tensor x);

    [Embedding(7, 6)]
    private partial Tensor Words(Tensor tokens);

    [Dense(4)]
    private partial Tensor Head(Tensor x);

    [Dense(1)]
    private partial Tensor Guess(Tensor x);

    private (Tensor Policy, Tensor Value) Forward([Shape(5)] Tensor image, [Shape(2), Indices(7)] Tensor tokens)
    {
        Tensor read = Memory(Norm(Trunk(image))) + Ops.Sum(Words(tokens), 0);
        return (Head(read), Guess(read));
    }
}
