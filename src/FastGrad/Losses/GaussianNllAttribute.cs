namespace FastGrad;

/// <summary>
/// Negative log-likelihood of a normal distribution whose mean and variance the model gives: ½·(log v + (target − mean)² / v), averaged over
/// targets and examples. The output is the means, then as many variances; the targets are half as many. Variances below ε count as ε, with a
/// gradient as if they were, as in PyTorch (which refuses negative ones).
/// Nix, Weigend, "Estimating the Mean and Variance of the Target Probability Distribution" (1994).
/// </summary>
public sealed partial class GaussianNllAttribute : LossAttribute
{
    /// <summary>The least variance, ε; above 0. Nothing is bounded where the output is logarithms.</summary>
    [Above(0)]
    public double Epsilon { get; init; } = 1e-6;

    /// <summary>Whether the constant ½·log 2π belongs to it. Fixed when compiled.</summary>
    public bool Full { get; init; }

    /// <summary>
    /// Whether the second half of the output is logarithms of variances, positive and negative ones; 1 / variance overflows below about −88 in
    /// float and −709 in double. Fixed when compiled.
    /// </summary>
    public bool LogVariance { get; init; }

    private Shape Half(Shape output) => new(output.Length / 2);

    /// <summary>½·(log v + (target − mean)² / v), with <see cref="Full"/> and ½·log 2π.</summary>
    [Formula]
    public double Loss(Tensor output, [TargetShape(nameof(Half))] Tensor target, [Denominator] out double count)
    {
        count = target.Length;
        Tensor halves = Ops.Reshape(output, new Shape(2, target.Length));
        Tensor squares = Ops.Square(target - Ops.Select(halves, 0, 0)), spread = Ops.Select(halves, 0, 1);
        double sum = LogVariance ? Ops.Sum(spread + squares * Ops.Exp(-spread)) : OfVariances(squares, spread);
        return 0.5 * (Full ? sum + count * Math.Log(2 * Math.PI) : sum);
    }

    private double OfVariances(Tensor squares, Tensor given)
    {
        // What is below ε becomes ε, and moves with what was given all the same.
        Tensor variance = Ops.Where(given < Epsilon, Epsilon + (given - Ops.StopGradient(given)), given);
        return Ops.Sum(Ops.Log(variance) + squares / variance);
    }
}
