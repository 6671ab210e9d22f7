namespace FastGrad;

/// <summary>
/// The base rate times a factor for the first steps, then the base rate: ηₜ = c·η for t &lt; n, else η.
/// PyTorch's <c>ConstantLR</c>, "torch.optim.lr_scheduler" (2022).
/// </summary>
/// <param name="factor">What the rate is multiplied with, c; at least 0.</param>
/// <param name="steps">How many steps, n; at least 1.</param>
/// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
public sealed class ConstantSchedule(double factor = 1.0 / 3, long steps = 5) : Schedule
{
    private readonly double _factor = Allowed(factor, factor is >= 0 and < double.PositiveInfinity, "at least 0 and finite");
    private readonly long _steps = Allowed(steps, steps >= 1, "at least 1");

    /// <summary>ηₜ = c·η for t &lt; n, else η.</summary>
    public override double Rate(long step, double baseRate) => step < _steps ? _factor * baseRate : baseRate;
}
