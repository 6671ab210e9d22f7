namespace FastGrad.Models.Tests.Formulas;

/// <summary>An activation with a loop of a fixed bound, which an integer property decides.</summary>
public sealed partial class StairsAttribute : ActivationAttribute
{
    [AtLeast(1)]
    public int Terms { get; init; } = 3;

    [Formula]
    public double Activate(double x)
    {
        double sum = 0;
        for (int i = 1; i <= Terms; i++)
            sum += Math.Tanh(i * x) / i;
        return sum;
    }
}
