using System.CommandLine;
using FastGrad.Samples.Display;
using FastGrad.Samples.Pictures;

namespace FastGrad.Samples.Commands;

/// <summary>A sample that ends with a picture.</summary>
public static class PictureCommand
{
    private const int Failed = 1;

    /// <param name="name">The command's, and the picture's usual name.</param>
    /// <param name="description">What it shows.</param>
    /// <param name="options">What it can be told, the picture's file apart.</param>
    /// <param name="run">Shows itself, and gives its picture.</param>
    public static Command Create(string name, string description, IEnumerable<Option> options, Func<ITrainingDisplay, ParseResult, Picture> run)
    {
        Command command = new(name, description);
        foreach (Option option in options)
            command.Add(option);
        Option<string> file = CommonOptions.Picture($"{name}.svg");
        command.Add(file);
        command.SetAction(parsed =>
        {
            ITrainingDisplay display = TrainingDisplay.For(parsed.InvocationConfiguration.Output);
            Picture picture = run(display, parsed);
            return Save(picture, parsed.GetValue(file)!, display, parsed.InvocationConfiguration.Error);
        });
        return command;
    }

    private static int Save(Picture picture, string path, ITrainingDisplay display, TextWriter error)
    {
        try
        {
            picture.Save(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"The picture could not be written: {exception.Message}");
            return Failed;
        }
        display.Summary([("picture", path)]);
        return 0;
    }
}
