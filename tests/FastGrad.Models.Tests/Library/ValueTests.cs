using FastGrad.Models.Tests.Harness;

namespace FastGrad.Models.Tests.Library;

/// <summary>
/// Values and derivatives of every activation and loss against PyTorch's, at ordinary numbers and where functions bend, end and overflow: in double
/// within 10⁻¹² of the value, in single precision within 10⁻⁵ and 10⁻⁶ absolute. The declarations, run as they stand, give the same values.
/// </summary>
[Trait("Category", "Numeric")]
public class ValueTests
{
    public static TheoryData<string, bool> Activations => Both(ActivationRow.All.Select(row => row.Text));

    public static TheoryData<string, bool> Terms => Both(LossRow.All.Where(row => row.Term is not null).Select(row => row.Text));

    public static TheoryData<string, bool> Wholes => Both(LossRow.All.Where(row => row.Term is null).Select(row => row.Text));

    public static TheoryData<string, bool> Losses => Both(LossRow.All.Select(row => row.Text));

    [Theory, MemberData(nameof(Activations))]
    public void AnActivationIsPyTorchs(string text, bool isDouble)
    {
        ActivationRow row = ActivationRow.Of(text);
        double[][] cases = FormData.Activation(text);
        Driver driver = FormModels.Of(row, isDouble).Train(cases.Length);

        double[] values = driver.Forward([.. cases.Select(item => item[0])]);
        driver.Backward([.. cases.Select(_ => 1.0)]);
        double[] slopes = driver.InputGradient;

        for (int i = 0; i < cases.Length; i++)
        {
            (double x, double value, double slope) = (cases[i][0], cases[i][1], cases[i][2]);
            double absolute = row.Absolute * Math.ScaleB(1 + Math.Abs(x), -53);
            // At infinity PyTorch has NaN where its way of writing a function happens to meet 0 · ∞; there ours may have the limit. At NaN nothing
            // is learned.
            if (!double.IsInfinity(x) || !double.IsNaN(value))
            {
                Near(value, row.Declared(x), true, absolute, $"{text} of {x:R} as declared");
                Near(value, values[i], isDouble, absolute, $"{text} of {x:R}");
            }
            if (double.IsFinite(x) || (double.IsInfinity(x) && !double.IsNaN(slope)))
                Near(slope, slopes[i], isDouble, absolute, $"derivative of {text} at {x:R}");
        }
    }

    [Theory, MemberData(nameof(Terms))]
    public void ALossOfOneOutputIsPyTorchs(string text, bool isDouble)
    {
        LossRow row = LossRow.Of(text);
        double[][] cases = FormData.Loss(text);
        double[] outputs = [.. cases.Select(item => item[0])], targets = [.. cases.Select(item => item[1])];
        Driver driver = FormModels.Of(row, isDouble).Train(cases.Length);

        // All as one batch, in vectors.
        driver.Forward(outputs);
        double mean = driver.Loss(targets);
        driver.Backward();
        double[] together = driver.InputGradient;
        Near(cases.Average(item => isDouble ? item[2] : (float)item[2]), mean, isDouble, 0, $"{text} of all");

        for (int i = 0; i < cases.Length; i++)
        {
            (double output, double target, double value, double slope) = (cases[i][0], cases[i][1], cases[i][2], cases[i][3]);
            string what = $"{text} of {output:R}, {target:R}";
            Near(value, row.Term!(output, target), true, 0, what + " as declared");
            driver.Forward([output]);
            Near(value, driver.Loss([target]), isDouble, 0, what);
            driver.Backward();
            Near(slope, driver.InputGradient[0], isDouble, 0, what + ", derivative");
            Near(slope, cases.Length * together[i], isDouble, 0, what + ", derivative among others");
        }
    }

    [Theory, MemberData(nameof(Wholes))]
    public void ALossOfWholeExamplesIsPyTorchs(string text, bool isDouble)
    {
        LossRow row = LossRow.Of(text);
        // PyTorch's own: differences of numbers of this size from 1 and from each other.
        double absolute = Math.ScaleB(1, -50);
        foreach (FormBatch batch in FormData.Batches(text))
        {
            int examples = batch.Outputs.Length / row.Width;
            double[] declared = Eager.Run(
                examples, example => row.Whole!(Example(batch.Outputs, example), Example(batch.Targets, example)), training: true);
            Near(batch.Loss, declared.Average(), true, absolute, text + " as declared");

            Driver driver = FormModels.Of(row, isDouble).Train(examples);
            driver.Forward(batch.Outputs);
            Near(batch.Loss, driver.Loss(batch.Targets), isDouble, absolute, text);
            driver.Backward();
            double[] gradient = driver.InputGradient;
            for (int i = 0; i < gradient.Length; i++)
                Near(batch.Gradient[i], gradient[i], isDouble, absolute, $"{text} by output {i} of {examples} examples");
        }

        Tensor Example(double[] values, int example) => new(values[(example * row.Width)..((example + 1) * row.Width)]);
    }

    [Theory, MemberData(nameof(Losses))]
    public void AnOutputThatIsNaNShows(string text, bool isDouble)
    {
        LossRow row = LossRow.Of(text);
        var random = new Random(1);
        double[] targets = [.. Enumerable.Range(0, 5 * row.Width).Select(_ => row.DrawTarget(random))];
        Driver driver = FormModels.Of(row, isDouble).Train(5);
        for (int place = 0; place < targets.Length; place++)
        {
            double[] outputs = [.. targets.Select(_ => row.DrawOutput(random))];
            outputs[place] = double.NaN;
            Assert.Equal(double.NaN, driver.Evaluate([.. outputs.Select(Single)], [.. targets.Select(Single)]));
        }
    }

    private static void Near(double expected, double actual, bool isDouble, double absolute, string what)
    {
        double rounded = isDouble ? expected : (float)expected;
        // Numbers too small for all their digits have no relative error to speak of.
        double allowed = isDouble ? 1e-12 * Math.Abs(expected) + absolute + 1e-300 : 1e-5 * Math.Abs(expected) + 1e-6;
        bool near = rounded.Equals(actual) || Math.Abs(actual - expected) <= allowed;
        Assert.True(near, $"{what}: expected {expected:R}, got {actual:R}, allowed are {allowed:E2}");
    }

    private static double Single(double value) => (float)value;

    private static TheoryData<string, bool> Both(IEnumerable<string> texts)
    {
        var data = new TheoryData<string, bool>();
        foreach (string text in texts)
        {
            data.Add(text, true);
            data.Add(text, false);
        }
        return data;
    }
}
