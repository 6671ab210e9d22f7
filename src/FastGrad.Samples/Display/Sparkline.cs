namespace FastGrad.Samples.Display;

/// <summary>A curve made of characters, one per point.</summary>
public static class Sparkline
{
    private const string Levels = "▁▂▃▄▅▆▇█";

    /// <param name="values">Where there are more than fit, evenly chosen ones are shown, the latest always.</param>
    /// <param name="width">Characters at most.</param>
    public static string Of(IEnumerable<double> values, int width)
    {
        double[] all = [.. values];
        double[] shown = all.Length <= width ? all : [.. Enumerable.Range(1, width).Select(place => all[(int)((long)place * all.Length / width) - 1])];
        double[] finite = [.. shown.Where(double.IsFinite)];
        if (finite.Length == 0)
            return new string('?', shown.Length);
        double low = finite.Min(), range = finite.Max() - low;
        return string.Concat(shown.Select(value => !double.IsFinite(value) ? '?' : Level(range == 0 ? 0 : (value - low) / range)));
    }

    private static char Level(double share) => Levels[(int)Math.Round(share * (Levels.Length - 1))];
}
