using System.Globalization;
using FastGrad.Samples.Linear;

namespace FastGrad.Samples.Tests.Linear;

public class LinearTests
{
    [Fact]
    public void EndsAtTheLeastSquaresLine()
    {
        PointCloud points = PointCloud.Create(100, noise: 0.1, seed: 5);
        LinearResult last = LinearTraining.Run(points, epochs: 500, seed: 5).Last();

        (double slope, double intercept) = points.LeastSquares();
        Assert.Equal(slope, last.Slope, 1e-5);
        Assert.Equal(intercept, last.Intercept, 1e-5);
        // The noise's deviation is 0.1, so a parameter's is about 0.1 / √(100 · variance of x) = 0.017.
        Assert.Equal(PointCloud.Slope, last.Slope, 0.08);
        Assert.Equal(PointCloud.Intercept, last.Intercept, 0.05);
    }

    [Fact]
    public void LeastSquaresOfPointsOnALineIsTheLine()
    {
        (double slope, double intercept) = PointCloud.Create(10, noise: 0, seed: 1).LeastSquares();

        Assert.Equal(2, slope, 1e-6);
        Assert.Equal(1, intercept, 1e-6);
    }

    [Fact]
    public void TheLoopIsAStep()
    {
        PointCloud points = PointCloud.Create(20, noise: 0.1, seed: 3);
        LinearNet net = new(seed: 3);
        var trainer = net.CreateTrainer(20);
        foreach (LinearResult result in LinearTraining.Run(points, epochs: 5, seed: 3))
        {
            Assert.Equal(trainer.Step(points.X, points.Y), result.Loss);
            Assert.Equal((net.Slope, net.Intercept), (result.Slope, result.Intercept));
        }
    }

    [Fact]
    public void PrintsAsLessonsDo()
    {
        (string[] lines, string picture) = Invocation.Draw("linear --epochs 100");

        Assert.Equal(13, lines.Length);
        Assert.Matches(@"^epoch 10/100, loss \d\.\d{4}, w -?\d\.\d\d, b -?\d\.\d\d$", lines[1]);
        Assert.StartsWith("epoch 100/100, loss 0.01", lines[10]);
        double[] learned = [.. lines[11].Replace("learned: y = ", "").Split("·x + ")
            .Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        Assert.Equal(2, learned[0], 0.08);
        Assert.Equal(1, learned[1], 0.05);
        Assert.Contains(">data and line<", picture);
    }

    [Fact]
    public void TheSeedDecidesEveryByte()
    {
        Assert.Equal(Invocation.Draw("linear --epochs 7 --seed 9"), Invocation.Draw("linear --epochs 7 --seed 9"), SameRun);
        Assert.NotEqual(Invocation.Draw("linear --epochs 7 --seed 9"), Invocation.Draw("linear --epochs 7 --seed 8"), SameRun);
    }

    private static bool SameRun((string[] Lines, string Picture) one, (string[] Lines, string Picture) other) =>
        one.Picture == other.Picture && one.Lines.SequenceEqual(other.Lines);
}
