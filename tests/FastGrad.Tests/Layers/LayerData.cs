using System.Text.Json;

namespace FastGrad.Tests.Layers;

/// <summary>PyTorch's values of one layer, as layers.py wrote them.</summary>
internal sealed class LayerData(string layer)
{
    private static readonly JsonElement _document = Read();

    private readonly JsonElement _layer = _document.GetProperty(layer);

    /// <summary>A tensor by its name.</summary>
    public Tensor this[string name]
    {
        get
        {
            JsonElement tensor = _layer.GetProperty(name);
            return new(
                new Shape([.. tensor.GetProperty("shape").EnumerateArray().Select(length => length.GetInt32())]),
                [.. tensor.GetProperty("values").EnumerateArray().Select(value => value.GetDouble())]);
        }
    }

    private static JsonElement Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Layers", "layers.json")));
        return document.RootElement.Clone();
    }
}
