namespace FastGrad.Samples.Gan;

/// <summary>Makes a number out of noise.</summary>
// Its own loss is never asked: what it learns by is what the discriminator's gradient says of its numbers.
[Model]
[Input(NoiseLength), Dense(32), Relu, Dense(32), Relu, Dense(1)]
[Mse, Adam(LearningRate = 1e-3, Beta1 = 0.5)]
public partial class Generator
{
    public const int NoiseLength = 4;
}
