using FastGrad.Samples.Gan;
using FastGrad.Samples.Learning;

namespace FastGrad.Samples.Tests.Gan;

public class GanTests
{
    [Fact]
    public void TheGeneratorLearnsTheMixture()
    {
        GanCourse course = new(seed: 42);
        double before = Wasserstein.Distance(course.Data, course.Before);

        course.Run(steps: 5000, _ => { });

        GanResult last = course.Results[^1];
        Assert.Equal(5000, last.Step);
        Assert.Equal(Wasserstein.Distance(course.Data, course.After), last.Distance);
        Assert.True(last.Distance < 0.15 && last.Distance < before / 5, $"{before} to {last.Distance}");
        // All three are found, about equally often: nobody who stands between two of them counts.
        Assert.All(Mixture.Means, mean => Assert.InRange(course.After.Count(x => Math.Abs(x - mean) < 3 * Mixture.Deviation) / 10_000.0, 0.2, 0.45));
        // Neither has won: both losses are near log 2, that of a guess.
        Assert.Equal(Math.Log(2), last.DiscriminatorLoss, 0.05);
        Assert.Equal(Math.Log(2), last.GeneratorLoss, 0.1);
    }

    [Fact]
    public void TheSeedDecidesEveryBit()
    {
        Assert.Equal(Results(seed: 3), Results(seed: 3));
        Assert.NotEqual(Results(seed: 3), Results(seed: 4));
    }

    [Fact]
    public void TheCommandPrintsAndDraws()
    {
        (string[] lines, string picture) = Invocation.Draw("gan --steps 60");

        Assert.Matches(@"^step 60/60, discriminator \d\.\d{4}, generator \d\.\d{4}, distance \d\.\d{4}$", lines[^4]);
        Assert.Matches(@"^Wasserstein distance after: \d\.\d{3}$", lines[^2]);
        Assert.Contains(">after 60 steps<", picture);
    }

    [Fact]
    public void TheMixtureHasItsMoments()
    {
        float[] numbers = new float[100_000];
        Mixture.Sample(Seeded.Random(5), numbers);

        // The means' own variance is 8 / 3.
        Assert.Equal(0, numbers.Average(), 0.02);
        Assert.Equal(8 / 3.0 + Mixture.Deviation * Mixture.Deviation, numbers.Average(x => (double)x * x), 0.03);
        Assert.Equal(1, Enumerable.Range(-500, 1000).Sum(index => 0.01 * Mixture.Density(0.01 * index)), 1e-6);
    }

    [Fact]
    public void TheDistanceIsWhatMustBeCarried()
    {
        Assert.Equal(0, Wasserstein.Distance([3, 1, 2], [1, 2, 3]));
        Assert.Equal(0.5, Wasserstein.Distance([0, 1], [1.5f, 0.5f]));
        Assert.Equal(2, Wasserstein.Distance([0, 0, 0], [0, 0, 6]));
        Assert.Throws<ArgumentException>(() => Wasserstein.Distance([1], [1, 2]));
    }

    private static GanResult[] Results(ulong seed)
    {
        GanCourse course = new(seed);
        course.Run(steps: 20, _ => { });
        return [.. course.Results];
    }
}
