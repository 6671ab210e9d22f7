namespace FastGrad;

/// <summary>
/// The rate times a factor whenever what is reported has stopped getting better: η ← max(η·γ, m), after more than a number of reports in a
/// row that are no better than the best so far. PyTorch's <c>ReduceLROnPlateau</c>, "torch.optim.lr_scheduler" (2022).
/// </summary>
/// <remarks>
/// Call <see cref="Report"/> at the end of each epoch, say with the loss on data that the model does not learn from. The step does not
/// count. What it remembers belongs to one training: a trainer needs one of its own.
/// </remarks>
public sealed class ReduceOnPlateauSchedule : Schedule
{
    private static readonly string[] _stateNames = ["best", "badReports", "cooldownLeft", "reductions"];

    private double? _best;

    /// <summary>What the rate is multiplied with, γ; at least 0 and below 1.</summary>
    public double Factor
    {
        get;
        init => field = Allowed(value, value is >= 0 and < 1, "at least 0 and below 1", nameof(Factor));
    } = 0.1;

    /// <summary>Reports in a row that may be no better than the best before the rate falls; at least 0.</summary>
    public long Patience
    {
        get;
        init => field = Allowed(value, value >= 0, "at least 0", nameof(Patience));
    } = 10;

    /// <summary>How much better than the best a report must be to count as better; at least 0.</summary>
    public double Threshold
    {
        get;
        init => field = Allowed(value, value is >= 0 and < double.PositiveInfinity, "at least 0 and finite", nameof(Threshold));
    } = 1e-4;

    /// <summary>Whether <see cref="Threshold"/> is itself the difference, rather than a share of the best.</summary>
    public bool ThresholdIsAbsolute { get; init; }

    /// <summary>Whether more is better, as of an accuracy; else less is, as of a loss.</summary>
    public bool Maximize { get; init; }

    /// <summary>Reports after a reduction in which none is counted as bad; at least 0.</summary>
    public long Cooldown
    {
        get;
        init => field = Allowed(value, value >= 0, "at least 0", nameof(Cooldown));
    }

    /// <summary>The least rate, m; at least 0.</summary>
    public double Minimum
    {
        get;
        init => field = Allowed(value, value is >= 0 and < double.PositiveInfinity, "at least 0 and finite", nameof(Minimum));
    }

    /// <summary>A reduction by no more than this is not made, ε; at least 0.</summary>
    public double Epsilon
    {
        get;
        init => field = Allowed(value, value is >= 0 and < double.PositiveInfinity, "at least 0 and finite", nameof(Epsilon));
    } = 1e-8;

    /// <summary>The best report so far; ∞, or where more is better −∞, before the first.</summary>
    public double Best => _best ?? (Maximize ? double.NegativeInfinity : double.PositiveInfinity);

    /// <summary>Reports since the best one, or since the last reduction or cooldown.</summary>
    public long BadReports { get; private set; }

    /// <summary>Reports that are still to pass before bad ones count.</summary>
    public long CooldownLeft { get; private set; }

    /// <summary>How often the rate has been told to fall.</summary>
    public long Reductions { get; private set; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateNames => _stateNames;

    /// <summary>Tells how training goes. What follows from it holds from the next update on.</summary>
    /// <param name="metric">The loss, or what else is to get better. NaN is never better.</param>
    public void Report(double metric)
    {
        if (IsBetter(metric))
        {
            _best = metric;
            BadReports = 0;
        }
        else
        {
            BadReports++;
        }
        if (CooldownLeft > 0)
        {
            CooldownLeft--;
            BadReports = 0;
        }
        if (BadReports > Patience)
        {
            Reductions++;
            CooldownLeft = Cooldown;
            BadReports = 0;
        }
    }

    /// <summary>η ← max(η·γ, m), as often as it has been told to fall.</summary>
    // From the base rate each time: the rate is then a function of what is remembered, and of nothing else.
    public override double Rate(long step, double baseRate)
    {
        double rate = baseRate;
        for (long reduction = 0; reduction < Reductions; reduction++)
        {
            double lower = Math.Max(rate * Factor, Minimum);
            // What one reduction does not move, the next ones do not either.
            if (!(rate - lower > Epsilon))
                break;
            rate = lower;
        }
        return rate;
    }

    /// <inheritdoc/>
    public override void GetState(Span<double> state)
    {
        (state[0], state[1], state[2], state[3]) = (Best, BadReports, CooldownLeft, Reductions);
    }

    /// <inheritdoc/>
    public override void SetState(ReadOnlySpan<double> state)
    {
        for (int index = 1; index < _stateNames.Length; index++)
            if (!(state[index] is >= 0 and < 1L << 53 && Math.Floor(state[index]) == state[index]))
                throw new ArgumentException($"Got {state[index]} for {_stateNames[index]}, which counts.", nameof(state));
        if (double.IsNaN(state[0]))
            throw new ArgumentException("Got NaN as the best report, which is never better than another.", nameof(state));
        (_best, BadReports, CooldownLeft, Reductions) = (state[0], (long)state[1], (long)state[2], (long)state[3]);
    }

    private bool IsBetter(double metric) => (Maximize, ThresholdIsAbsolute) switch
    {
        (false, false) => metric < Best * (1 - Threshold),
        (false, true) => metric < Best - Threshold,
        (true, false) => metric > Best * (1 + Threshold),
        (true, true) => metric > Best + Threshold,
    };
}
