using System.CommandLine;
using FastGrad.Samples.Digits;
using FastGrad.Samples.Linear;

namespace FastGrad.Samples.Commands;

/// <summary>All samples under one name.</summary>
public static class Samples
{
    public static RootCommand Create() => new("Programs that show FastGrad at work.")
    {
        LinearCommand.Create(),
        DigitsCommand.Create(),
    };
}
