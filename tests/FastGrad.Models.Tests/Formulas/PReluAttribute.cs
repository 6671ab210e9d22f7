namespace FastGrad.Models.Tests.Formulas;

/// <summary>An activation with a trained scalar.</summary>
public sealed partial class PReluAttribute : ActivationAttribute
{
    [Formula]
    public double Activate(double x, [Parameter, Constant(0.25)] double slope) => x > 0 ? x : slope * x;
}
