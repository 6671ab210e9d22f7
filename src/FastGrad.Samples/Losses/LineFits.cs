namespace FastGrad.Samples.Losses;

/// <summary>A line by least squares: the mean.</summary>
[Model, Input(1), Dense(1), Mse, Adam(LearningRate = 0.02)]
public partial class MseLine;

/// <summary>A line by least absolute errors: the median.</summary>
[Model, Input(1), Dense(1), Mae, Adam(LearningRate = 0.02)]
public partial class MaeLine;

/// <summary>A line by squares of small errors and absolute values of large ones.</summary>
[Model, Input(1), Dense(1), Huber(Delta = 0.3), Adam(LearningRate = 0.02)]
public partial class HuberLine;
