namespace FastGrad;

/// <summary>
/// Negative log-likelihood of counts under a Poisson distribution: rate − target · log rate, averaged over outputs and examples, the output being
/// log rate or the rate; with Full also what does not depend on the output, log target!, by Stirling's formula. Nelder and Wedderburn, "Generalized Linear
/// Models" (1972).
/// </summary>
public sealed partial class PoissonNllAttribute : LossAttribute
{
    private const double TwoPi = 2 * Math.PI;

    /// <summary>Whether the output is the rate's logarithm, and not the rate itself; fixed when compiled.</summary>
    public bool LogInput { get; init; } = true;

    /// <summary>Whether targets t above 1 add t · log t − t + log(2π · t) / 2; fixed when compiled.</summary>
    public bool Full { get; init; }

    /// <summary>What is added to a rate before its logarithm is taken: ε; above 0. Without effect where LogInput is set.</summary>
    [Above(0)]
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>With LogInput e^output − target · output; else output − target · log(output + Epsilon).</summary>
    // Near a perfect fit the composed derivative, 1 − target / (output + Epsilon), is a difference of numbers alike.
    [Formula, Derivative(nameof(Slope))]
    public double Loss(double output, double target)
    {
        double loss = LogInput ? Math.Exp(output) - target * output : output - target * Math.Log(output + Epsilon);
        if (Full)
            loss += target > 1 ? target * Math.Log(target) - target + 0.5 * Math.Log(TwoPi * target) : 0;
        return loss;
    }

    private double Slope(double output, double target) =>
        LogInput ? Math.Exp(output) - target : (output - target + Epsilon) / (output + Epsilon);
}
