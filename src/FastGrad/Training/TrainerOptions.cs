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

    /// <summary>
    /// What is cut off gradients before they move weights; null for nothing. <see cref="ITrainer.Clipping"/> changes it between steps.
    /// </summary>
    public GradientClipping? Clipping { get; init; }

    /// <summary>
    /// Calls of <c>Step</c> whose batches move the weights once, at the last of them, by the mean gradient over all their examples: k of them
    /// learn what one batch k times as large would. At least 1. The phases are left alone: there, what was gathered since
    /// <see cref="ITrainer.ZeroGradients"/> is added up, whatever its batches' sizes.
    /// </summary>
    /// <remarks>
    /// Batches of different sizes count by their examples; where all losses are sums over examples (<see cref="Reduction.Sum"/>), gradients just
    /// add; a sum beside a mean is refused when the trainer is made. <see cref="ITrainer.Update"/> ends it early, by the mean over what there is.
    /// It is the same as one large batch for losses that are a mean or a sum of what each example gives by itself. It is not for what looks at a
    /// batch as a whole: the root in <c>Rmse</c>, Dice and Jaccard over the batch, means weighted by examples or classes or with labels that are
    /// ignored (a batch counts by its examples, not by their weights), and layers such as batch normalisation.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int AccumulationSteps
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(AccumulationSteps), value, $"Got {value} steps, but at least 1 must be made before weights move.");
    } = 1;

    /// <summary>
    /// Share d of <see cref="ITrainer{T}.Average"/> kept at each update: a ← d·a + (1 − d)·w; at least 0 and below 1, typically 0.99 to 0.9999. Null
    /// for no average.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0, 1 or more, or NaN.</exception>
    public double? AverageDecay
    {
        get;
        init => field = value is null or (>= 0 and < 1)
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(AverageDecay), value, string.Create(
                    System.Globalization.CultureInfo.InvariantCulture, $"Got {value} as the share to keep, but it must be at least 0 and below 1."));
    }

    /// <summary>How the loss is scaled on a GPU, of a model in mixed precision (<see cref="ModelAttribute.MixedPrecision"/>).</summary>
    public LossScaling LossScaling { get; init; } = new();

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
