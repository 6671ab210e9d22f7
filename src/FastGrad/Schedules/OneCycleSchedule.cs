namespace FastGrad;

/// <summary>
/// The rate rises from max / d to max and falls to max / (d·e), once; momentum goes the other way: it falls while the rate rises. The
/// optimizer's own rate does not count. Smith and Topin, "Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates"
/// (2018), as PyTorch's <c>OneCycleLR</c>.
/// </summary>
/// <remarks>After the last step, rate and momentum stay as that step has them.</remarks>
/// <param name="maximum">The highest rate, max; above 0.</param>
/// <param name="steps">Steps of the whole cycle, n; at least 2.</param>
/// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
public sealed class OneCycleSchedule(double maximum, long steps) : Schedule
{
    private readonly double _maximum = Allowed(maximum, maximum is > 0 and < double.PositiveInfinity, "above 0 and finite");
    private readonly long _steps = Allowed(steps, steps >= 2, "at least 2");

    /// <summary>Share of the steps in which the rate rises, s; at least 0 and at most 1.</summary>
    public double RisingShare
    {
        get;
        init => field = Allowed(value, value is >= 0 and <= 1, "at least 0 and at most 1", nameof(RisingShare));
    } = 0.3;

    /// <summary>The line from one rate to the next.</summary>
    public AnnealingShape Shape { get; init; }

    /// <summary>Whether the rate falls as it has risen, back to max / d, and only in a third phase to max / (d·e). The rising share is meant to be
    /// at most ½ then.</summary>
    public bool ThreePhase { get; init; }

    /// <summary>How many times the first rate is below the highest, d; above 0.</summary>
    public double StartDivisor
    {
        get;
        init => field = Allowed(value, value is > 0 and < double.PositiveInfinity, "above 0 and finite", nameof(StartDivisor));
    } = 25;

    /// <summary>How many times the last rate is below the first, e; above 0.</summary>
    public double EndDivisor
    {
        get;
        init => field = Allowed(value, value is > 0 and < double.PositiveInfinity, "above 0 and finite", nameof(EndDivisor));
    } = 1e4;

    /// <summary>Whether momentum is cycled.</summary>
    public bool CycleMomentum { get; init; } = true;

    /// <summary>Momentum where the rate is highest; at least 0 and below 1.</summary>
    public double MinimumMomentum
    {
        get;
        init => field = Allowed(value, value is >= 0 and < 1, "at least 0 and below 1", nameof(MinimumMomentum));
    } = 0.85;

    /// <summary>Momentum at the start and at the end; at least 0 and below 1.</summary>
    public double MaximumMomentum
    {
        get;
        init => field = Allowed(value, value is >= 0 and < 1, "at least 0 and below 1", nameof(MaximumMomentum));
    } = 0.95;

    /// <inheritdoc/>
    public override bool CyclesMomentum => CycleMomentum;

    /// <summary>From max / d up to max at step s·n − 1, then down to max / (d·e) at step n − 1.</summary>
    public override double Rate(long step, double baseRate)
    {
        double first = _maximum / StartDivisor, last = first / EndDivisor;
        (int phase, double share) = Phase(step);
        return phase switch
        {
            0 => Between(first, _maximum, share),
            1 when ThreePhase => Between(_maximum, first, share),
            1 => Between(_maximum, last, share),
            _ => Between(first, last, share),
        };
    }

    /// <summary>From the maximum down to the minimum while the rate rises, and back.</summary>
    public override double? Momentum(long step)
    {
        if (!CycleMomentum)
            return null;
        (int phase, double share) = Phase(step);
        return phase switch
        {
            0 => Between(MaximumMomentum, MinimumMomentum, share),
            1 => Between(MinimumMomentum, MaximumMomentum, share),
            _ => MaximumMomentum,
        };
    }

    /// <summary>Which phase a step belongs to, and how much of it is behind.</summary>
    // Phases end between steps where s·n is no whole number, as PyTorch has it.
    private (int Phase, double Share) Phase(long step)
    {
        double at = Math.Min(step, _steps - 1), peak = RisingShare * _steps - 1, end = _steps - 1;
        if (at <= peak)
            return (0, Share(at, 0, peak));
        if (!ThreePhase)
            return (1, Share(at, peak, end));
        double back = 2 * RisingShare * _steps - 2;
        return at <= back ? (1, Share(at, peak, back)) : (2, Share(at, back, end));
    }

    /// <summary>A phase of no length is behind at once.</summary>
    private static double Share(double at, double start, double end) => end > start ? (at - start) / (end - start) : 1;

    private double Between(double start, double end, double share) =>
        Shape == AnnealingShape.Linear ? Annealing.Linear(start, end, share) : Annealing.Cosine(start, end, share);
}
