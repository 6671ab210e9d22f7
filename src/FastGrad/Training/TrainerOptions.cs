namespace FastGrad;

/// <summary>How a trainer works, apart from what it computes.</summary>
public sealed class TrainerOptions
{
    /// <summary>Of the random numbers that the model draws while it trains, such as dropout's: the same seed, the same numbers.</summary>
    public ulong Seed { get; init; }
}
