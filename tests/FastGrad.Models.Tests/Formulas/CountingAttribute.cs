namespace FastGrad.Models.Tests.Formulas;

/// <summary>A number per step, and a setting that has no default.</summary>
public sealed partial class CountingAttribute : OptimizerAttribute
{
    [Above(0)]
    public required double Decay { get; init; }

    [Formula]
    public void Update(ref double weight, double gradient, [PerStep, Ones] ref double power)
    {
        power *= Decay;
        weight -= LearningRate * power * gradient;
    }
}
