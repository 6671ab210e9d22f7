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
