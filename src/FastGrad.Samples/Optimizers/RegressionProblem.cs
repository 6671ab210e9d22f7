using FastGrad.Samples.Learning;

namespace FastGrad.Samples.Optimizers;

/// <summary>1,000 examples of ten features whose target is a weighted sum with noise: 800 to learn from, 200 to test.</summary>
public sealed class RegressionProblem : IProblem
{
    private const int Features = RegressionNet.InputLength, Count = 1000, Learned = 800, Batch = 32;

    private readonly ulong _seed;
    private readonly Examples<float> _training, _test;

    public RegressionProblem(ulong seed)
    {
        _seed = seed;
        Random random = Seeded.Random(seed);
        double[] weights = [.. Enumerable.Range(0, Features).Select(_ => random.Normal())];
        float[] inputs = [.. Enumerable.Range(0, Count * Features).Select(_ => (float)random.Normal())];
        float[] targets = [.. inputs.Chunk(Features)
            .Select(row => (float)(row.Zip(weights, (x, weight) => x * weight).Sum() + Noise * random.Normal()))];
        _training = new(Features, inputs[..(Learned * Features)], targets[..Learned]);
        _test = new(Features, inputs[(Learned * Features)..], targets[Learned..]);
    }

    /// <summary>Deviation of the targets from the weighted sums. Its square is the loss of who knows the weights.</summary>
    public static double Noise => 0.1;

    public string Name => "linear regression";

    public Learner Start<TOptimizer>() where TOptimizer : Optimizer, new() =>
        new Learner<float>(new RegressionNet(_seed).CreateTrainer<TOptimizer>(Batch), _training.Copy(), _test, Seeded.Random(_seed));
}
