using System.CommandLine;
using FastGrad.Samples.Commands;
using FastGrad.Samples.Display;
using FastGrad.Samples.Pictures;

namespace FastGrad.Samples.Optimizers;

/// <summary><c>optimizers</c>: all of the library's, side by side.</summary>
public static class OptimizersCommand
{
    private const int Reports = 10;

    public static Command Create()
    {
        Option<int> epochs = CommonOptions.Epochs(20);
        Option<ulong> seed = CommonOptions.Seed();
        return PictureCommand.Create(
            "optimizers", "Compare all optimizers on a linear regression and on handwritten digits.", [epochs, seed],
            (display, parsed) => Run(display, parsed.GetValue(epochs), parsed.GetValue(seed)));
    }

    private static Picture Run(ITrainingDisplay display, int epochs, ulong seed)
    {
        display.Title($"optimizers: test losses, each from the learning rate that suits it down to 0, seed {seed}");
        return OptimizersPicture.Draw(Show(display, new RegressionProblem(seed), epochs), Show(display, new DigitProblem(seed), epochs));
    }

    private static IReadOnlyList<Lane> Show(ITrainingDisplay display, IProblem problem, int epochs)
    {
        display.Title(problem.Name);
        IReadOnlyList<Lane> lanes = [];
        display.Train(epochs, report => lanes = Race.Run(problem, epochs, (epoch, state) =>
        {
            if (epoch % Math.Max(epochs / Reports, 1) == 0 || epoch == epochs)
                report(new(epoch, [.. state.Select(lane => new Reading(lane.Name, lane.Losses[^1]))]));
        }));
        // How soon each came near what the best one reached.
        double best = lanes.Min(lane => lane.Losses.Min());
        display.Table(
            ["optimizer", "learning rate", "test loss", "lowest", "epochs to 1.1 × best"],
            [.. lanes.Select(lane => Row(lane, best))]);
        return lanes;
    }

    private static string[] Row(Lane lane, double best) =>
    [
        lane.Name,
        $"{lane.LearningRate:G2}",
        $"{lane.Losses[^1]:F4}",
        $"{lane.Losses.Min():F4}",
        lane.EpochsTo(1.1 * best)?.ToString() ?? "–",
    ];
}
