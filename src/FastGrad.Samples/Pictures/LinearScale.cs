namespace FastGrad.Samples.Pictures;

/// <summary>Equal differences are equally long.</summary>
public sealed class LinearScale(double low, double high) : Scale(low, high)
{
    /// <summary>The scale that begins and ends a little outside of these numbers, or where it is told to.</summary>
    public static LinearScale Fit(IEnumerable<double> values, double? low = null, double? high = null)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        (double least, double greatest) = finite.Length > 0 ? (finite.Min(), finite.Max()) : (low ?? (high - 1) ?? 0, high ?? (low + 1) ?? 1);
        // One number alone stands in the middle.
        double margin = greatest > least ? Margin * (greatest - least) : Math.Max(Math.Abs(least) / 10, 0.5);
        double begin = low ?? least - margin, end = high ?? greatest + margin;
        return end > begin ? new(begin, end) : throw new ArgumentException($"An axis can't go from {begin} to {end}.");
    }

    public override double Share(double value) => double.IsFinite(value) ? (value - Low) / (High - Low) : double.NaN;

    public override IReadOnlyList<Tick> Ticks(int most)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10((High - Low) / most)));
        // The first is too fine or just right, the last too coarse or just right.
        foreach (int digit in (ReadOnlySpan<int>)[1, 2, 5, 10])
        {
            if (Multiples(digit * power) is { } few && few.Count <= most + 1)
                return few;
        }
        return Multiples(20 * power);
    }

    /// <summary>The multiples of a step that are within the scale: products, because 0.1 + 0.1 + 0.1 is not 0.3.</summary>
    private List<Tick> Multiples(double step)
    {
        // A hair of tolerance keeps ends that are round themselves.
        double first = Math.Ceiling(Low / step - 1e-9), last = Math.Floor(High / step + 1e-9), greatest = Math.Max(Math.Abs(Low), Math.Abs(High));
        List<Tick> ticks = [];
        for (int index = 0; index <= last - first; index++)
            ticks.Add(new((first + index) * step, TickLabel.Of((first + index) * step, step, greatest)));
        return ticks;
    }
}
