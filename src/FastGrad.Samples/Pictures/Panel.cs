namespace FastGrad.Samples.Pictures;

/// <summary>Series on a pair of axes.</summary>
/// <param name="Title">Stands above.</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Series">Later ones are drawn over earlier ones.</param>
public sealed record Panel(string Title, Axis X, Axis Y, params IReadOnlyList<Series> Series)
{
    /// <summary>The scale that has room for all that is drawn: bars are as wide as they are, and stand on 0.</summary>
    public Scale HorizontalScale() => X.Fit(Series.SelectMany(series => series switch
    {
        Bars bars => bars.Points.SelectMany(point => (double[])[point.X - bars.Width / 2, point.X + bars.Width / 2]),
        _ => Placed(series).Select(point => point.X),
    }));

    /// <inheritdoc cref="HorizontalScale"/>
    public Scale VerticalScale() => Y.Fit(Series.SelectMany(series =>
        series is Bars ? series.Points.Select(point => point.Y).Append(0) : Placed(series).Select(point => point.Y)));

    /// <summary>The series' points, without those of which only one number has a place: they are not drawn.</summary>
    private static IEnumerable<Point> Placed(Series series) => series.Points.Where(point => point.IsFinite);
}
