using System.CommandLine;
using FastGrad.Samples.Commands;
using FastGrad.Samples.Display;
using FastGrad.Samples.Pictures;

namespace FastGrad.Samples.Linear;

/// <summary><c>linear</c>: the first regression of every course.</summary>
public static class LinearCommand
{
    private const int Points = 100, Reports = 10;
    private const double Noise = 0.1;

    public static Command Create()
    {
        Option<int> epochs = CommonOptions.Epochs(100);
        Option<ulong> seed = CommonOptions.Seed();
        return PictureCommand.Create(
            "linear", $"Fit a line to {Points} points about y = 2x + 1, by gradient descent.", [epochs, seed],
            (display, parsed) => Run(display, parsed.GetValue(epochs), parsed.GetValue(seed)));
    }

    private static Picture Run(ITrainingDisplay display, int epochs, ulong seed)
    {
        display.Title($"linear: {Points} points about y = 2x + 1 with noise {Noise}, seed {seed}");
        PointCloud points = PointCloud.Create(Points, Noise, seed);
        List<LinearResult> course = [];
        display.Train(epochs, report =>
        {
            foreach (LinearResult result in LinearTraining.Run(points, epochs, seed))
            {
                course.Add(result);
                if (result.Epoch % Math.Max(epochs / Reports, 1) == 0 || result.Epoch == epochs)
                    report(new(result.Epoch, new("loss", result.Loss), new("w", result.Slope, "F2"), new("b", result.Intercept, "F2")));
            }
        });
        (double slope, double intercept) = points.LeastSquares();
        display.Summary(
        [
            ("learned", $"y = {course[^1].Slope:F4}·x + {course[^1].Intercept:F4}"),
            ("least squares", $"y = {slope:F4}·x + {intercept:F4}"),
        ]);
        return LinearPicture.Draw(points, course);
    }
}
