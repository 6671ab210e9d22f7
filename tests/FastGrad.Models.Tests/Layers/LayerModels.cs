namespace FastGrad.Models.Tests.Layers;

// One layer of the library each, alone between input and loss.

[Model(Precision = Precision.Double, InputGradient = true), Input(7), Dense(5), Mse, Sgd]
public partial class DenseModel;

[Model(Precision = Precision.Double, InputGradient = true), Input(7), Dense(5, Bias = false), Mse, Sgd]
public partial class BareDenseModel;

[Model(Precision = Precision.Double, InputGradient = true), Input(2, 3, 2), Flatten, Dense(2), Mse, Sgd]
public partial class FlattenModel;

[Model(Precision = Precision.Double, InputGradient = true), Input(3, 5), Softmax, Mse, Sgd]
public partial class SoftmaxModel;

[Model(Precision = Precision.Double, InputGradient = true), Input(3, 5), LogSoftmax, Mse, Sgd]
public partial class LogSoftmaxModel;

[Model(Precision = Precision.Double, InputGradient = true), Input(4, 3), LastStep, Mse, Sgd]
public partial class LastStepModel;

[Model(Precision = Precision.Double, InputGradient = true), Input(9), LayerNorm, Mse, Sgd]
public partial class LayerNormModel;

[Model(Precision = Precision.Double, InputGradient = true), Input(2, 3, 5), LayerNorm(Epsilon = 0.1), Mse, Sgd]
public partial class LayerNormOfRowsModel;

[Model(Precision = Precision.Double, InputGradient = true), Input(5), BatchNorm, Mse, Sgd]
public partial class BatchNormModel;

[Model(Precision = Precision.Double, InputGradient = true), Input(2, 3, 5), BatchNorm(Momentum = 0.3, Epsilon = 0.01), Mse, Sgd]
public partial class BatchNormOfImagesModel;

[Model(Precision = Precision.Double, InputGradient = true), Input(3, 7), Dropout(0.3), Mse, Sgd]
public partial class DropoutModel;

[Model(Precision = Precision.Double, InputGradient = true), Input(3, 7), Dropout(0), Mse, Sgd]
public partial class NoDropoutModel;

[Model(Precision = Precision.Double, InputGradient = true), Input(3, 7), Dropout(1), Mse, Sgd]
public partial class AllDropoutModel;

/// <summary>Two masks of one call, in single precision.</summary>
[Model, Input(3, 7), Dropout(0.3), Dropout(0.6), Mse, Sgd]
public partial class TwoDropoutsModel;

[Model(Precision = Precision.Double), Input(2, 3), Indices(4), Embedding(4, 5), Mse, Sgd]
public partial class EmbeddingModel;

[Model, Input(2), EdgeMask, Mse, Sgd]
public partial class EdgeMaskModel;
