namespace FastGrad;

/// <summary>
/// The rate times a factor at every step: ηₜ = η·γᵗ. PyTorch's <c>ExponentialLR</c>, "torch.optim.lr_scheduler" (2022).
/// </summary>
/// <param name="factor">What the rate is multiplied with, γ; above 0, and hardly below 1 where steps are many.</param>
/// <exception cref="ArgumentOutOfRangeException">The setting is out of its range.</exception>
public sealed class ExponentialSchedule(double factor) : Schedule
{
    private readonly double _factor = Allowed(factor, factor is > 0 and < double.PositiveInfinity, "above 0 and finite");

    /// <summary>ηₜ = η·γᵗ.</summary>
    public override double Rate(long step, double baseRate) => baseRate * Math.Pow(_factor, step);
}
