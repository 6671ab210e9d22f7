namespace FastGrad.Training;

/// <summary>Which of a model's parameters an optimizer moves alike, and which not at all.</summary>
internal sealed class GroupedParameters
{
    /// <summary>The group of what is frozen.</summary>
    public const int None = -1;

    private readonly ParameterGroup[] _groups;
    private readonly (int Offset, int Length)[] _tensors;
    private readonly int[] _groupOfTensor;
    private readonly Segment[] _segments;

    /// <param name="parameters">As the model declares them.</param>
    /// <param name="usesDecay">Whether the optimizer has a weight decay: where not, its factors make no difference.</param>
    public GroupedParameters(ReadOnlySpan<ParameterDefinition> parameters, bool usesDecay)
    {
        // Not queries: their classes for values cost a new process milliseconds.
        List<ParameterGroup> groups = [];
        List<(int, int)> tensors = [];
        List<int> groupOfTensor = [];
        ParameterDefinition[] sorted = parameters.ToArray();
        Array.Sort(sorted, static (left, right) => left.Offset.CompareTo(right.Offset));
        List<Segment> segments = [];
        foreach (ParameterDefinition parameter in sorted)
        {
            int group = parameter.IsFrozen ? None : IndexOf(groups, new(parameter.LearningRateFactor, usesDecay ? parameter.DecayFactor : 1));
            int end = parameter.Offset + parameter.Shape.Length;
            if (group != None)
            {
                tensors.Add((parameter.Offset, parameter.Shape.Length));
                groupOfTensor.Add(group);
            }
            if (segments.Count > 0 && segments[^1].Group == group)
                segments[^1] = segments[^1] with { End = end };
            else
                segments.Add(new(parameter.Offset, end, group));
        }
        // Something is prepared even where nothing is moved: what is kept per step goes on.
        _groups = groups.Count > 0 ? [.. groups] : [new(1, 1)];
        _tensors = [.. tensors];
        _groupOfTensor = [.. groupOfTensor];
        _segments = [.. segments];
    }

    /// <summary>The distinct groups; at least one.</summary>
    public ReadOnlySpan<ParameterGroup> Groups => _groups;

    /// <summary>The parameters that are not frozen, in the order in which they lie.</summary>
    public ReadOnlySpan<(int Offset, int Length)> Tensors => _tensors;

    /// <summary>Runs of neighbours of one group, or of none, in the order in which they lie.</summary>
    public ReadOnlySpan<Segment> Segments => _segments;

    /// <summary>Whether all parameters are one group, and so no one need ask.</summary>
    public bool IsOne => _segments.Length <= 1 && _tensors.Length > 0;

    /// <summary>The group of one of <see cref="Tensors"/>.</summary>
    public int GroupOf(int tensor) => _groupOfTensor[tensor];

    /// <summary>The group of what lies at a place; <see cref="None"/> where it is frozen.</summary>
    public int GroupAt(nint offset)
    {
        int low = 0, high = _segments.Length - 1;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (offset < _segments[middle].End)
                high = middle;
            else
                low = middle + 1;
        }
        return _segments[low].Group;
    }

    private static int IndexOf(List<ParameterGroup> groups, ParameterGroup group)
    {
        int index = groups.IndexOf(group);
        if (index >= 0)
            return index;
        groups.Add(group);
        return groups.Count - 1;
    }

    /// <summary>Elements from an offset up to another, gaps included, and their group.</summary>
    internal readonly record struct Segment(int Offset, int End, int Group);
}
