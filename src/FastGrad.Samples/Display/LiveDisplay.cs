using Spectre.Console;
using Spectre.Console.Rendering;

namespace FastGrad.Samples.Display;

/// <summary>A panel on the terminal that follows the training: how far it is, and the course of each number.</summary>
public sealed class LiveDisplay(IAnsiConsole console) : ITrainingDisplay
{
    private const int Width = 40;

    private static readonly Color[] _colors = [Color.Yellow, Color.Green, Color.Aqua, Color.Fuchsia];

    public void Title(string text) => console.MarkupLineInterpolated($"[bold]{text}[/]");

    public void Train(int rounds, Action<Action<Progress>> training, string unit)
    {
        // Leaving in the middle must not leave the terminal without its cursor.
        Console.CancelKeyPress += (_, _) => console.Cursor.Show();
        List<Progress> course = [];
        console.Live(new Text("warming up")).Start(context => training(progress =>
        {
            course.Add(progress);
            context.UpdateTarget(Panel(unit, rounds, course));
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

    public void Table(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        Table table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey);
        foreach (string column in columns)
            table.AddColumn(new TableColumn(new Text(column, Color.Grey)) { Alignment = table.Columns.Count == 0 ? Justify.Left : Justify.Right });
        foreach (IReadOnlyList<string> row in rows)
            table.AddRow(row.Select(cell => new Text(cell)));
        console.Write(table);
    }

    private static Panel Panel(string unit, int rounds, List<Progress> course)
    {
        Progress now = course[^1];
        Grid grid = new Grid().AddColumn().AddColumn(new GridColumn().Width(Width)).AddColumn();
        grid.AddRow(Row(unit, Bar.Of(now.Round / (double)rounds, Width), $"{now.Round} of {rounds}", Color.Blue));
        for (int index = 0; index < now.Readings.Count; index++)
        {
            string curve = Sparkline.Of(course.Select(progress => progress.Readings[index].Value), Width);
            grid.AddRow(Row(now.Readings[index].Name, curve, now.Readings[index].Text, _colors[index % _colors.Length]));
        }
        return new Panel(grid);
    }

    private static IRenderable[] Row(string name, string picture, string value, Color color) =>
        [new Text(name, Color.Grey), new Text(picture, color), new Text(value)];
}
