namespace FastGrad.Training;

/// <summary>How far a trainer that gathers several batches' gradients is. One that does not has nothing to say.</summary>
internal static class AccumulationCheckpoint
{
    private const string Taken = "accumulation.taken", First = "accumulation.first", Examples = "accumulation.examples";

    public static void Write(Accumulation accumulation, MetadataNumbers numbers)
    {
        if (accumulation.Steps == 1)
            return;
        (int taken, int first, long examples) = accumulation.Progress;
        numbers.Write(Taken, (ulong)taken);
        numbers.Write(First, (ulong)first);
        numbers.Write(Examples, (ulong)examples);
    }

    /// <exception cref="CheckpointException">It is further than this trainer can be.</exception>
    public static (int Taken, int First, long Examples) Read(Accumulation accumulation, MetadataNumbers numbers)
    {
        if (accumulation.Steps == 1)
            return default;
        (ulong taken, ulong first, ulong examples) = (numbers.ReadWhole(Taken), numbers.ReadWhole(First), numbers.ReadWhole(Examples));
        if (taken >= (ulong)accumulation.Steps)
            throw numbers.Fail($"The file has gathered {taken} batches, but this trainer moves weights after {accumulation.Steps}.");
        if (first > int.MaxValue || examples > long.MaxValue || (taken > 0 && (first == 0 || examples < first)))
            throw numbers.Fail($"The file has gathered {taken} batches of {examples} examples, {first} of them in the first: that cannot be.");
        return ((int)taken, (int)first, (long)examples);
    }
}
