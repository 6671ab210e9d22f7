namespace FastGrad.Samples.Linear;

/// <summary>y = w·x + b, by gradient descent on the mean squared error.</summary>
[Model]
[Input(1), Dense(1)]
[Mse, Sgd(LearningRate = 0.1)]
public partial class LinearNet
{
    /// <summary>The slope w.</summary>
    public float Slope => Parameters["Dense1.Weight"].Values[0];

    /// <summary>The height b at x = 0.</summary>
    public float Intercept => Parameters["Dense1.Bias"].Values[0];
}
