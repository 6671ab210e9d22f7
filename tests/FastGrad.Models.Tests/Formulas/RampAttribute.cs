namespace FastGrad.Models.Tests.Formulas;

/// <summary>An activation of branches that return, with a constant and a local. The branches meet to within e⁻²⁰.</summary>
public sealed partial class RampAttribute : ActivationAttribute
{
    [Above(0)]
    public double Linear { get; init; } = 20;

    [Formula]
    public double Activate(double x)
    {
        if (x > Linear)
            return x;
        double power = Math.Exp(x);
        return Math.Log(1 + power);
    }
}
