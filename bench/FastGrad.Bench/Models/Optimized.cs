namespace FastGrad.Bench;

// Numbers for an optimizer to move: the update is timed alone.

/// <summary>4,096 parameters, for the first cache.</summary>
[Model, Input(63), Dense(64), Mse, Adam]
public partial class Weights4K;

/// <summary>65,536 parameters, for the second cache.</summary>
[Model, Input(255), Dense(256), Mse, Adam]
public partial class Weights64K;

/// <summary>A million parameters.</summary>
[Model, Input(999), Dense(1000), Mse, Adam]
public partial class Weights1M;

/// <summary>Ten million parameters: in no cache.</summary>
[Model, Input(9999), Dense(1000), Mse, Adam]
public partial class Weights10M;
