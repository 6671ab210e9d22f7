using FastGrad.Samples.Digits;

namespace FastGrad.Samples.Tests;

public class DigitTrainingTests
{
    [Fact]
    public void ReachesThePromisedAccuracyWithoutAllocating()
    {
        List<EpochResult> course = [];

        TrainingResult result = Run(() =>
        {
            course.Clear();
            return DigitTraining.Run(epochs: 40, batch: 32, seed: 42, course.Add);
        });

        Assert.True(result.Accuracy >= 0.97, $"{result.Right} of {result.Tested}");
        Assert.Equal(0, result.AllocatedBytes);
        Assert.Equal(Enumerable.Range(1, 40), course.Select(epoch => epoch.Epoch));
        Assert.Equal(course[^1].Accuracy, result.Accuracy);
        Assert.True(course[^1].Loss < course[0].Loss / 10, $"{course[0].Loss} to {course[^1].Loss}");
    }

    [Fact]
    public void TheSeedDecidesEveryBit()
    {
        double[] first = Losses(seed: 7), again = Losses(seed: 7), other = Losses(seed: 8);

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10_000)]
    public void AnyBatchSizeWorks(int batch)
    {
        TrainingResult result = Run(() => DigitTraining.Run(epochs: 1, batch, seed: 1, _ => { }));

        Assert.Equal(360, result.Tested);
        Assert.Equal(0, result.AllocatedBytes);
    }

    private static TrainingResult Run(Func<TrainingResult> training) => Attempts.Run(training, result => result.AllocatedBytes == 0);

    private static double[] Losses(ulong seed)
    {
        List<double> losses = [];
        DigitTraining.Run(epochs: 3, batch: 32, seed, epoch => losses.Add(epoch.Loss));
        return [.. losses];
    }
}
