using System.CommandLine;
using FastGrad.Samples.Commands;
using FastGrad.Samples.Display;
using FastGrad.Samples.Pictures;

namespace FastGrad.Samples.Schedules;

/// <summary><c>schedules</c>: how each changes the learning rate.</summary>
public static class SchedulesCommand
{
    private const int Columns = 4;

    public static Command Create()
    {
        Option<int> steps = CommonOptions.Steps(1000);
        return PictureCommand.Create(
            "schedules", $"Draw every schedule of the library, from a learning rate of {DrawnSchedule.BaseRate}.", [steps],
            (display, parsed) => Run(display, parsed.GetValue(steps)));
    }

    private static Picture Run(ITrainingDisplay display, int steps)
    {
        display.Title($"schedules: {steps} steps from a learning rate of {DrawnSchedule.BaseRate}");
        IReadOnlyList<DrawnSchedule> all = DrawnSchedule.All(steps);
        display.Table(
            ["schedule", "first", "lowest", "highest", "last"],
            [.. all.Select(drawn => (string[])
                [drawn.Name, $"{drawn.Rates[0]:F4}", $"{drawn.Rates.Min():F4}", $"{drawn.Rates.Max():F4}", $"{drawn.Rates[^1]:F4}"])]);
        return new($"schedules: learning rate by step, from {DrawnSchedule.BaseRate}", Columns, [.. all.Select(drawn => drawn.Panel())])
        {
            PanelWidth = 270,
            PanelHeight = 180,
        };
    }
}
