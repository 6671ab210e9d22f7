using System.Diagnostics;

namespace FastGrad.Samples.Digits;

/// <summary>What an epoch gave.</summary>
/// <param name="Epoch">1 for the first.</param>
/// <param name="Loss">Mean training loss.</param>
/// <param name="Accuracy">Share of the test digits recognised, 0 to 1.</param>
public readonly record struct EpochResult(int Epoch, double Loss, double Accuracy);

/// <summary>What the training gave, and what it took. Times are in microseconds.</summary>
public readonly record struct TrainingResult(
    int Right, int Tested, double ExamplesPerSecond, double MedianStep, double SlowStep, long AllocatedBytes)
{
    public double Accuracy => Right / (double)Tested;
}

/// <summary>Trains a <see cref="DigitNet"/> and measures while it does.</summary>
public static class DigitTraining
{
    /// <summary>Long enough for the JIT, which recompiles hot methods in the background after a tenth of a second or two.</summary>
    private static readonly TimeSpan _warmUpTime = TimeSpan.FromMilliseconds(500);

    /// <summary>What a busy machine gets at most: there the JIT is later, and what it does it may do on this thread.</summary>
    private static readonly TimeSpan _longestWarmUp = TimeSpan.FromSeconds(5);

    /// <param name="epochs">Rounds through the training set.</param>
    /// <param name="batch">Examples per step.</param>
    /// <param name="seed">Decides everything random: same seed, same net.</param>
    /// <param name="report">Told after every epoch, outside of what is measured.</param>
    public static TrainingResult Run(int epochs, int batch, ulong seed, Action<EpochResult> report)
    {
        WarmUp(batch, seed);

        DigitLearner learner = new(seed, batch);
        StepClock clock = new(epochs * learner.StepsPerEpoch);
        TimeSpan elapsed = default;
        long allocated = 0;
        int right = 0;
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            double rate = Rate(epoch, epochs);
            // Nothing between the two readings that the warm-up has not called: compiling a method may itself allocate.
            long start = Stopwatch.GetTimestamp(), bytes = GC.GetAllocatedBytesForCurrentThread();
            double loss = learner.Epoch(rate, clock);
            allocated += GC.GetAllocatedBytesForCurrentThread() - bytes;
            elapsed += Stopwatch.GetElapsedTime(start);

            right = learner.CountRight();
            report(new(epoch, loss, right / (double)learner.TestCount));
        }
        double examples = (double)epochs * learner.TrainingCount;
        return new(right, learner.TestCount, examples / elapsed.TotalSeconds, clock.Percentile(50), clock.Percentile(99), allocated);
    }

    /// <summary>Down to almost nothing in a straight line: the last epochs settle what the first ones found.</summary>
    private static double Rate(int epoch, int epochs) => (epochs - epoch + 1) / (double)epochs;

    /// <summary>Trains a net that is thrown away: the one that counts must not depend on how long that took.</summary>
    private static void WarmUp(int batch, ulong seed)
    {
        DigitLearner learner = new(seed, batch);
        StepClock clock = new(learner.StepsPerEpoch);
        long start = Stopwatch.GetTimestamp(), bytes;
        do
        {
            bytes = GC.GetAllocatedBytesForCurrentThread();
            clock.Reset();
            learner.Epoch(1, clock);
            learner.CountRight();
        }
        while (Stopwatch.GetElapsedTime(start) < _warmUpTime
            || (GC.GetAllocatedBytesForCurrentThread() > bytes && Stopwatch.GetElapsedTime(start) < _longestWarmUp));
    }
}
