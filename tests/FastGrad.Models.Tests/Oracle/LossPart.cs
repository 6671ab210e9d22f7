using FastGrad.Models.Tests.Formulas;

namespace FastGrad.Models.Tests.Oracle;

/// <param name="Text">The attribute.</param>
/// <param name="Term">The declaration for one example: outputs and targets.</param>
/// <param name="IsLabel">Whether the target is a class.</param>
/// <param name="Kink">The error at which the second derivative jumps, if any.</param>
internal sealed record LossPart(string Text, Func<Tensor, double[], double> Term, bool IsLabel, double? Kink = null)
{
    public static readonly LossPart[] All =
    [
        new("Mse", (output, target) => Mean(output, target, new MseAttribute().Loss), false),
        new("CrossEntropy", (output, target) => new CrossEntropyAttribute().Loss(output, (int)target[0], out _), true),
        new("Huber", (output, target) => Mean(output, target, new HuberAttribute().Loss), false, 1),
        new("Huber(Delta = 0.375)", (output, target) => Mean(output, target, new HuberAttribute { Delta = 0.375 }.Loss), false, 0.375),
        new("SoftCrossEntropy", (output, target) => new SoftCrossEntropyAttribute().Loss(output, new Tensor(target)), false),
        new("Scaled(Alpha = 0.75)", (output, target) => Mean(output, target, new ScaledAttribute { Alpha = 0.75 }.Loss), false),
        // Last: its derivative jumps where another error becomes the largest, which random pipelines would have to dodge.
        new("Worst", (output, target) => new WorstAttribute().Loss(output, new Tensor(target)), false),
    ];

    public int Targets(int outputs) => IsLabel ? 1 : outputs;

    /// <summary>The gradient by the outputs, its errors, and the term's.</summary>
    /// <remarks>
    /// The term is a sum over the outputs: n and a few roundings more for the function itself, of magnitudes up to 1 + |L| + max |o| + Σ |o·t| + max (o − t)².
    /// </remarks>
    public (double Value, double Error, Flow Gradient) Run(Flow output, double[] target, double unit)
    {
        int n = output.Length;
        double[] at = output.Values;
        double value = Term(new Tensor(at), target);
        double largest = at.Max(Math.Abs), products = IsLabel ? 0 : at.Zip(target, (o, t) => Math.Abs(o * t)).Sum();
        double squares = IsLabel ? 0 : at.Zip(target, (o, t) => (o - t) * (o - t)).Max();
        double rounding = (n + 20) * unit * (1 + Math.Abs(value) + largest + products + squares);
        var gradient = new Flow(n);
        double error = rounding;
        for (int i = 0; i < n; i++)
        {
            double first = Numeric.First(z => At(i, z), at[i]);
            // The mixed second derivatives of these losses are nowhere larger than the plain ones of softmax, 1/4, nor those than 2.
            double passedOn = 2 * Math.Abs(output.Errors[i]) + 0.25 * output.Errors.Sum();
            // The difference's own error is far below a float's rounding; for double, gradients are held to differences of the whole model.
            gradient.Add(i, first, passedOn / (IsElementwise ? n : 1) + rounding / (IsElementwise ? n : 1) + 1e-10);
            error += Math.Abs(first) * output.Errors[i];
        }
        return (value, error, gradient);

        double At(int index, double value)
        {
            double[] moved = [.. at];
            moved[index] = value;
            return Term(new Tensor(moved), target);
        }
    }

    /// <summary>How far the nearest error is from where the formula changes.</summary>
    public double Margin(double[] output, double[] target) =>
        Kink is double kink ? output.Zip(target, (o, t) => Math.Abs(Math.Abs(o - t) - kink)).Min() : double.PositiveInfinity;

    private bool IsElementwise => Text is "Mse" || Text.StartsWith("Huber", StringComparison.Ordinal) || Text.StartsWith("Scaled", StringComparison.Ordinal);

    private static double Mean(Tensor output, double[] target, Func<double, double, double> term) =>
        output.Values.ToArray().Zip(target, term).Average();
}
