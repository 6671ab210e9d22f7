using FastGrad.Devices;
using FastGrad.Training;

namespace FastGrad.Gpu.Tests.Optimizers.Harness;

/// <summary>Where a model's weights lie, as a trainer tells its device.</summary>
public sealed class RigLayout
{
    private readonly ParameterDefinition[] _definitions;

    internal RigLayout(ReadOnlySpan<ParameterDefinition> definitions, GroupedParameters groups, int slots, int constants)
    {
        _definitions = definitions.ToArray();
        Length = WeightMaps.PaddedLength(_definitions.Max(definition => definition.Offset + definition.Shape.Length));
        Slots = slots;
        // Longer than the weights, so that nothing passes that takes one for the other.
        SlotStride = Length + 48;
        GroupStride = constants;
        ConstantStride = constants * groups.Groups.Length;
        Groups = WeightMaps.Groups(groups, Length);
        Tensors = WeightMaps.Tensors(groups, Length);
        TensorCount = groups.Tensors.Length;
    }

    /// <summary>Elements from the first weight to the last.</summary>
    public int Length { get; }

    public int Slots { get; }

    public int SlotStride { get; }

    public int GroupStride { get; }

    public int ConstantStride { get; }

    public int[] Groups { get; }

    public int[] Tensors { get; }

    public int TensorCount { get; }

    /// <summary>All values, one parameter after the other, as they lie; what is between them is 0.</summary>
    public double[] Spread(double[] values)
    {
        double[] spread = new double[Length];
        int start = 0;
        foreach (ParameterDefinition definition in _definitions)
        {
            values.AsSpan(start, definition.Shape.Length).CopyTo(spread.AsSpan(definition.Offset));
            start += definition.Shape.Length;
        }
        return spread;
    }

    /// <summary>The values without what is between them.</summary>
    public double[] Gather(ReadOnlySpan<double> spread)
    {
        List<double> values = [];
        foreach (ParameterDefinition definition in _definitions)
            values.AddRange(spread.Slice(definition.Offset, definition.Shape.Length));
        return [.. values];
    }
}
