using FastGrad.Models.Tests.Harness;
using FastGrad.Models.Tests.Oracle;

namespace FastGrad.Models.Tests.Pipelines;

/// <summary>Compiled pipelines against running their declarations.</summary>
[Trait("Category", "Numeric")]
public class AgainstDeclaration
{
    public static TheoryData<int, bool> Models
    {
        get
        {
            var data = new TheoryData<int, bool>();
            foreach (int index in Enumerable.Range(0, RandomPipelines.Count))
            {
                data.Add(index, false);
                data.Add(index, true);
            }
            return data;
        }
    }

    [Theory, MemberData(nameof(Models))]
    public void OutputsAndLossAreThoseOfTheDeclaration(int index, bool isDouble)
    {
        Pipeline pipeline = RandomPipelines.All[index];
        Driver driver = RandomPipelines.Create(index, isDouble).Train(7);
        double[] parameters = Batch.Shake(driver, index);
        foreach (int examples in (int[])[7, 1, 3])
        {
            var batch = Batch.Draw(pipeline, examples, new Random(index));
            Pass expected = pipeline.Analyze(batch.Inputs, batch.Targets, parameters, driver.Unit);

            expected.Outputs.Check(driver.Forward(batch.Inputs), "output");
            expected.Loss.Check([driver.Loss(batch.Targets)], "loss");
            expected.Loss.Check([driver.Evaluate(batch.Inputs, batch.Targets)], "evaluated loss");
            expected.Outputs.Check(driver.Predict(batch.Inputs, examples * pipeline.Outputs), "prediction");
        }
    }

    [Theory, MemberData(nameof(Models))]
    public void GradientsAreThoseOfTheDeclarationByDifferences(int index, bool isDouble)
    {
        if (!isDouble)
            return;
        Pipeline pipeline = RandomPipelines.All[index];
        Driver driver = RandomPipelines.Create(index, isDouble).Train(5);
        double[] parameters = Batch.Shake(driver, index);
        (Batch batch, Pass pass) = Batch.DrawSmooth(pipeline, 3, parameters, driver.Unit, new Random(index));
        driver.Forward(batch.Inputs);
        driver.Loss(batch.Targets);
        driver.Backward();

        double rounding = pass.Loss.Errors[0];
        double[] gradients = driver.Gradients;
        foreach (int i in Sample(gradients.Length, 40, index))
            Check(x => pipeline.RunLoss(batch.Inputs, batch.Targets, With(parameters, i, x)), parameters[i], rounding, gradients[i], $"parameter {i}");
        if (pipeline.InputGradient)
        {
            double[] inputGradient = driver.InputGradient;
            foreach (int i in Sample(inputGradient.Length, 20, index))
                Check(x => pipeline.RunLoss(With(batch.Inputs, i, x), batch.Targets, parameters), batch.Inputs[i], rounding, inputGradient[i], $"input {i}");
        }
    }

    [Theory, MemberData(nameof(Models))]
    public void AnOutputGradientFromOutsideGoesBackToo(int index, bool isDouble)
    {
        if (!isDouble)
            return;
        Pipeline pipeline = RandomPipelines.All[index];
        Driver driver = RandomPipelines.Create(index, isDouble).Train(5);
        double[] parameters = Batch.Shake(driver, index);
        var random = new Random(index);
        (Batch batch, Pass pass) = Batch.DrawSmooth(pipeline, 3, parameters, driver.Unit, random);
        double[] weights = Batch.Numbers(random, 3 * pipeline.Outputs);
        driver.Forward(batch.Inputs);
        driver.Backward(weights);

        // The gradient of Σ weight · output.
        double rounding = weights.Zip(pass.Outputs.Errors, (weight, error) => Math.Abs(weight) * error).Sum()
            + weights.Length * driver.Unit * weights.Zip(pass.Outputs.Values, (weight, value) => Math.Abs(weight * value)).Sum();
        double[] gradients = driver.Gradients;
        foreach (int i in Sample(gradients.Length, 20, index))
            Check(x => Dot(pipeline.Run(batch.Inputs, With(parameters, i, x))), parameters[i], rounding, gradients[i], $"parameter {i}");
        if (pipeline.InputGradient)
        {
            double[] inputGradient = driver.InputGradient;
            foreach (int i in Sample(inputGradient.Length, 20, index))
                Check(x => Dot(pipeline.Run(With(batch.Inputs, i, x), parameters)), batch.Inputs[i], rounding, inputGradient[i], $"input {i}");
        }

        double Dot(double[] outputs) => outputs.Zip(weights, (a, b) => a * b).Sum();
    }

    [Theory, MemberData(nameof(Models))]
    public void SingleGradientsAreTheDoubleOnesRounded(int index, bool isDouble)
    {
        if (isDouble)
            return;
        Pipeline pipeline = RandomPipelines.All[index];
        Driver single = RandomPipelines.Create(index, false).Train(7), twice = RandomPipelines.Create(index, true).Train(7);
        double[] parameters = Batch.Shake(single, index);
        twice.Parameters = parameters;
        (Batch batch, Pass pass) = Batch.DrawSmooth(pipeline, 7, parameters, single.Unit, new Random(index));
        foreach (Driver driver in (Driver[])[single, twice])
        {
            driver.Forward(batch.Inputs);
            driver.Loss(batch.Targets);
            driver.Backward();
        }

        new Flow(twice.Gradients, pass.Gradients.Errors).Check(single.Gradients, "gradient");
        if (pipeline.InputGradient)
            new Flow(twice.InputGradient, pass.InputGradient.Errors).Check(single.InputGradient, "input gradient");
    }

    private static void Check(Func<double, double> function, double at, double rounding, double actual, string what)
    {
        (double expected, double error) = Numeric.Central(function, at, rounding);
        Assert.True(Math.Abs(actual - expected) <= error, $"{what}: differences give {expected:R} ± {error:E2}, got {actual:R}");
    }

    private static double[] With(double[] values, int index, double value)
    {
        double[] result = [.. values];
        result[index] = value;
        return result;
    }

    /// <summary>All where they are few.</summary>
    private static IEnumerable<int> Sample(int length, int count, int seed)
    {
        int[] all = [.. Enumerable.Range(0, length)];
        new Random(seed).Shuffle(all);
        return all.Take(count);
    }
}
