using FastGrad.Models.Tests.Formulas;

namespace FastGrad.Models.Tests.Contract;

// Declared in the project itself, beside its formulas: what users write, as they write it.

[Model]
[Input(6), Dense(9), PRelu, Dense(4)]
[CrossEntropy, AdamW(LearningRate = 0.01)]
public partial class LabelNet;

[Model(Precision = Precision.Double, InputGradient = true)]
[Input(2, 3), Affine, Stairs]
[Huber(Delta = 0.5), Nesterov]
public partial class TensorNet;
