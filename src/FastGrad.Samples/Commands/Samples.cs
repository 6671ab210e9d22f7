using System.CommandLine;
using FastGrad.Samples.Digits;
using FastGrad.Samples.Gan;
using FastGrad.Samples.Linear;
using FastGrad.Samples.Losses;
using FastGrad.Samples.Optimizers;
using FastGrad.Samples.Schedules;

namespace FastGrad.Samples.Commands;

/// <summary>All samples under one name.</summary>
public static class Samples
{
    public static RootCommand Create() => new("Programs that show FastGrad at work.")
    {
        LinearCommand.Create(),
        DigitsCommand.Create(),
        LossesCommand.Create(),
        OptimizersCommand.Create(),
        SchedulesCommand.Create(),
        GanCommand.Create(),
    };
}
