using System.CommandLine;
using FastGrad.Samples.Commands;
using FastGrad.Samples.Display;
using FastGrad.Samples.Pictures;

namespace FastGrad.Samples.Gan;

/// <summary><c>gan</c>: a generator learns a distribution that it never sees, through a discriminator's input gradient.</summary>
public static class GanCommand
{
    public static Command Create()
    {
        Option<int> steps = CommonOptions.Steps(5000);
        Option<ulong> seed = CommonOptions.Seed();
        return PictureCommand.Create(
            "gan", "Learn a mixture of three normal distributions adversarially.", [steps, seed],
            (display, parsed) => Run(display, parsed.GetValue(steps), parsed.GetValue(seed)));
    }

    private static Picture Run(ITrainingDisplay display, int steps, ulong seed)
    {
        display.Title($"gan: {Generator.ParameterCount:N0} parameters against {Discriminator.ParameterCount:N0}, seed {seed}");
        GanCourse course = new(seed);
        display.Train(
            steps,
            report => course.Run(steps, result => report(new(
                result.Step,
                new("discriminator", result.DiscriminatorLoss), new("generator", result.GeneratorLoss), new("distance", result.Distance)))),
            unit: "step");
        display.Summary(
        [
            ("Wasserstein distance before", $"{Wasserstein.Distance(course.Data, course.Before):F3}"),
            ("Wasserstein distance after", $"{course.Results[^1].Distance:F3}"),
            ("of two samples of the data", $"{Wasserstein.Distance(course.Data, course.OtherData):F3}"),
        ]);
        return GanPicture.Draw(course);
    }
}
