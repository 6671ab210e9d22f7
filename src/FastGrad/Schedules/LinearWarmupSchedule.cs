namespace FastGrad;

/// <summary>
/// The rate goes from one share of the base rate to another in a straight line and stays there: ηₜ = η·(a + (b − a)·min(t, n) / n).
/// Goyal et al., "Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour" (2017), as PyTorch's <c>LinearLR</c>.
/// </summary>
/// <param name="steps">How many steps it takes, n; at least 1.</param>
/// <param name="startFactor">Share of the base rate at the first step, a; at least 0.</param>
/// <param name="endFactor">Share of the base rate at the end, b; at least 0.</param>
/// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
public sealed class LinearWarmupSchedule(long steps, double startFactor = 1.0 / 3, double endFactor = 1) : Schedule
{
    private readonly long _steps = Allowed(steps, steps >= 1, "at least 1");
    private readonly double _start = Allowed(startFactor, startFactor is >= 0 and < double.PositiveInfinity, "at least 0 and finite");
    private readonly double _end = Allowed(endFactor, endFactor is >= 0 and < double.PositiveInfinity, "at least 0 and finite");

    /// <summary>ηₜ = η·(a + (b − a)·min(t, n) / n).</summary>
    public override double Rate(long step, double baseRate) =>
        step < _steps ? baseRate * Annealing.Linear(_start, _end, step / (double)_steps) : baseRate * _end;
}
