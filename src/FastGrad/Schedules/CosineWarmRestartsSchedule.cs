namespace FastGrad;

/// <summary>
/// The rate falls to a minimum along half a cosine, again and again from the base rate: ηₜ = m + (η − m)·½·(1 + cos(π·u / nᵢ)), u steps after
/// restart i, with nᵢ₊₁ = f·nᵢ. Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts" (2017).
/// </summary>
/// <param name="steps">Steps until the first restart, n₀; at least 1.</param>
/// <param name="growth">How many times as long each stretch is as the one before, f; at least 1.</param>
/// <param name="minimum">The least rate, m; at least 0.</param>
/// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
public sealed class CosineWarmRestartsSchedule(long steps, int growth = 1, double minimum = 0) : Schedule
{
    private readonly long _steps = Allowed(steps, steps >= 1, "at least 1");
    private readonly int _growth = Allowed(growth, growth >= 1, "at least 1");
    private readonly double _minimum = Allowed(minimum, minimum is >= 0 and < double.PositiveInfinity, "at least 0 and finite");

    /// <summary>ηₜ = m + (η − m)·½·(1 + cos(π·u / nᵢ)).</summary>
    public override double Rate(long step, double baseRate)
    {
        (long within, long length) = (step, _steps);
        if (_growth == 1)
            within %= length;
        // A logarithm would be wrong by one where rounding puts it beside a whole number.
        else
            while (within >= length)
            {
                within -= length;
                // No step is as far as the end of a stretch so long.
                length = length > long.MaxValue / _growth ? long.MaxValue : length * _growth;
            }
        return Annealing.Cosine(baseRate, _minimum, within / (double)length);
    }
}
