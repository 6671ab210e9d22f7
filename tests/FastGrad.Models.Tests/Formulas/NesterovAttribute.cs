namespace FastGrad.Models.Tests.Formulas;

/// <summary>An optimizer with a branch, two slots and a use of the step.</summary>
public sealed partial class NesterovAttribute : OptimizerAttribute
{
    [InRange(0, 1)]
    public double Momentum { get; init; } = 0.9;

    [Above(0)]
    public double Clip { get; init; } = 1;

    [Formula]
    public void Update(ref double weight, double gradient, long step, ref double velocity, ref double largest)
    {
        double size = Math.Abs(gradient);
        largest = Math.Max(largest, size);
        double clipped = size > Clip ? gradient * (Clip / size) : gradient;
        velocity = Momentum * velocity + clipped;
        weight -= LearningRate / Math.Sqrt(step) * (clipped + Momentum * velocity) / (1 + largest);
    }
}
