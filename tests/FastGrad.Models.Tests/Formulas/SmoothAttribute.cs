namespace FastGrad.Models.Tests.Formulas;

/// <summary>An activation of the functions that <see cref="Math"/> lacks, under our names and .NET's.</summary>
public sealed partial class SmoothAttribute : ActivationAttribute
{
    [Formula]
    public double Activate(double x)
    {
        double half = Ops.Sigmoid(x);
        return Ops.Softplus(x) + Ops.Erf(x) * double.LogP1(half) - double.ExpM1(-half) * Ops.Expm1(half) + Ops.Log1p(half);
    }
}
