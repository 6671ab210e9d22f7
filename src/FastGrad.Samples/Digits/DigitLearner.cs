namespace FastGrad.Samples.Digits;

/// <summary>A net, its trainer and the digits it sees, in an order that only the seed decides.</summary>
public sealed class DigitLearner
{
    private readonly DigitNet _net;
    private readonly ITrainer<float, int> _trainer;
    private readonly DigitSet _training;
    private readonly DigitSet _test;
    private readonly Random _order;
    private readonly float[] _scores;
    private readonly int _batch;
    private readonly double _learningRate;

    public DigitLearner(ulong seed, int batch)
    {
        (_training, _test) = DigitData.Load();
        _batch = Math.Min(batch, _training.Count);
        _net = new DigitNet(seed);
        _trainer = _net.CreateTrainer(_batch);
        _learningRate = _trainer.Optimizer.LearningRate;
        _order = new Random((int)(seed ^ (seed >> 32)));
        _scores = new float[_test.Count * DigitNet.OutputLength];
    }

    public int TrainingCount => _training.Count;

    public int TestCount => _test.Count;

    public int StepsPerEpoch => (_training.Count + _batch - 1) / _batch;

    /// <summary>Once through the training set in a new order: the loop that must not allocate.</summary>
    /// <param name="rate">Share of the declared learning rate to use.</param>
    /// <param name="clock">Times the steps.</param>
    /// <returns>Mean loss over the epoch's examples, each as the net was when it saw them.</returns>
    public double Epoch(double rate, StepClock clock)
    {
        _trainer.Optimizer.LearningRate = rate * _learningRate;
        _training.Shuffle(_order);
        double sum = 0;
        for (int start = 0; start < _training.Count; start += _batch)
        {
            // The last batch is what is left.
            int count = Math.Min(_batch, _training.Count - start);
            clock.Start();
            float loss = _trainer.Step(_training.Inputs(start, count), _training.Labels(start, count));
            clock.Stop();
            sum += count * loss;
        }
        return sum / _training.Count;
    }

    /// <summary>How many of the test digits get their highest score where their label is.</summary>
    public int CountRight()
    {
        _net.Predict(_test.Inputs(0, _test.Count), _scores);
        ReadOnlySpan<int> labels = _test.Labels(0, _test.Count);
        int right = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            if (Highest(_scores.AsSpan(row * DigitNet.OutputLength, DigitNet.OutputLength)) == labels[row])
                right++;
        }
        return right;
    }

    private static int Highest(ReadOnlySpan<float> scores)
    {
        int best = 0;
        for (int digit = 1; digit < scores.Length; digit++)
        {
            if (scores[digit] > scores[best])
                best = digit;
        }
        return best;
    }
}
