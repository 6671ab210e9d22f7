using FastGrad.Samples.Learning;

namespace FastGrad.Samples.Gan;

/// <summary>
/// Two models learn from each other. Goodfellow et al., "Generative Adversarial Nets" (2014): the discriminator to tell generated numbers
/// from the data, the generator to be taken for the data.
/// </summary>
public sealed class GanTraining
{
    private const int Batch = 256;

    private readonly Random _random;
    private readonly Generator _average;
    private readonly ITrainer<float, float> _generating, _judging;
    private readonly float[] _noise = new float[Batch * Generator.NoiseLength], _numbers = new float[2 * Batch];
    private readonly float[] _answers = new float[2 * Batch], _fool = new float[Batch];
    private readonly double _generatingRate, _judgingRate;

    public GanTraining(ulong seed)
    {
        _random = Seeded.Random(seed);
        _average = new Generator(seed);
        _generating = new Generator(seed).CreateTrainer(Batch, new TrainerOptions { AverageDecay = 0.99 });
        _judging = new Discriminator(seed + 1).CreateTrainer(2 * Batch);
        (_generatingRate, _judgingRate) = (_generating.Optimizer.LearningRate, _judging.Optimizer.LearningRate);
        _answers.AsSpan(0, Batch).Fill(AdversarialTarget.Real);
        _answers.AsSpan(Batch).Fill(AdversarialTarget.Fake);
        _fool.AsSpan().Fill(AdversarialTarget.Fool);
    }

    /// <summary>Share of the declared learning rates at which both learn from now on.</summary>
    public double Rate
    {
        set
        {
            _generating.Optimizer.LearningRate = value * _generatingRate;
            _judging.Optimizer.LearningRate = value * _judgingRate;
        }
    }

    /// <summary>The discriminator learns from half a batch of data and half a batch of generated numbers.</summary>
    /// <returns>Its loss.</returns>
    public double Judge()
    {
        Mixture.Sample(_random, _numbers.AsSpan(0, Batch));
        Generate().CopyTo(_numbers.AsSpan(Batch));
        return _judging.Step(_numbers, _answers);
    }

    /// <summary>The generator learns where the discriminator says that its numbers should have been.</summary>
    /// <returns>Its loss.</returns>
    public double Deceive()
    {
        _judging.Forward(Generate());
        double loss = _judging.Loss(_fool);
        _judging.ZeroGradients();
        _judging.Backward();
        _generating.ZeroGradients();
        _generating.Backward(_judging.InputGradient);
        _generating.Update();
        return loss;
    }

    /// <summary>
    /// Numbers that the generator makes of noise, with the mean of its last weights: the two circle about each other, and the middle is
    /// nearer to the truth than any place on the way. Yazıcı et al., "The Unusual Effectiveness of Averaging in GAN Training" (2019).
    /// </summary>
    public float[] Generate(int count, Random random)
    {
        float[] noise = new float[count * Generator.NoiseLength], numbers = new float[count];
        Fill(random, noise);
        _generating.Average!.CopyTo(_average.Parameters);
        _average.Predict(noise, numbers);
        return numbers;
    }

    private ReadOnlySpan<float> Generate()
    {
        Fill(_random, _noise);
        return _generating.Forward(_noise);
    }

    private static void Fill(Random random, Span<float> noise)
    {
        for (int index = 0; index < noise.Length; index++)
            noise[index] = (float)random.Normal();
    }
}
