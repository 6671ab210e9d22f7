using System.Text.Json;

namespace FastGrad.Models.Tests.Library;

/// <summary>What forms.py wrote.</summary>
internal static class FormData
{
    private static readonly JsonElement _document = Read();

    /// <summary>x, value and derivative.</summary>
    public static double[][] Activation(string text) => Rows(_document.GetProperty("activations").GetProperty(text));

    /// <summary>Output, target, value and derivative by the output.</summary>
    public static double[][] Loss(string text) => Rows(_document.GetProperty("losses").GetProperty(text));

    public static IEnumerable<FormBatch> Batches(string text) =>
        _document.GetProperty("batches").GetProperty(text).EnumerateArray().Select(batch => new FormBatch(
            Numbers(batch.GetProperty("outputs")),
            Numbers(batch.GetProperty("targets")),
            Number(batch.GetProperty("loss")),
            Numbers(batch.GetProperty("gradient"))));

    private static double[][] Rows(JsonElement rows) => [.. rows.EnumerateArray().Select(Numbers)];

    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(Number)];

    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : value.GetString() switch
    {
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => double.NaN,
    };

    private static JsonElement Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Library", "forms.json")));
        return document.RootElement.Clone();
    }
}

/// <summary>A batch of three outputs an example.</summary>
internal sealed record FormBatch(double[] Outputs, double[] Targets, double Loss, double[] Gradient);
