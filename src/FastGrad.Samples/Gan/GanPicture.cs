using FastGrad.Samples.Pictures;

namespace FastGrad.Samples.Gan;

/// <summary>The numbers before and after, and the course of the game.</summary>
public static class GanPicture
{
    private const double Reach = 3.5, Width = 0.1;

    private static readonly Axis _x = new("x") { Low = -Reach, High = Reach };

    public static Picture Draw(GanCourse course)
    {
        Axis density = new("density") { Low = 0, High = 0.9 }, step = new("step") { Low = 0 };
        double chance = Wasserstein.Distance(course.Data, course.OtherData), last = course.Results[^1].Step;
        return new(
            $"gan: three normal distributions, learned from a discriminator; distance {course.Results[^1].Distance:F3}", Columns: 2,
            new Panel("before", _x, density, Histogram("generated", course.Before), Truth()),
            new Panel($"after {last} steps", _x, density, Histogram("generated", course.After), Truth()),
            new Panel(
                "Wasserstein distance from the data", step, new Axis("distance") { IsLogarithmic = true },
                Of("generated", course, result => result.Distance), Level("chance", last, chance)),
            new Panel(
                "losses", step, new Axis("loss"),
                Of("discriminator", course, result => result.DiscriminatorLoss),
                Of("generator", course, result => result.GeneratorLoss),
                Level("log 2", last, Math.Log(2))));
    }

    private static Curve Truth() => Curve.Of("data", -Reach, Reach, Mixture.Density) with { IsReference = true };

    private static Curve Of(string name, GanCourse course, Func<GanResult, double> number) =>
        new(name, [.. course.Results.Select(result => new Point(result.Step, number(result)))]);

    private static Curve Level(string name, double end, double height) => new(name, [new(0, height), new(end, height)]) { IsReference = true };

    /// <summary>How densely the numbers lie, from bar to bar.</summary>
    private static Bars Histogram(string name, float[] numbers)
    {
        int[] counts = new int[(int)Math.Round(2 * Reach / Width)];
        foreach (float number in numbers)
        {
            double place = Math.Floor((number + Reach) / Width);
            if (place >= 0 && place < counts.Length)
                counts[(int)place]++;
        }
        return new(name, [.. counts.Select((count, index) => new Point(-Reach + (index + 0.5) * Width, count / (numbers.Length * Width)))], Width);
    }
}
