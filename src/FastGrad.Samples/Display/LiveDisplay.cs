using FastGrad.Samples.Digits;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FastGrad.Samples.Display;

/// <summary>A panel on the terminal that follows the training: progress, and the course of loss and accuracy.</summary>
public sealed class LiveDisplay(IAnsiConsole console) : ITrainingDisplay
{
    private const int Width = 40;

    public void Title(string text) => console.MarkupLineInterpolated($"[bold]{text}[/]");

    public void Train(int epochs, Action<Action<EpochResult>> training)
    {
        // Leaving in the middle must not leave the terminal without its cursor.
        Console.CancelKeyPress += (_, _) => console.Cursor.Show();
        List<EpochResult> course = [];
        console.Live(new Text("warming up")).Start(context => training(result =>
        {
            course.Add(result);
            context.UpdateTarget(Panel(epochs, course));
            context.Refresh();
        }));
    }

    public void Summary(IReadOnlyList<(string Name, string Value)> rows)
    {
        Grid grid = new Grid().AddColumn().AddColumn();
        foreach ((string name, string value) in rows)
            grid.AddRow(new Text(name, Color.Grey), new Text(value));
        console.Write(grid);
    }

    private static Panel Panel(int epochs, List<EpochResult> course)
    {
        EpochResult now = course[^1];
        Grid grid = new Grid().AddColumn().AddColumn(new GridColumn().Width(Width)).AddColumn();
        grid.AddRow(Row("epoch", Bar.Of(now.Epoch / (double)epochs, Width), $"{now.Epoch} of {epochs}", Color.Blue));
        grid.AddRow(Row("loss", Sparkline.Of(course.Select(result => result.Loss), Width), $"{now.Loss:F4}", Color.Yellow));
        grid.AddRow(Row("accuracy", Sparkline.Of(course.Select(result => result.Accuracy), Width), $"{now.Accuracy:P2}", Color.Green));
        return new Panel(grid);
    }

    private static IRenderable[] Row(string name, string picture, string value, Color color) =>
        [new Text(name, Color.Grey), new Text(picture, color), new Text(value)];
}
