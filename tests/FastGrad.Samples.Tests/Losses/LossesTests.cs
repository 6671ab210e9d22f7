using FastGrad.Samples.Losses;

namespace FastGrad.Samples.Tests.Losses;

public class LossesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(42)]
    public void OutliersPullTheSquareAwayAndNotTheOthers(ulong seed)
    {
        IReadOnlyList<LineFit> fits = LossesCommand.Fits(OutlierData.Create(seed), seed);

        LossesCommand.Train(fits, epochs: 1000, _ => { });

        Assert.Equal(["MSE", "Huber", "MAE"], fits.Select(fit => fit.Name));
        Assert.True(fits[0].Distance > 0.8, $"{fits[0].Distance}");
        Assert.All(fits.Skip(1), fit => Assert.True(fit.Distance < 0.3, $"{fit.Name} {fit.Distance}"));
    }

    [Fact]
    public void TheCommandPrintsAndDraws()
    {
        (string[] lines, string picture) = Invocation.Draw("losses --epochs 20");

        // A title, a line per epoch, the table's head and three rows.
        Assert.Equal(1 + 20 + 4, lines.Length);
        Assert.Matches(@"^epoch 20/20, MSE \d\.\d{4}, Huber \d\.\d{4}, MAE \d\.\d{4}$", lines[20]);
        Assert.StartsWith("Huber ", lines[23]);
        Assert.Contains(">data and lines<", picture);
        Assert.Contains(">log-cosh<", picture);
    }
}
