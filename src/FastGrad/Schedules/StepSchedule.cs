namespace FastGrad;

/// <summary>
/// The rate times a factor every so many steps: ηₜ = η·γ^⌊t / n⌋. PyTorch's <c>StepLR</c>, "torch.optim.lr_scheduler" (2022).
/// </summary>
/// <param name="size">Steps between two changes, n; at least 1.</param>
/// <param name="factor">What the rate is multiplied with, γ; at least 0.</param>
/// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
public sealed class StepSchedule(long size, double factor = 0.1) : Schedule
{
    private readonly long _size = Allowed(size, size >= 1, "at least 1");
    private readonly double _factor = Allowed(factor, factor is >= 0 and < double.PositiveInfinity, "at least 0 and finite");

    /// <summary>ηₜ = η·γ^⌊t / n⌋.</summary>
    public override double Rate(long step, double baseRate) => baseRate * Math.Pow(_factor, step / _size);
}
