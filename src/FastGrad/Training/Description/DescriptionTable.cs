using System.Globalization;
using System.Text;

namespace FastGrad;

/// <summary>Writes a model's description as people know it from other libraries: a row for each layer, then the sums.</summary>
internal static class DescriptionTable
{
    private const string Gap = "  ";

    // The first three columns are words, the others numbers.
    private const int Words = 3;

    private static readonly string[] _head = ["layer", "declared as", "output", "parameters", "FLOPs", "bytes", "activations"];

    public static string Write(ModelDescription model)
    {
        List<string[]> rows = [_head, .. model.Layers.Select(layer => Row(model, layer)), Totals(model)];
        int[] widths = [.. Enumerable.Range(0, _head.Length).Select(column => rows.Max(row => row[column].Length))];
        string rule = new('─', widths.Sum() + Gap.Length * (widths.Length - 1));
        StringBuilder text = new();
        text.Append($"{model.Name}, {(model.Precision == Precision.Double ? "double" : "float")}\n");
        text.Append(rule).Append('\n');
        for (int row = 0; row < rows.Count; row++)
        {
            if (row == 1 || row == rows.Count - 1)
                text.Append(rule).Append('\n');
            text.Append(string.Join(Gap, rows[row].Select((cell, column) =>
                column < Words ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd()).Append('\n');
        }
        text.Append(rule).Append('\n');
        text.Append($"Loss: {model.Loss}{(model.Optimizer.Length == 0 ? "" : $"; learned by {model.Optimizer}")}\n");
        if (model.FrozenCount > 0)
            text.Append($"Frozen parameters, which stay as they are: {Grouped(model.FrozenCount)}\n");
        if (model.BufferCount > 0)
            text.Append($"Buffers, which training gathers and does not learn: {Grouped(model.BufferCount)}\n");
        text.Append($"Workspace of a trainer: {Grouped(model.WorkspaceFixedBytes)} bytes and {Grouped(model.WorkspaceBytesPerExample)} for each example of its capacity");
        return text.ToString();
    }

    private static string[] Row(ModelDescription model, LayerDescription layer) =>
    [
        layer.Name,
        layer.Display,
        layer.Output.ToString(),
        Some(layer.ParameterCount),
        Some(layer.Flops),
        Some(((long)layer.ParameterCount + layer.BufferCount) * model.ElementBytes),
        Grouped((long)layer.Output.Length * model.ElementBytes),
    ];

    private static string[] Totals(ModelDescription model) =>
    [
        "total",
        "",
        "",
        Grouped(model.ParameterCount),
        Grouped(model.Flops),
        Grouped(model.ParameterBytes),
        Grouped(model.ActivationBytes),
    ];

    /// <summary>A number, or nothing for none.</summary>
    private static string Some(long number) => number == 0 ? "" : Grouped(number);

    private static string Grouped(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
