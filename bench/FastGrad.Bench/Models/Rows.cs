namespace FastGrad.Bench;

// Nothing but a row kernel.

/// <summary>As behind a classifier.</summary>
[Model, Input(10), Softmax, Mse, Sgd]
public partial class Softmax10;

[Model, Input(128), Softmax, Mse, Sgd]
public partial class Softmax128;

[Model, Input(1024), Softmax, Mse, Sgd]
public partial class Softmax1024;

[Model, Input(128), LayerNorm, Mse, Sgd]
public partial class LayerNorm128;
