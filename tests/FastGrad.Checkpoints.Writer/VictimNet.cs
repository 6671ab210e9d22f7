using FastGrad;

namespace FastGrad.Checkpoints.Writer;

/// <summary>Large enough for a file to take several writes, and some time.</summary>
[Model]
[Input(256), Dense(512), Relu, Dense(256)]
[Mse, Sgd]
public partial class VictimNet;
