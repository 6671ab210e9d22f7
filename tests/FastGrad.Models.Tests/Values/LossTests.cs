using FastGrad.Models.Tests.Formulas;
using FastGrad.Models.Tests.Harness;
using FastGrad.Models.Tests.Oracle;
using FsCheck.Fluent;

namespace FastGrad.Models.Tests.Values;

[Trait("Category", "Numeric")]
public class LossTests
{
    public static TheoryData<int, int, bool> Models
    {
        get
        {
            var data = new TheoryData<int, int, bool>();
            for (int i = 0; i < LossPart.All.Length; i++)
            {
                foreach (int width in FormulaModels.Widths.Where(width => width > 1 || !LossPart.All[i].IsLabel))
                {
                    data.Add(i, width, false);
                    data.Add(i, width, true);
                }
            }
            return data;
        }
    }

    [Theory, MemberData(nameof(Models))]
    public void ValueIsTheDeclarationsAndTheDerivativeTheDifferences(int index, int width, bool isDouble)
    {
        LossPart part = LossPart.All[index];
        Driver driver = FormulaModels.Loss(index, width, isDouble);
        Draw.Check(20, Prop.ForAll(Draw.Batches(width), batch =>
        {
            double[] outputs = batch.First, targets = Targets(part, batch.Second, width);
            driver.Forward(outputs);
            double loss = driver.Loss(targets);
            driver.Backward();
            double[] gradient = driver.InputGradient;

            int examples = outputs.Length / width;
            double expected = 0, error = 0;
            for (int example = 0; example < examples; example++)
            {
                double[] output = outputs[(example * width)..((example + 1) * width)];
                double[] target = targets[(example * part.Targets(width))..((example + 1) * part.Targets(width))];
                (double term, double rounding, _) = part.Run(Flow.Exact(output), target, driver.Unit);
                expected += term / examples;
                error += (rounding + examples * driver.Unit * Math.Abs(term)) / examples;
                CheckGradient(part, output, target, [.. gradient.Skip(example * width).Take(width).Select(value => value * examples)], driver.Unit);
            }
            Same.Value(expected, loss, error, isDouble, part.Text);
        }));
    }

    [Theory, MemberData(nameof(Models))]
    public void ExtremesFollowTheDeclaration(int index, int width, bool isDouble)
    {
        LossPart part = LossPart.All[index];
        Driver driver = FormulaModels.Loss(index, width, isDouble);
        var random = new Random(index);
        foreach (double extreme in Draw.Extremes)
        {
            for (int place = 0; place < width; place++)
            {
                double[] outputs = Ordinary(random, width), targets = Targets(part, Ordinary(random, width), width);
                (place % 2 == 0 || part.IsLabel ? outputs : targets)[place] = isDouble ? extreme : (float)extreme;

                double declared = part.Term(new Tensor(outputs), targets), error = 0;
                // A result that is finite all the same, such as a logit of −∞ that counts for nothing, is made of the rest.
                if (double.IsFinite(declared))
                    error = part.Run(Flow.Exact([.. outputs.Select(value => double.IsFinite(value) ? value : 0)]), targets, driver.Unit).Error;
                Same.Value(declared, driver.Evaluate(outputs, targets), error, isDouble, $"{part.Text} with {extreme:R} at {place}");
                driver.Step(outputs, targets);
            }
        }
    }

    [Fact]
    public void CrossEntropyIsFiniteAtLogitsOfAThousand()
    {
        int index = Array.FindIndex(LossPart.All, part => part.IsLabel);
        Driver driver = FormulaModels.Loss(index, 5, false);
        double[] logits = [1000, -1000, 0, 1000, 3];
        driver.Forward(logits);

        // log(e¹⁰⁰⁰ + e¹⁰⁰⁰) + 1000, rounded to a float of that size.
        Assert.Equal(2000 + Math.Log(2), driver.Loss([1]), 2000 * driver.Unit * 2);
        driver.Backward();
        Assert.Equal([0.5, -1, 0, 0.5, 0], driver.InputGradient);
    }

    [Fact]
    public void ASettingOfTheTrainerIsThatOfTheDeclaration()
    {
        int index = Array.FindIndex(LossPart.All, part => part.Text == "Huber");
        Driver driver = FormulaModels.Loss(index, 5, true);
        Draw.Check(50, Prop.ForAll(Draw.Batches(5), Gen.Choose(1, 4000).ToArbitrary(), (batch, thousandths) =>
        {
            var declared = new HuberAttribute { Delta = thousandths * 1e-3 };
            ((Huber)driver.Criterion).Delta = declared.Delta;
            double expected = batch.First.Zip(batch.Second, declared.Loss).Average();
            Assert.Equal(expected, driver.Evaluate(batch.First, batch.Second), (batch.First.Length + 10) * driver.Unit * expected);
        }));
    }

    private static void CheckGradient(LossPart part, double[] output, double[] target, double[] actual, double unit)
    {
        double magnitude = 1 + output.Max(Math.Abs) + (part.IsLabel ? 0 : target.Max(Math.Abs));
        double rounding = (output.Length + 20) * Math.ScaleB(1, -53) * (magnitude * magnitude + Math.Abs(part.Term(new Tensor(output), target)));
        for (int i = 0; i < output.Length; i++)
        {
            Func<double, double> along = x =>
            {
                double[] moved = [.. output];
                moved[i] = x;
                return part.Term(new Tensor(moved), target);
            };
            (double expected, double error) = Numeric.Central(along, output[i], rounding);
            error += (output.Length + 20) * unit * magnitude;
            // Where the derivative jumps, differences of one and of two steps disagree by the jump, which is then the error.
            Assert.True(Math.Abs(actual[i] - expected) <= error, $"{part.Text} by output {i}: differences give {expected:R} ± {error:E2}, compiled code {actual[i]:R}");
        }
    }

    private static double[] Targets(LossPart part, double[] numbers, int width) =>
        part.IsLabel ? [.. numbers.Chunk(width).Select(example => Math.Floor(Math.Abs(example[0] * 1000)) % width)] : numbers;

    private static double[] Ordinary(Random random, int count) => Pipelines.Batch.Numbers(random, count);
}
