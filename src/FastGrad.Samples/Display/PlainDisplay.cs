namespace FastGrad.Samples.Display;

/// <summary>A line per report: for a pipe, a file, a build server.</summary>
public sealed class PlainDisplay(TextWriter output) : ITrainingDisplay
{
    private const string Gap = "  ";

    public void Title(string text) => output.WriteLine(text);

    public void Train(int rounds, Action<Action<Progress>> training, string unit) => training(progress =>
        output.WriteLine(string.Join(
            ", ", progress.Readings.Select(reading => $"{reading.Name} {reading.Text}").Prepend($"{unit} {progress.Round}/{rounds}"))));

    public void Summary(IReadOnlyList<(string Name, string Value)> rows)
    {
        foreach ((string name, string value) in rows)
            output.WriteLine($"{name}: {value}");
    }

    public void Table(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        int[] widths = [.. columns.Select((column, index) => rows.Select(row => row[index].Length).Append(column.Length).Max())];
        foreach (IReadOnlyList<string> row in rows.Prepend(columns))
            output.WriteLine(string.Join(Gap, row.Select((cell, index) => index == 0 ? cell.PadRight(widths[index]) : cell.PadLeft(widths[index]))));
    }
}
