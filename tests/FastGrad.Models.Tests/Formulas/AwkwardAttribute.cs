namespace FastGrad.Models.Tests.Formulas;

/// <summary>
/// What emitted text can stumble over: conditions on the step and on a setting, a sign before a sign, slots named like locals of the
/// loop, a sum behind a call.
/// </summary>
public sealed partial class AwkwardAttribute : OptimizerAttribute
{
    [AtLeast(0)]
    public double Clip { get; init; } = 0.25;

    [Formula]
    public void Update(ref double weight, double gradient, long step, ref double gradients, ref double last)
    {
        double seen = Clip > 0.1 ? gradient * 0.5 : gradient;
        gradients = step == 1 ? seen : 0.9 * gradients + seen;
        double move = -LearningRate * gradients;
        last = -move;
        weight = Math.Abs(weight) + move;
    }
}
