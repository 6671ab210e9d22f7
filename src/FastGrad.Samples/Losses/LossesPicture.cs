using FastGrad.Samples.Pictures;

namespace FastGrad.Samples.Losses;

/// <summary>The lines, and the losses themselves: a declaration is a class whose formula runs as it stands.</summary>
public static class LossesPicture
{
    private const double Widest = 3;

    private static readonly (string Name, Func<double, double> Value)[] _losses =
    [
        ("MSE", error => new MseAttribute().Loss(error, 0)),
        ("Huber, δ = 1", error => new HuberAttribute().Loss(error, 0)),
        ("MAE", error => new MaeAttribute().Loss(error, 0)),
        ("log-cosh", error => new LogCoshAttribute().Loss(error, 0)),
        ("quantile, τ = 0.8", error => new QuantileAttribute { Tau = 0.8 }.Loss(error, 0)),
    ];

    public static Picture Draw(OutlierData data, IReadOnlyList<LineFit> fits)
    {
        Dots dots = new("data", [.. data.X.Zip(data.Y, (x, y) => new Point(x, y))]) { IsReference = true };
        Curve truth = Line("y = 2x + 1", OutlierData.Slope, OutlierData.Intercept) with { IsReference = true };
        Axis error = new("prediction − target");
        return new(
            "losses: outliers pull by their square, or by their sign", Columns: 3,
            new Panel("data and lines", new Axis("x"), new Axis("y"), [dots, truth, .. fits.Select(fit => Line(fit.Name, fit.Slope, fit.Intercept))]),
            new Panel("loss", error, new Axis { Low = 0, High = 4 }, [.. _losses.Select(loss => Curve.Of(loss.Name, -Widest, Widest, loss.Value))]),
            new Panel(
                "force: the loss's slope", error, new Axis { Low = -3, High = 3 },
                [.. _losses.Select(loss => Curve.Of(loss.Name, -Widest, Widest, Slope(loss.Value), 600))]));
    }

    private static Func<double, double> Slope(Func<double, double> loss)
    {
        const double Step = 1e-6;
        return error => (loss(error + Step) - loss(error - Step)) / (2 * Step);
    }

    private static Curve Line(string name, double slope, double intercept) =>
        Curve.Of(name, -OutlierData.Reach, OutlierData.Reach, x => slope * x + intercept, intervals: 1);
}
