namespace FastGrad;

/// <summary>What eager code on this thread stands for: one example of a batch in a run of <see cref="Eager"/>, or one alone.</summary>
internal sealed class Example(int index, bool isTraining, ulong seed, ulong call, Meeting? meeting)
{
    [ThreadStatic]
    private static Example? _current;

    private int _streams;

    /// <summary>This thread's; outside of a run an example alone, not in training.</summary>
    public static Example Current => _current ??= new Example(0, false, 0, 0, null);

    public int Index => index;

    public bool IsTraining => isTraining;

    public ulong Seed => seed;

    public ulong Call => call;

    public int Batch => meeting?.Size ?? 1;

    /// <summary>Makes this the thread's example.</summary>
    public void Enter() => _current = this;

    /// <summary>Counts the random operations of a run, in program order.</summary>
    public int NextStream() => _streams++;

    /// <summary>What all examples bring to an operation over the batch, in their order.</summary>
    public IReadOnlyList<Tensor> Meet(string operation, Tensor value) => meeting?.Meet(index, operation, value) ?? [value];
}
