namespace FastGrad;

/// <summary>
/// The rate falls to 0 along a power of what is left: ηₜ = η·(1 − t / n)ᵖ for t &lt; n, then 0.
/// PyTorch's <c>PolynomialLR</c>, "torch.optim.lr_scheduler" (2022).
/// </summary>
/// <param name="steps">Steps until it is 0, n; at least 1.</param>
/// <param name="power">The power, p; above 0. 1 falls in a straight line.</param>
/// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
public sealed class PolynomialSchedule(long steps, double power = 1) : Schedule
{
    private readonly long _steps = Allowed(steps, steps >= 1, "at least 1");
    private readonly double _power = Allowed(power, power is > 0 and < double.PositiveInfinity, "above 0 and finite");

    /// <summary>ηₜ = η·(1 − t / n)ᵖ for t &lt; n, then 0.</summary>
    // (n − t) / n rounds once, where 1 − t / n loses what the two have in common.
    public override double Rate(long step, double baseRate) =>
        baseRate * Math.Pow((_steps - Math.Min(step, _steps)) / (double)_steps, _power);
}
