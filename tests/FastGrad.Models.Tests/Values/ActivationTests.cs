using FastGrad.Models.Tests.Harness;
using FastGrad.Models.Tests.Oracle;
using FsCheck.Fluent;

namespace FastGrad.Models.Tests.Values;

[Trait("Category", "Numeric")]
public class ActivationTests
{
    public static TheoryData<int, int, bool> Models
    {
        get
        {
            var data = new TheoryData<int, int, bool>();
            for (int i = 0; i < ActivationPart.All.Length; i++)
            {
                foreach (int width in FormulaModels.Widths)
                {
                    data.Add(i, width, false);
                    data.Add(i, width, true);
                }
            }
            return data;
        }
    }

    [Theory, MemberData(nameof(Models))]
    public void ValueIsTheDeclarations(int index, int width, bool isDouble)
    {
        Driver driver = FormulaModels.Activation(index, width, isDouble);
        Draw.Check(30, Prop.ForAll(Draw.Batches(width), batch => CheckValues(ActivationPart.All[index], driver, batch.First)));
    }

    [Theory, MemberData(nameof(Models))]
    public void ExtremesFollowTheDeclaration(int index, int width, bool isDouble)
    {
        ActivationPart part = ActivationPart.All[index];
        Driver driver = FormulaModels.Activation(index, width, isDouble);
        // Each extreme in each lane.
        for (int shift = 0; shift < Draw.Extremes.Length; shift++)
        {
            double[] inputs = [.. Enumerable.Range(0, 7 * width).Select(i => Single(Draw.Extremes[(i + shift) % Draw.Extremes.Length], isDouble))];
            CheckValues(part, driver, inputs);

            driver.Backward([.. inputs.Select(_ => 1.0)]);
            foreach ((double x, double gradient) in inputs.Zip(driver.InputGradient))
                CheckExtremeDerivative(part, driver, x, gradient);
        }
    }

    [Theory, MemberData(nameof(Models))]
    public void DerivativeIsTheDeclarationsByDifferences(int index, int width, bool isDouble)
    {
        ActivationPart part = ActivationPart.All[index];
        Driver driver = FormulaModels.Activation(index, width, isDouble);
        Draw.Check(30, Prop.ForAll(Draw.Batches(width), batch =>
        {
            (double[] inputs, double[] outer) = batch;
            driver.Forward(inputs);
            driver.ZeroGradients();
            driver.Backward(outer);
            double[] actual = driver.InputGradient;
            double bySlope = 0, bySlopeError = 0;
            for (int i = 0; i < inputs.Length; i++)
            {
                double x = inputs[i];
                if (part.Kink is double kink && Math.Abs(x - kink) < 1e-4)
                    continue;
                (double derivative, double error) = Numeric.Central(z => part.Function(z, 0.25), x, Rounding(part, x, part.Function(x, 0.25), isDouble: true));
                error += part.Roundings * driver.Unit * (1 + Math.Abs(x) + Math.Abs(derivative));
                Assert.True(
                    Math.Abs(actual[i] - outer[i] * derivative) <= Math.Abs(outer[i]) * error,
                    $"{part.Text} at {x:R}: differences give {derivative:R} ± {error:E2}, compiled code {actual[i] / outer[i]:R}");
            }
            if (!part.HasSlope)
                return;
            for (int i = 0; i < inputs.Length; i++)
            {
                double term = outer[i] * (part.Function(inputs[i], 1) - part.Function(inputs[i], 0));
                bySlope += term;
                bySlopeError += (inputs.Length + 2) * driver.Unit * Math.Abs(term);
            }
            Assert.Equal(bySlope, driver.Gradients[0], bySlopeError + 1e-300);
        }));
    }

    private static void CheckValues(ActivationPart part, Driver driver, double[] inputs)
    {
        double[] actual = driver.Forward(inputs);
        for (int i = 0; i < inputs.Length; i++)
        {
            double declared = part.Function(inputs[i], 0.25);
            Same.Value(declared, actual[i], Rounding(part, inputs[i], declared, driver.IsDouble), driver.IsDouble, $"{part.Text} of {inputs[i]:R}");
        }
    }

    private static void CheckExtremeDerivative(ActivationPart part, Driver driver, double x, double actual)
    {
        if (double.IsNaN(x))
            return;
        // At infinity it is what it is far out; a difference there is of numbers alike.
        double at = double.IsInfinity(x) ? Math.CopySign(1e30, x) : x, step = Math.Max(1e-5, Math.Abs(at) * 1e-5);
        double value = part.Function(at, 0.25), left = (value - part.Function(at - step, 0.25)) / step, right = (part.Function(at + step, 0.25) - value) / step;
        // Between the derivatives of both sides: at an edge one of them, elsewhere they are the step times the curvature apart.
        double slack = 1e-5 + part.Roundings * driver.Unit * 2;
        Assert.True(
            actual >= Math.Min(left, right) - slack && actual <= Math.Max(left, right) + slack,
            $"{part.Text} at {x:R}: slopes of {left:R} and {right:R} on its sides, compiled code {actual:R}");
    }

    private static double Rounding(ActivationPart part, double x, double value, bool isDouble)
    {
        double unit = Math.ScaleB(1, isDouble ? -53 : -24);
        return part.Roundings * (unit * (part.IsRelative ? Math.Abs(value) : 1 + Math.Abs(x) + Math.Abs(value)) + Same.Least(isDouble));
    }

    private static double Single(double value, bool isDouble) => isDouble ? value : (float)value;
}
