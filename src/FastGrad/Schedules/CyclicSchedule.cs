namespace FastGrad;

/// <summary>
/// The rate goes up from the base rate to a maximum and back in straight lines, again and again: ηₜ = η + (max − η)·x·h, with x from 0 to 1 and
/// back in each cycle and h the cycle's height: 1 (triangular), 2^−(cycles before) (triangular2) or γᵗ (exponential range). Momentum goes the
/// other way. Smith, "Cyclical Learning Rates for Training Neural Networks" (2017), as PyTorch's <c>CyclicLR</c>.
/// </summary>
/// <param name="maximum">The highest rate, max; at least 0, and meant to be above the base rate.</param>
/// <param name="stepsUp">Steps from the base rate up to the maximum; at least 1.</param>
/// <param name="stepsDown">Steps from there back; at least 1, or null for as many as up.</param>
/// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
public sealed class CyclicSchedule(double maximum, long stepsUp = 2000, long? stepsDown = null) : Schedule
{
    private const long MostSteps = long.MaxValue / 2;

    private readonly double _maximum = Allowed(maximum, maximum is >= 0 and < double.PositiveInfinity, "at least 0 and finite");
    private readonly long _up = Allowed(stepsUp, stepsUp is >= 1 and <= MostSteps, "at least 1 and below 2⁶²");
    private readonly long _down = Allowed(
        stepsDown ?? stepsUp, stepsDown is null or (>= 1 and <= MostSteps), "at least 1 and below 2⁶²", nameof(stepsDown));

    /// <summary>How high the cycles are.</summary>
    public CyclicShape Shape { get; init; }

    /// <summary>What <see cref="CyclicShape.ExponentialRange"/> multiplies the height with from step to step, γ; above 0 and at most 1.</summary>
    public double Decay
    {
        get;
        init => field = Allowed(value, value is > 0 and <= 1, "above 0 and at most 1", nameof(Decay));
    } = 1;

    /// <summary>Whether momentum is cycled.</summary>
    public bool CycleMomentum { get; init; } = true;

    /// <summary>Momentum where the rate is highest; at least 0 and below 1.</summary>
    public double MinimumMomentum
    {
        get;
        init => field = Allowed(value, value is >= 0 and < 1, "at least 0 and below 1", nameof(MinimumMomentum));
    } = 0.8;

    /// <summary>Momentum where the rate is the base rate; at least 0 and below 1.</summary>
    public double MaximumMomentum
    {
        get;
        init => field = Allowed(value, value is >= 0 and < 1, "at least 0 and below 1", nameof(MaximumMomentum));
    } = 0.9;

    /// <inheritdoc/>
    public override bool CyclesMomentum => CycleMomentum;

    /// <summary>ηₜ = η + (max − η)·x·h.</summary>
    public override double Rate(long step, double baseRate) => baseRate + (_maximum - baseRate) * Height(step);

    /// <summary>The maximum less what the rate's height says.</summary>
    public override double? Momentum(long step) =>
        CycleMomentum ? MaximumMomentum - (MaximumMomentum - MinimumMomentum) * Height(step) : null;

    /// <summary>x·h.</summary>
    private double Height(long step)
    {
        long length = _up + _down, cycle = step / length, within = step - cycle * length;
        double height = within <= _up ? within / (double)_up : (length - within) / (double)_down;
        return Shape switch
        {
            CyclicShape.Triangular2 => height * Math.Pow(2, -cycle),
            CyclicShape.ExponentialRange => height * Math.Pow(Decay, step),
            _ => height,
        };
    }
}
