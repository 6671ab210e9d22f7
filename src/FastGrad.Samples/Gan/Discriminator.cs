namespace FastGrad.Samples.Gan;

/// <summary>
/// Scores a number: the higher, the more it takes it for one of the data. Gives its inputs' gradient, along which the generator learns.
/// </summary>
[Model(InputGradient = true)]
[Input(1), Dense(32), LeakyRelu(Slope = 0.2), Dense(32), LeakyRelu(Slope = 0.2), Dense(1)]
[Adversarial(AdversarialKind.NonSaturating), Adam(LearningRate = 1e-3, Beta1 = 0.5)]
public partial class Discriminator;
