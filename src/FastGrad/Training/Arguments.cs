using System.Numerics;
using FastGrad.Memory;

namespace FastGrad.Training;

/// <summary>The checks at the public edge. Below it, nothing is checked.</summary>
internal static class Arguments
{
    /// <summary>That buffers as long as a capacity asks for can exist.</summary>
    public static void Capacity<T>(int capacity, int fixedLength, ProgramLayout layout, int exampleLength) where T : unmanaged
    {
        int longest = 1;
        foreach (int length in (ReadOnlySpan<int>)[exampleLength, layout.InputLength, layout.OutputLength, layout.TargetLength, layout.StateLength])
            longest = Math.Max(longest, length);
        int largest = (PinnedBuffer<T>.MaximumLength - fixedLength) / longest;
        if (capacity < 1 || capacity > largest)
            throw new ArgumentOutOfRangeException(
                "batchCapacity", capacity, $"The capacity must be at least 1 and, for this model, at most {largest}.");
    }

    /// <summary>How many examples the inputs hold.</summary>
    public static int Batch(int length, int inputLength, int capacity, string name = "inputs")
    {
        int batch = length / inputLength;
        if (batch < 1 || batch > capacity || batch * inputLength != length)
            throw new ArgumentException($"Got {length} numbers, but a batch is 1 to {capacity} examples of {inputLength} each.", name);
        return batch;
    }

    /// <summary>That there is just what a batch needs.</summary>
    public static void Length(int length, int batch, int perExample, string name)
    {
        if (length != (long)batch * perExample)
            throw new ArgumentException(
                $"Got {length} numbers, but {batch} examples need {perExample} each, {(long)batch * perExample} together.", name);
    }

    /// <summary>That there is just what a batch needs of an input.</summary>
    public static void Input<T>(InputLayout input, ReadOnlySpan<T> values, int batch) => Length(values.Length, batch, input.Length, input.Name);

    /// <summary>That there is just what a batch needs of an input of whole numbers, and that they point into what they index.</summary>
    public static void Input(InputLayout input, ReadOnlySpan<int> values, int batch)
    {
        Length(values.Length, batch, input.Length, input.Name);
        Indices(values, input.IndexLimit, input.Name);
    }

    /// <summary>That all labels are classes, or say that their examples do not count.</summary>
    public static void Labels(ReadOnlySpan<int> targets, TargetLayout layout)
    {
        for (int example = 0; example < targets.Length; example++)
            if ((uint)targets[example] >= (uint)layout.LabelCount && targets[example] != layout.IgnoreLabel)
                throw new ArgumentOutOfRangeException(
                    layout.Name, targets[example],
                    $"Label {example} is {targets[example]}, but a label must be at least 0 and below {layout.LabelCount}"
                    + (layout.IgnoreLabel is int ignored ? $", or {ignored} for an example that does not count." : "."));
    }

    /// <summary>That all indices point into what they index.</summary>
    public static void Indices(ReadOnlySpan<int> indices, int limit, string name)
    {
        for (int index = 0; index < indices.Length; index++)
            if ((uint)indices[index] >= (uint)limit)
                throw new ArgumentOutOfRangeException(
                    name, indices[index],
                    $"Index {index} is {indices[index]}, but an index must be at least 0 and below {limit}.");
    }

    /// <summary>That a mean over weighted examples exists.</summary>
    public static void Weights<T>(ReadOnlySpan<T> weights, string name) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool counts = false;
        for (int example = 0; example < weights.Length; example++)
        {
            T weight = weights[example];
            if (!(T.IsFinite(weight) && weight >= T.Zero))
                throw new ArgumentOutOfRangeException(
                    name, weight, string.Create(
                        System.Globalization.CultureInfo.InvariantCulture,
                        $"Weight {example} is {weight}, but a weight must be finite and at least 0."));
            counts |= weight > T.Zero;
        }
        if (!counts)
            throw new ArgumentException($"Got {weights.Length} weights that are all 0, but at least one example must count.", name);
    }
}
