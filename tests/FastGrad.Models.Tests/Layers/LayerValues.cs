using System.Numerics;

namespace FastGrad.Models.Tests.Layers;

/// <summary>A model's parameters and buffers as tensors, by their names: <c>Dense1.Weight</c>.</summary>
internal sealed class LayerValues(Dictionary<string, Tensor> parameters, Dictionary<string, Tensor> buffers)
{
    public Dictionary<string, Tensor> Parameters { get; } = parameters;

    public Dictionary<string, Tensor> Buffers { get; } = buffers;

    public static LayerValues Of<T>(IModel<T> model) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(Tensors(model.Parameters), Tensors(model.Buffers));

    /// <summary>The parameter that a model of one layer has under this name.</summary>
    public Tensor this[string name] => Parameters.Single(entry => entry.Key.EndsWith("." + name)).Value;

    /// <summary>One layer's parameters, by the names that its formula has for them.</summary>
    public LayerValues Of(string layer) => new(Parameters.Where(entry => entry.Key.StartsWith(layer + ".")).ToDictionary(), []);

    /// <summary>For an example that leaves something in its buffers.</summary>
    public LayerValues Copy() => new(new(Parameters), new(Buffers));

    /// <summary>Each parameter moved some way along a direction of its own.</summary>
    public LayerValues Moved(Dictionary<string, Tensor> direction, double step) =>
        new(Parameters.ToDictionary(entry => entry.Key, entry => entry.Value + step * direction[entry.Key]), new(Buffers));

    public static Dictionary<string, Tensor> Tensors<T>(ParameterSet<T> values) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Dictionary<string, Tensor> tensors = [];
        foreach (Parameter<T> parameter in values)
        {
            double[] numbers = [.. parameter.Values.ToArray().Select(double.CreateTruncating)];
            tensors.Add(parameter.Name, new Tensor(parameter.Shape, numbers));
        }
        return tensors;
    }
}
