namespace FastGrad.Gpu.Tests.Kernels;

// Where there is a model for GPUs in a precision, the device sources are emitted in it: the tests here call them.

[Model]
[Input(3), Dense(2)]
[Mse, Sgd]
public partial class SingleNet;

[Model(Precision = Precision.Double)]
[Input(3), Dense(2)]
[Mse, Sgd]
public partial class DoubleNet;

/// <summary>A table and nothing else.</summary>
[Model, Input(3), Indices(40), Embedding(40, 7), Mse, Sgd]
public partial class WordsNet;

/// <summary>The largest and the smallest over the batch, and what they are of.</summary>
[Model(InputGradient = true), Mse, Sgd]
public partial class ExtremeNet
{
    private Tensor Forward([Shape(19)] Tensor x) => Ops.Concat(0, Ops.BatchMax(x), Ops.BatchMin(x), x);
}
