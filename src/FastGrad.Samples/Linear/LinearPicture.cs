using FastGrad.Samples.Pictures;

namespace FastGrad.Samples.Linear;

/// <summary>The points with the line on its way to them, and how the loss went down.</summary>
public static class LinearPicture
{
    public static Picture Draw(PointCloud points, IReadOnlyList<LinearResult> course)
    {
        LinearResult first = course[0], last = course[^1];
        Panel fit = new(
            "data and line", new Axis("x"), new Axis("y"),
            new Dots("data", [.. points.X.Zip(points.Y, (x, y) => new Point(x, y))]),
            Line("epoch 1", first) with { IsReference = true },
            Line($"epoch {last.Epoch}", last));
        Panel loss = new(
            "mean squared error", new Axis("epoch"), new Axis("loss") { IsLogarithmic = true },
            Curve.Of("", course.Select(result => result.Loss)));
        return new($"linear: y = {last.Slope:F2}·x + {last.Intercept:F2}", Columns: 2, fit, loss);
    }

    private static Curve Line(string name, LinearResult result) =>
        Curve.Of(name, -PointCloud.Reach, PointCloud.Reach, x => result.Slope * x + result.Intercept, intervals: 1);
}
