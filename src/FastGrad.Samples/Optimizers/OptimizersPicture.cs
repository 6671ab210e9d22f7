using FastGrad.Samples.Pictures;

namespace FastGrad.Samples.Optimizers;

/// <summary>How the test losses went down.</summary>
public static class OptimizersPicture
{
    public static Picture Draw(IReadOnlyList<Lane> regression, IReadOnlyList<Lane> digits)
    {
        double floor = RegressionProblem.Noise * RegressionProblem.Noise;
        Curve noise = new("noise alone", [new(0, floor), new(regression[0].Losses.Count - 1, floor)]) { IsReference = true };
        return new(
            "optimizers: test loss, each from its best learning rate down to 0", Columns: 2,
            new Panel("linear regression, 10 features", new Axis("epoch"), Loss("mean squared error", regression), [noise, .. Curves(regression)]),
            new Panel("handwritten digits", new Axis("epoch"), Loss("cross-entropy", digits), [.. Curves(digits)]))
        {
            PanelWidth = 560,
            PanelHeight = 420,
        };
    }

    private static IEnumerable<Curve> Curves(IReadOnlyList<Lane> lanes) => lanes.Select(lane =>
        new Curve(lane.Name, [.. lane.Losses.Select((loss, epoch) => new Point(epoch, loss))]));

    /// <summary>All begin at the same loss; what first makes it worse leaves the picture for a while.</summary>
    private static Axis Loss(string label, IReadOnlyList<Lane> lanes) => new(label) { IsLogarithmic = true, High = 1.5 * lanes[0].Losses[0] };
}
