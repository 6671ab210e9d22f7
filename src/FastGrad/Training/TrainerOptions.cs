namespace FastGrad;

/// <summary>How a trainer works, apart from what it computes.</summary>
public sealed class TrainerOptions
{
    private const int MostThreads = 256;

    /// <summary>Of the random numbers that the model draws while it trains, such as dropout's: the same seed, the same numbers.</summary>
    public ulong Seed { get; init; }

    /// <summary>How the learning rate changes from step to step; null leaves it as it is. See <see cref="ITrainer.Schedule"/>.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>
    /// Threads that work on each call, the caller's included; 1 to 256. They are started when there first is something to share and end when the trainer is disposed of.
    /// Their number changes no bit of any result, and what is too small to gain stays on the caller's thread. Ask for as many as there are
    /// processors to spare, at most: threads wait for each other. Predictors work on their caller's thread alone.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1 or more than 256.</exception>
    public int Threads
    {
        get;
        init => field = value is >= 1 and <= MostThreads
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(Threads), value, $"Got {value} threads, but a trainer works with 1 to {MostThreads}.");
    } = DefaultThreads;

    /// <summary>For tests: what a trainer has that is told nothing else.</summary>
    internal static int DefaultThreads { get; set; } = 1;

    /// <summary>For tests: <see cref="LeastWork"/> of a trainer that is told nothing else.</summary>
    internal static long DefaultLeastWork { get; set; } = 1 << 18;

    /// <summary>
    /// Floating-point operations that a part of a kernel's work must be worth. Sharing costs a third of a microsecond where all are awake;
    /// a core makes this many in one or a few.
    /// </summary>
    internal long LeastWork { get; init; } = DefaultLeastWork;
}
