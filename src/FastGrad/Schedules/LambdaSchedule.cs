namespace FastGrad;

/// <summary>
/// The base rate times a factor of one's own: ηₜ = η·f(t). PyTorch's <c>LambdaLR</c>, "torch.optim.lr_scheduler" (2022).
/// </summary>
/// <param name="factor">The factor f of a step, 0 for the first; at least 0. It should allocate nothing.</param>
public sealed class LambdaSchedule(Func<long, double> factor) : Schedule
{
    private readonly Func<long, double> _factor = factor ?? throw new ArgumentNullException(nameof(factor));

    /// <summary>ηₜ = η·f(t).</summary>
    public override double Rate(long step, double baseRate) => baseRate * _factor(step);
}
