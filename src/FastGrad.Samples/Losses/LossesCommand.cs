using System.CommandLine;
using FastGrad.Samples.Commands;
using FastGrad.Samples.Display;
using FastGrad.Samples.Pictures;

namespace FastGrad.Samples.Losses;

/// <summary><c>losses</c>: what outliers do to a line that learns by the square, the absolute value, or both.</summary>
public static class LossesCommand
{
    private const int Reports = 20;

    public static Command Create()
    {
        Option<int> epochs = CommonOptions.Epochs(1000);
        Option<ulong> seed = CommonOptions.Seed();
        return PictureCommand.Create(
            "losses", "Fit lines to data with outliers by several losses, and draw the losses.", [epochs, seed],
            (display, parsed) => Run(display, parsed.GetValue(epochs), parsed.GetValue(seed)));
    }

    /// <summary>The fits, each from the same first line.</summary>
    public static IReadOnlyList<LineFit> Fits(OutlierData data, ulong seed) =>
    [
        new("MSE", new MseLine(seed), data),
        new("Huber", new HuberLine(seed), data),
        new("MAE", new MaeLine(seed), data),
    ];

    /// <summary>Runs all fits side by side.</summary>
    public static void Train(IReadOnlyList<LineFit> fits, int epochs, Action<Progress> report)
    {
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            foreach (LineFit fit in fits)
                fit.Step((epochs - epoch + 1) / (double)epochs);
            if (epoch % Math.Max(epochs / Reports, 1) == 0 || epoch == epochs)
                report(new(epoch, [.. fits.Select(fit => new Reading(fit.Name, fit.Distance))]));
        }
    }

    private static Picture Run(ITrainingDisplay display, int epochs, ulong seed)
    {
        display.Title($"losses: distance of the learned line from y = 2x + 1, seed {seed}");
        OutlierData data = OutlierData.Create(seed);
        IReadOnlyList<LineFit> fits = Fits(data, seed);
        display.Train(epochs, report => Train(fits, epochs, report));
        display.Table(
            ["loss", "w", "b", "distance"],
            [.. fits.Select(fit => (string[])[fit.Name, $"{fit.Slope:F3}", $"{fit.Intercept:F3}", $"{fit.Distance:F3}"])]);
        return LossesPicture.Draw(data, fits);
    }
}
