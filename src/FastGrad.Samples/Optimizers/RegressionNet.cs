namespace FastGrad.Samples.Optimizers;

/// <summary>Ten features to one number, linearly.</summary>
[Model, Input(10), Dense(1), Mse]
public partial class RegressionNet;
