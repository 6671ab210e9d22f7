using System.Globalization;

namespace FastGrad.Bench;

/// <summary>Where results go: tables in Markdown for people, or lines for <c>bench/peers/compare.sh</c>.</summary>
/// <param name="writer">Takes the text.</param>
/// <param name="asCsv">Lines of name, batch, way, µs and flops, and nothing else.</param>
internal sealed class Report(TextWriter writer, bool asCsv)
{
    private string? _title;

    /// <summary>Stands over whatever comes next, if anything does.</summary>
    public void Title(string title) => _title = title;

    public void Line(FormattableString text)
    {
        if (asCsv)
            return;
        if (_title is not null)
            writer.WriteLine($"## {_title}\n");
        _title = null;
        writer.WriteLine(text.ToString(CultureInfo.InvariantCulture));
    }

    /// <param name="columns">Their heads; all but the first are numbers.</param>
    /// <param name="rows">Cells that are formatted as the columns ask.</param>
    public void Table(string[] columns, IEnumerable<FormattableString[]> rows)
    {
        Line($"| {string.Join(" | ", columns)} |");
        Line($"|---|{string.Concat(Enumerable.Repeat("---:|", columns.Length - 1))}");
        foreach (FormattableString[] row in rows)
            Line($"| {string.Join(" | ", row.Select(cell => cell.ToString(CultureInfo.InvariantCulture)))} |");
        Line($"");
    }

    public void Csv(IEnumerable<Measurement> measurements)
    {
        foreach (Measurement measured in measurements)
            Csv(measured.Workload.Name, measured.Workload.Batch, measured.Workload.Way, measured.Microseconds, measured.Workload.Flops);
    }

    public void Csv(string name, int batch, string way, double microseconds, long flops = 0)
    {
        if (asCsv)
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name},{batch},{way},{microseconds:R},{flops}"));
    }
}
