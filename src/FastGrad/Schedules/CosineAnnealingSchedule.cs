namespace FastGrad;

/// <summary>
/// The rate falls to a minimum along half a cosine, and then rises and falls on: ηₜ = m + (η − m)·½·(1 + cos(π·t / n)).
/// Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts" (2017), without the restarts, as PyTorch's <c>CosineAnnealingLR</c>.
/// </summary>
/// <param name="steps">Steps from the base rate to the minimum, n; at least 1.</param>
/// <param name="minimum">The least rate, m; at least 0.</param>
/// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
public sealed class CosineAnnealingSchedule(long steps, double minimum = 0) : Schedule
{
    private readonly long _steps = Allowed(steps, steps is >= 1 and <= long.MaxValue / 2, "at least 1 and below 2⁶²");
    private readonly double _minimum = Allowed(minimum, minimum is >= 0 and < double.PositiveInfinity, "at least 0 and finite");

    /// <summary>ηₜ = m + (η − m)·½·(1 + cos(π·t / n)).</summary>
    public override double Rate(long step, double baseRate) =>
        Annealing.Cosine(baseRate, _minimum, step % (2 * _steps) / (double)_steps);
}
