using FastGrad.Models.Tests.Harness;
using FastGrad.Models.Tests.Oracle;
using FastGrad.Models.Tests.Values;
using FsCheck.Fluent;

namespace FastGrad.Models.Tests.Library;

/// <summary>What holds for every loss: its gradient through every activation is that of differences, and a batch has no order.</summary>
[Trait("Category", "Numeric")]
public class GradientTests
{
    private const int Examples = 2;

    public static TheoryData<string> Losses => [.. FormModels.Losses.Select(row => row.Text)];

    public static TheoryData<string> Forms => [.. LossRow.All.Select(row => row.Text)];

    [Theory, MemberData(nameof(Losses))]
    public void TheGradientThroughEveryActivationIsThatOfDifferences(string text)
    {
        LossRow loss = LossRow.Of(text);
        foreach (ActivationRow activation in FormModels.Activations)
        {
            Driver driver = FormModels.Of(activation, loss).Train(Examples);
            string what = $"[{activation.Text}, {text}]";
            Draw.Check(3, Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => Check(driver, loss, new Random(seed), what)));
        }
    }

    private static void Check(Driver driver, LossRow loss, Random random, string what)
    {
        double[] inputs = [.. Enumerable.Range(0, 3 * Examples).Select(_ => 7 * random.NextDouble() - 3.5)];
        double[] targets = [.. inputs.Select(_ => loss.DrawTarget(random))];
        driver.Forward(inputs);
        double value = driver.Loss(targets);
        driver.Backward();
        double[] gradient = driver.InputGradient;
        for (int i = 0; i < inputs.Length; i++)
        {
            // Where a kink lies between, differences of one and of two steps disagree by the jump, which is then the error.
            (double expected, double error) = Numeric.Central(x => At(i, x), inputs[i], Math.ScaleB(1 + Math.Abs(value), -50));
            error += 1e-10 * (1 + Math.Abs(expected));
            Assert.True(
                Math.Abs(gradient[i] - expected) <= error,
                $"{what} by input {i} at {inputs[i]:R}: differences give {expected:R} ± {error:E2}, compiled code {gradient[i]:R}");
        }

        double At(int index, double x)
        {
            double[] moved = [.. inputs];
            moved[index] = x;
            return driver.Evaluate(moved, targets);
        }
    }

    [Theory, MemberData(nameof(Forms))]
    public void ABatchHasNoOrder(string text)
    {
        LossRow row = LossRow.Of(text);
        Driver driver = FormModels.Of(row, isDouble: true).Train(13);
        Draw.Check(20, Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            int examples = random.Next(2, 14);
            double[][] outputs = [.. Enumerable.Range(0, examples).Select(_ => Numbers(row.DrawOutput))];
            double[][] targets = [.. Enumerable.Range(0, examples).Select(_ => Numbers(row.DrawTarget))];
            int[] order = [.. Enumerable.Range(0, examples)];
            random.Shuffle(order);

            double loss = driver.Evaluate([.. outputs.SelectMany(x => x)], [.. targets.SelectMany(x => x)]);
            double shuffled = driver.Evaluate([.. order.SelectMany(i => outputs[i])], [.. order.SelectMany(i => targets[i])]);
            Assert.Equal(loss, shuffled, 1e-14 * (1 + outputs.Concat(targets).SelectMany(x => x).Max(Math.Abs)) * 4);

            double[] Numbers(Func<Random, double> draw) => [.. Enumerable.Range(0, row.Width).Select(_ => draw(random))];
        }));
    }
}
