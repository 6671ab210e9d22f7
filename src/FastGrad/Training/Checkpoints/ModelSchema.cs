using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace FastGrad.Training;

/// <summary>
/// What must be the same for a model's numbers to mean the same: precision, each layer's kind, name and output, each parameter's and
/// buffer's name and shape. Settings that change no shape, such as dropout's rate, may differ.
/// </summary>
internal static class ModelSchema
{
    /// <summary>Its SHA-256, in hexadecimal digits: the same in every process and on every machine.</summary>
    public static string Hash<T>(ModelDescription? model, ParameterSet<T> parameters, ParameterSet<T> buffers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        StringBuilder text = new();
        text.Append($"{ElementFormat.Of<T>()}\n");
        foreach (LayerDescription layer in model?.Layers ?? [])
            text.Append($"layer {layer.Name} {Kind(layer.Display)} {layer.Output}\n");
        foreach (Parameter<T> parameter in parameters)
            text.Append($"parameter {parameter.Name} {parameter.Shape}\n");
        foreach (Parameter<T> buffer in buffers)
            text.Append($"buffer {buffer.Name} {buffer.Shape}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Of <c>Dense(32)</c>, <c>Dense</c>.</summary>
    private static string Kind(string display) => display.Split('(')[0];
}
