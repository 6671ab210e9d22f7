using FastGrad.Models.Tests.Harness;
using FastGrad.Models.Tests.Oracle;

namespace FastGrad.Models.Tests.Pipelines;

/// <summary>Data for a pipeline: floats, so that both precisions see the same numbers.</summary>
internal sealed record Batch(double[] Inputs, double[] Targets)
{
    public static Batch Draw(Pipeline pipeline, int examples, Random random) => new(
        Numbers(random, examples * pipeline.Inputs),
        pipeline.Loss.IsLabel
            ? [.. Enumerable.Range(0, examples).Select(_ => (double)random.Next(pipeline.Outputs))]
            : Numbers(random, examples * pipeline.Targets));

    /// <summary>One at which the model is smooth for some distance, so that differences and roundings see one derivative.</summary>
    public static (Batch Batch, Pass Pass) DrawSmooth(Pipeline pipeline, int examples, double[] parameters, double unit, Random random)
    {
        for (int attempt = 0; attempt < 200; attempt++)
        {
            Batch batch = Draw(pipeline, examples, random);
            Pass pass = pipeline.Analyze(batch.Inputs, batch.Targets, parameters, unit);
            if (pass.Margin > 1e-3)
                return (batch, pass);
        }
        throw new InvalidOperationException("Every batch lies on an edge: " + pipeline.Stages);
    }

    /// <summary>Sets all parameters, those that start as 0 and 1 too, to something else.</summary>
    public static double[] Shake(Driver driver, int seed)
    {
        var random = new Random(seed);
        driver.Parameters = [.. driver.Parameters.Select(value => (double)(float)(value + 0.4 * random.NextDouble() - 0.2))];
        return driver.Parameters;
    }

    public static double[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (double)(float)(4 * random.NextDouble() - 2))];
}
