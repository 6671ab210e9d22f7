namespace FastGrad.Training;

/// <summary>
/// How far a trainer that gathers several batches' gradients is. Between updates nothing is gathered, and there is nothing to say: such a file fits
/// a trainer that gathers any number of batches. In the middle of an update it fits only one that gathers as many, as each batch went in by its
/// share of the whole.
/// </summary>
internal static class AccumulationCheckpoint
{
    private const string Steps = "accumulation.steps", Taken = "accumulation.taken", First = "accumulation.first", Examples = "accumulation.examples";

    public static void Write(Accumulation accumulation, MetadataNumbers numbers)
    {
        if (accumulation.IsEmpty)
            return;
        (int taken, int first, long examples) = accumulation.Progress;
        numbers.Write(Steps, (ulong)accumulation.Steps);
        numbers.Write(Taken, (ulong)taken);
        numbers.Write(First, (ulong)first);
        numbers.Write(Examples, (ulong)examples);
    }

    /// <exception cref="CheckpointException">It was on the way to another number of batches than this trainer's.</exception>
    public static (int Taken, int First, long Examples) Read(Accumulation accumulation, MetadataNumbers numbers)
    {
        if (numbers.Word(Taken) is null)
            return default;
        (ulong steps, ulong taken) = (numbers.ReadWhole(Steps), numbers.ReadWhole(Taken));
        (ulong first, ulong examples) = (numbers.ReadWhole(First), numbers.ReadWhole(Examples));
        if (steps != (ulong)accumulation.Steps)
            throw numbers.Fail($"The file has gathered {taken} of {steps} batches, but this trainer moves weights after {accumulation.Steps}. "
                + $"Give it TrainerOptions.AccumulationSteps = {steps}; a file that is saved between updates fits any.");
        if (taken == 0 || taken >= steps || first == 0 || first > int.MaxValue || examples < first || examples > long.MaxValue)
            throw numbers.Fail(
                $"The file has gathered {taken} of {steps} batches, {examples} examples, {first} of them in the first: that cannot be.");
        return ((int)taken, (int)first, (long)examples);
    }
}
