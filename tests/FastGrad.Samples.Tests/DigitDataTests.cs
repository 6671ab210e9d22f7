using FastGrad.Samples.Digits;

namespace FastGrad.Samples.Tests;

public class DigitDataTests
{
    private readonly DigitSet _training;
    private readonly DigitSet _test;

    public DigitDataTests() => (_training, _test) = DigitData.Load();

    [Fact]
    public void AFifthIsHeldOut()
    {
        Assert.Equal(1797, _training.Count + _test.Count);
        Assert.Equal(360, _test.Count);
    }

    [Fact]
    public void EveryDigitOccursInBothParts()
    {
        Assert.Equal(Enumerable.Range(0, 10), _training.Labels(0, _training.Count).ToArray().Distinct().Order());
        Assert.Equal(Enumerable.Range(0, 10), _test.Labels(0, _test.Count).ToArray().Distinct().Order());
    }

    [Fact]
    public void PixelsAreScaledToOne()
    {
        float[] all = [.. _training.Inputs(0, _training.Count), .. _test.Inputs(0, _test.Count)];

        Assert.Equal(0, all.Min());
        Assert.Equal(1, all.Max());
    }

    [Fact]
    public void RowsAreAsInTheFile()
    {
        // The file's first row, a zero, begins 0,0,5,13,9,1,0,0 and is the first of the test; the second, a one, 0,0,0,12,13,5,0,0.
        Assert.Equal([0, 0, 5 / 16f, 13 / 16f, 9 / 16f, 1 / 16f, 0, 0], _test.Inputs(0, 1)[..8].ToArray());
        Assert.Equal(0, _test.Labels(0, 1)[0]);
        Assert.Equal([0, 0, 0, 12 / 16f, 13 / 16f, 5 / 16f, 0, 0], _training.Inputs(0, 1)[..8].ToArray());
        Assert.Equal(1, _training.Labels(0, 1)[0]);
    }

    [Fact]
    public void ShufflingMovesPicturesWithTheirLabels()
    {
        string[] before = Rows(_training);

        _training.Shuffle(new Random(5));

        string[] after = Rows(_training);
        Assert.NotEqual(before, after);
        Assert.Equal(before.Order(StringComparer.Ordinal), after.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TheSeedDecidesTheOrder()
    {
        DigitSet again = DigitData.Load().Training;

        _training.Shuffle(new Random(5));
        again.Shuffle(new Random(5));

        Assert.Equal(Rows(again), Rows(_training));
    }

    private static string[] Rows(DigitSet set) =>
        [.. Enumerable.Range(0, set.Count).Select(row => string.Join(' ', set.Inputs(row, 1).ToArray()) + ":" + set.Labels(row, 1)[0])];
}
