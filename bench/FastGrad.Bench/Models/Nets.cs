namespace FastGrad.Bench;

// The workloads of bench/peers, by the same names.

/// <summary>10-1, the least there is: what a step costs beside its arithmetic.</summary>
[Model]
[Input(10), Dense(1)]
[Mse, Sgd(LearningRate = 0.001)]
public partial class W1;

/// <summary>2-16-16-1: a net in the first cache, mostly hyperbolic tangents.</summary>
[Model]
[Input(2), Dense(16), Tanh, Dense(16), Tanh, Dense(1)]
[Mse, Adam]
public partial class W2;

/// <summary>32-64-64-10: what tables are learned with.</summary>
[Model]
[Input(32), Dense(64), Relu, Dense(64), Relu, Dense(10)]
[CrossEntropy, Adam]
public partial class W3;

/// <summary>784-128-10: MNIST's first net.</summary>
[Model]
[Input(784), Dense(128), Relu, Dense(10)]
[CrossEntropy, Adam]
public partial class W4;

/// <summary>784-512-512-10: parameters past the second cache.</summary>
[Model]
[Input(784), Dense(512), Relu, Dense(512), Relu, Dense(10)]
[CrossEntropy, AdamW]
public partial class W5;

/// <summary>1024-1024-1024-1024-10: products as BLAS was made for.</summary>
[Model]
[Input(1024), Dense(1024), Relu, Dense(1024), Relu, Dense(1024), Relu, Dense(10)]
[CrossEntropy, Adam]
public partial class W6;

/// <summary>A gated recurrence of 32 over 32 steps of 16 numbers: many small products, one after another.</summary>
[Model]
[Input(32, 16), Gru(32), LastStep, Dense(10)]
[CrossEntropy, Adam]
public partial class Recurrent;
