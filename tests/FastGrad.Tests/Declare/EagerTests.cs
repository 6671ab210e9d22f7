namespace FastGrad.Tests.Declare;

public class EagerTests
{
    [Fact]
    public void EveryExampleSeesItsPlaceAndTheBatch()
    {
        (int Index, double Size)[] seen = Eager.Run(5, example => (example, Ops.BatchSize));

        Assert.Equal([(0, 5.0), (1, 5), (2, 5), (3, 5), (4, 5)], seen);
    }

    [Fact]
    public void AloneAnExampleIsABatchOfOneThatDoesNotLearn()
    {
        Assert.Equal(1, Ops.BatchSize);
        Assert.False(Ops.Training);
        Assert.Equal([2, 3], Ops.BatchSum(new Tensor(2, 3)).Values.ToArray());
        Assert.Equal(7, Ops.BatchMean(7));
    }

    [Fact]
    public void TrainingIsWhatTheRunSays()
    {
        Assert.All(Eager.Run(3, _ => Ops.Training, training: true), Assert.True);
        Assert.All(Eager.Run(3, _ => Ops.Training), Assert.False);
        // And only inside.
        Assert.False(Ops.Training);
    }

    [Fact]
    public void ExamplesMeetAgainAndAgain()
    {
        // What BatchNorm does: the second reduction needs the first one's result.
        double[] values = [1, 2, 6];

        double[] variances = Eager.Run(3, example =>
        {
            double mean = Ops.BatchMean(values[example]);
            return Ops.BatchMean(Ops.Square(values[example] - mean));
        });

        // Mean 3, deviations −2, −1 and 3.
        Assert.All(variances, variance => Assert.Equal(14 / 3.0, variance, 1e-15));
    }

    /// <summary>The sum of these depends on the order; the threads come in any.</summary>
    [Fact]
    public void SumsGoInTheOrderOfTheExamples()
    {
        double[] values = [1e16, 1, -1e16, 1];

        for (int repeat = 0; repeat < 200; repeat++)
        {
            double[] sums = Eager.Run(4, example =>
            {
                if ((example + repeat) % 3 == 0)
                    Thread.Yield();
                return Ops.BatchSum(values[example]);
            });
            // ((1e16 + 1) − 1e16) + 1, the first sum rounding to even.
            Assert.All(sums, sum => Assert.Equal(1, sum));
        }
    }

    [Fact]
    public void RunsRepeatBitForBit()
    {
        double[][] Once(ulong seed) => Eager.Run(6, example =>
        {
            Tensor x = Ops.Uniform(new Shape(7)) - example / 3.0;
            Tensor spread = Ops.Exp(x) / Ops.BatchSum(Ops.Exp(x));
            return (spread * Ops.Bernoulli(0.5, new Shape(7))).Values.ToArray();
        }, training: true, seed, call: 9);

        double[][] first = Once(5);
        for (int repeat = 0; repeat < 20; repeat++)
            Assert.Equal(first, Once(5));
        Assert.NotEqual(first, Once(6));
    }

    [Fact]
    public void RunsCanBeNested()
    {
        double[] sums = Eager.Run(2, outer =>
        {
            double inner = Eager.Run(3, example => Ops.BatchSum(10.0 * outer + example))[0];
            return Ops.BatchSum(inner);
        });

        // 0 + 1 + 2 and 10 + 11 + 12.
        Assert.Equal([36, 36], sums);
    }

    [Fact]
    public void AFailingExampleEndsTheOthersAndSaysWhy()
    {
        bool wentOn = false;

        ArithmeticException error = Assert.Throws<ArithmeticException>(() => Eager.Run(4, example =>
        {
            if (example == 2)
                throw new ArithmeticException("in the middle");
            double sum = Ops.BatchSum(1.0);
            wentOn = true;
            return sum;
        }));

        Assert.Equal("in the middle", error.Message);
        Assert.False(wentOn);
        // Where it was thrown stays to be seen.
        Assert.Contains(nameof(AFailingExampleEndsTheOthersAndSaysWhy), error.StackTrace);
    }

    [Fact]
    public void OfSeveralFailuresTheFirstExamplesIsThrown()
    {
        for (int repeat = 0; repeat < 50; repeat++)
        {
            InvalidCastException error = Assert.Throws<InvalidCastException>(
                () => Eager.Run<double>(5, example => throw new InvalidCastException($"example {example}")));
            Assert.Equal("example 0", error.Message);
        }
    }

    [Fact]
    public void AnExampleThatDoesNotComeIsAnErrorAndNotAWait()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => Eager.Run(3, example => example == 1 ? 0 : Ops.BatchMax(example)));

        Assert.Contains("BatchMax is over the batch, but another example ended without coming to it", error.Message);
    }

    [Fact]
    public void ExamplesInDifferentOperationsAreNamed()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => Eager.Run(2, example => example == 1 ? Ops.BatchMin(1.0) : Ops.BatchMax(1.0)));

        Assert.Contains("Example 0 is in BatchMax with scalar, example 1 in BatchMin with scalar", error.Message);
    }

    [Fact]
    public void ExamplesOfDifferentShapesAreNamed()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => Eager.Run(2, example => Ops.BatchSum(Ops.Zeros(new Shape(2, example + 1)))));

        Assert.Contains("Example 0 is in BatchSum with 2×1, example 1 in BatchSum with 2×2", error.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void AnEmptyBatchIsRefused(int batch) =>
        Assert.Throws<ArgumentOutOfRangeException>("batch", () => Eager.Run(batch, example => example));
}
