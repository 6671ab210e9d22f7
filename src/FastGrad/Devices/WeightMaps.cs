using FastGrad.Training;

namespace FastGrad.Devices;

/// <summary>Of each run of weights what it belongs to, as kernels look it up that work on all weights alike.</summary>
internal static class WeightMaps
{
    /// <summary>Weights of a run. No parameter begins or ends within the run of another.</summary>
    public const int Run = 16;

    private const int Nothing = -1;

    /// <summary>Weights up to the end of the last run.</summary>
    public static int PaddedLength(int length) => (length + Run - 1) / Run * Run;

    /// <summary>The group of parameters that a run is moved with.</summary>
    public static int[] Groups(GroupedParameters parameters, int length) => Fill(parameters, length, parameters.GroupOf);

    /// <summary>
    /// The tensor that a run is a part of; behind that how many tensors there are, and of each the first weight and how many it has.
    /// </summary>
    public static int[] Tensors(GroupedParameters parameters, int length)
    {
        List<int> table = [.. Fill(parameters, length, tensor => tensor), parameters.Tensors.Length];
        foreach ((int offset, int elements) in parameters.Tensors)
            table.AddRange([offset, elements]);
        return [.. table];
    }

    /// <summary>That each run belongs to one parameter.</summary>
    public static void Require(ReadOnlySpan<ParameterDefinition> parameters)
    {
        foreach (ParameterDefinition parameter in parameters)
            if (parameter.Offset % Run != 0)
                throw new ArgumentException(
                    $"'{parameter.Name}' begins at {parameter.Offset}, but on a device a parameter begins at a multiple of {Run}.",
                    nameof(parameters));
    }

    private static int[] Fill(GroupedParameters parameters, int length, Func<int, int> value)
    {
        int[] map = new int[PaddedLength(length) / Run];
        Array.Fill(map, Nothing);
        for (int tensor = 0; tensor < parameters.Tensors.Length; tensor++)
        {
            (int offset, int elements) = parameters.Tensors[tensor];
            map.AsSpan(offset / Run, PaddedLength(elements) / Run).Fill(value(tensor));
        }
        return map;
    }
}
