using System.Globalization;

namespace FastGrad.Compiler.Formulas;

/// <summary>Numbers as text: invariant and round-trip, whatever the culture of the machine that compiles.</summary>
public static class FormulaText
{
    public static string Number(double value) => value switch
    {
        double.PositiveInfinity => "Infinity",
        double.NegativeInfinity => "-Infinity",
        double.NaN => "NaN",
        // .NET Framework hosts print a shorter, wrong "R" for some doubles; seventeen digits always round-trip.
        _ => Shortest(value),
    };

    /// <exception cref="FormatException">No number.</exception>
    public static double ParseNumber(string text) =>
        TryParseNumber(text, out double value) ? value : throw new FormatException($"'{text}' is no number");

    public static bool TryParseNumber(string text, out double value)
    {
        double? special = text switch
        {
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            "NaN" => double.NaN,
            // .NET Framework reads it as 0.
            "-0" => -0.0,
            _ => null,
        };
        value = special ?? 0;
        return special is not null || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Several numbers as one text, with spaces between; <c>null</c> for none.</summary>
    public static string Numbers(IEnumerable<double>? values) => values is null ? "null" : string.Join(" ", values.Select(Number));

    /// <exception cref="FormatException">One of them is no number.</exception>
    public static double[]? ParseNumbers(string text) => text switch
    {
        "null" => null,
        "" => [],
        _ => [.. text.Split(' ').Select(ParseNumber)],
    };

    private static string Shortest(double value)
    {
        // Negative zero prints as "0" on .NET Framework.
        if (value == 0)
            return 1 / value < 0 ? "-0" : "0";
        for (int digits = 15; digits < 17; digits++)
        {
            string text = value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture).Equals(value))
                return text;
        }
        return value.ToString("G17", CultureInfo.InvariantCulture);
    }
}
