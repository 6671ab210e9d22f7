using FastGrad.Samples.Digits;
using FastGrad.Samples.Learning;

namespace FastGrad.Samples.Optimizers;

/// <summary>The handwritten digits: 1,437 to learn from, 360 to test.</summary>
public sealed class DigitProblem(ulong seed) : IProblem
{
    private const int Batch = 32;

    private readonly (DigitSet Training, DigitSet Test) _digits = DigitData.Load();

    public string Name => "digits";

    public Learner Start<TOptimizer>() where TOptimizer : Optimizer, new() =>
        new Learner<int>(new DigitNet(seed).CreateTrainer<TOptimizer>(Batch), _digits.Training.Copy(), _digits.Test, Seeded.Random(seed));
}
