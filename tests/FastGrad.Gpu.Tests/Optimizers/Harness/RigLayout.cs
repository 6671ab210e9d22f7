using FastGrad.Training;

namespace FastGrad.Gpu.Tests.Optimizers.Harness;

/// <summary>Where a model's weights lie, as a trainer tells its device.</summary>
public sealed class RigLayout
{
    private readonly ParameterDefinition[] _definitions;

    internal RigLayout(ReadOnlySpan<ParameterDefinition> definitions, GroupedParameters groups, int slots, int constants)
    {
        _definitions = definitions.ToArray();
        Length = _definitions.Max(definition => definition.Offset + definition.Shape.Length);
        int rows = (Length + 15) / 16;
        Slots = slots;
        // Longer than the weights, so that nothing passes that takes one for the other.
        SlotStride = 16 * rows + 48;
        GroupStride = constants;
        ConstantStride = constants * groups.Groups.Length;
        Groups = new int[rows];
        foreach (ParameterDefinition definition in _definitions)
        {
            int group = definition.IsFrozen ? GroupedParameters.None : groups.GroupAt(definition.Offset);
            Groups.AsSpan(definition.Offset / 16, (definition.Shape.Length + 15) / 16).Fill(group);
        }
        (int Offset, int Length)[] moved = [.. _definitions.Where(definition => !definition.IsFrozen).Select(definition => (definition.Offset, definition.Shape.Length))];
        TensorCount = moved.Length;
        int[] tensors = [.. Enumerable.Repeat(-1, rows), moved.Length, .. moved.SelectMany(tensor => new[] { tensor.Offset, tensor.Length })];
        for (int i = 0; i < moved.Length; i++)
            tensors.AsSpan(moved[i].Offset / 16, (moved[i].Length + 15) / 16).Fill(i);
        Tensors = tensors;
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
