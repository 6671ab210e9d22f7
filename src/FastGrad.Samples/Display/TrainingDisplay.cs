using Spectre.Console;

namespace FastGrad.Samples.Display;

/// <summary>Chooses the display that the output can show.</summary>
public static class TrainingDisplay
{
    public static ITrainingDisplay For(TextWriter output)
    {
        bool terminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;
        return terminal ? new LiveDisplay(AnsiConsole.Console) : new PlainDisplay(output);
    }
}
