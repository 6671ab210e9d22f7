namespace FastGrad;

/// <summary>
/// The rate times a factor at each of some steps: ηₜ = η·γᵏ with k the milestones that are at most t.
/// PyTorch's <c>MultiStepLR</c>, "torch.optim.lr_scheduler" (2022).
/// </summary>
public sealed class MultiStepSchedule : Schedule
{
    private readonly long[] _milestones;
    private readonly double _factor;

    /// <summary>A schedule with its milestones.</summary>
    /// <param name="factor">What the rate is multiplied with, γ; at least 0.</param>
    /// <param name="milestones">The steps, none before its predecessor; at least 0. One that stands twice counts twice.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    /// <exception cref="ArgumentException">The milestones are not in order.</exception>
    public MultiStepSchedule(double factor, params ReadOnlySpan<long> milestones)
    {
        _factor = Allowed(factor, factor is >= 0 and < double.PositiveInfinity, "at least 0 and finite");
        _milestones = milestones.ToArray();
        Milestones.Check(_milestones, nameof(milestones));
    }

    /// <summary>ηₜ = η·γᵏ with k the milestones that are at most t.</summary>
    public override double Rate(long step, double baseRate) => baseRate * Math.Pow(_factor, Milestones.Passed(_milestones, step));
}
