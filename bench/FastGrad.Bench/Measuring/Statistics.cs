namespace FastGrad.Bench;

internal static class Statistics
{
    public static double Median(IEnumerable<double> values) => Percentile([.. values.Order()], 0.5);

    /// <param name="ordered">The least first; at least one.</param>
    /// <param name="share">0 for the least, 1 for the greatest.</param>
    public static double Percentile(double[] ordered, double share) => ordered[(int)Math.Min(ordered.Length * share, ordered.Length - 1)];
}
