namespace FastGrad.Tests.Schedules;

/// <summary>A model whose weights are free numbers: with the input 1, the gradient of its outputs is the gradient of its weights.</summary>
[Model(Precision = Precision.Double)]
[Input(1), Dense(23)]
[Mse, Sgd]
internal sealed partial class FreeWeights;
