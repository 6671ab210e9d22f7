namespace FastGrad.Samples.Pictures;

/// <summary>Equal factors are equally long. Only numbers above 0 have a place.</summary>
public sealed class LogScale(double low, double high) : Scale(low, high)
{
    /// <summary>The scale that begins and ends a little outside of these numbers, or where it is told to.</summary>
    public static LogScale Fit(IEnumerable<double> values, double? low = null, double? high = null)
    {
        double[] placed = [.. values.Where(HasPlace)];
        (double least, double greatest) = placed.Length > 0 ? (placed.Min(), placed.Max()) : (low ?? high / 10 ?? 1, high ?? low * 10 ?? 10);
        double margin = greatest > least ? Math.Pow(greatest / least, Margin) : 2;
        double begin = low ?? least / margin, end = high ?? greatest * margin;
        return begin > 0 && end > begin
            ? new(begin, end)
            : throw new ArgumentException($"A logarithmic axis can't go from {begin} to {end}.");
    }

    public override double Share(double value) => HasPlace(value) ? Math.Log(value / Low) / Math.Log(High / Low) : double.NaN;

    public override IReadOnlyList<Tick> Ticks(int most)
    {
        int first = (int)Math.Ceiling(Math.Log10(Low) - 1e-9), last = (int)Math.Floor(Math.Log10(High) + 1e-9);
        List<Tick> fine = last <= first + 1 ? Within(first - 1, last, 1, 2, 5) : [];
        if (last > first)
            return fine.Count > 0 && fine.Count <= most ? fine : Within(first, last, 1).FindAll(tick => IsEvery(tick, (last - first) / most + 1));
        // Within one decade: 1, 2, 5 if these are enough, else what a linear scale would have.
        return fine.Count > 1 ? fine : new LinearScale(Low, High).Ticks(most);
    }

    /// <summary>These digits times powers of ten, as far as they are within the scale.</summary>
    private List<Tick> Within(int first, int last, params ReadOnlySpan<int> digits)
    {
        List<Tick> ticks = [];
        for (int power = first; power <= last; power++)
        {
            foreach (int digit in digits)
            {
                Tick tick = Round(digit, power);
                if (Share(tick.Value) is >= -1e-9 and <= 1 + 1e-9)
                    ticks.Add(tick);
            }
        }
        return ticks;
    }

    /// <summary>Whether a power of ten is one of every so many.</summary>
    private static bool IsEvery(Tick tick, int step) => (int)Math.Round(Math.Log10(tick.Value)) % step == 0;

    private static bool HasPlace(double value) => double.IsFinite(value) && value > 0;

    private static Tick Round(int digit, int power)
    {
        // 10⁻³ = 0.001 exactly as the nearest number, which 1 / 10³ is and Math.Pow need not be.
        double value = power < 0 ? digit / Math.Pow(10, -power) : digit * Math.Pow(10, power);
        return new(value, TickLabel.Power(digit, power));
    }
}
