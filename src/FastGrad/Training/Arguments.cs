namespace FastGrad.Training;

/// <summary>The checks at the public edge. Below it, nothing is checked.</summary>
internal static class Arguments
{
    /// <summary>How many examples the inputs hold.</summary>
    public static int Batch(int length, int inputLength, int capacity)
    {
        int batch = length / inputLength;
        if (batch < 1 || batch > capacity || batch * inputLength != length)
            throw new ArgumentException(
                $"Got {length} numbers, but a batch is 1 to {capacity} examples of {inputLength} each.",
                "inputs");
        return batch;
    }

    /// <summary>That there is just what a batch needs.</summary>
    public static void Length(int length, int batch, int perExample, string name)
    {
        if (length != (long)batch * perExample)
            throw new ArgumentException(
                $"Got {length} numbers, but {batch} examples need {perExample} each, {(long)batch * perExample} together.", name);
    }

    /// <summary>That all labels are classes.</summary>
    public static void Labels(ReadOnlySpan<int> targets, int classes)
    {
        for (int example = 0; example < targets.Length; example++)
            if ((uint)targets[example] >= (uint)classes)
                throw new ArgumentOutOfRangeException(
                    nameof(targets), targets[example],
                    $"Label {example} is {targets[example]}, but a label must be at least 0 and below {classes}.");
    }
}
