using System.Globalization;

namespace FastGrad.Samples.Pictures;

/// <summary>Numbers as they stand beside an axis.</summary>
public static class TickLabel
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private const int MostDecimals = 5;
    private const double Long = 1e6;

    /// <summary>A number with the digits in which it differs from its neighbours.</summary>
    /// <param name="value">A multiple of the step.</param>
    /// <param name="step">Distance of the neighbours.</param>
    /// <param name="greatest">The greatest on the axis, without its sign: all labels of an axis are of one kind.</param>
    public static string Of(double value, double step, double greatest)
    {
        int decimals = Decimals(step);
        if (decimals <= MostDecimals && greatest < Long)
            return Signed(value, $"F{Math.Max(decimals, 0)}");
        if (value == 0)
            return "0";
        int power = (int)Math.Floor(Math.Log10(greatest));
        double unit = Math.Pow(10, power);
        return Signed(value / unit, $"F{Math.Max(Decimals(step / unit), 0)}") + "×" + Tens(power);
    }

    /// <summary>A digit times a power of ten: 0.02, 5, 10⁶, 2×10⁻⁷.</summary>
    public static string Power(int digit, int power) => power switch
    {
        >= -3 and < 0 => "0." + new string('0', -power - 1) + digit.ToString(CultureInfo.InvariantCulture),
        >= 0 and <= 4 => digit.ToString(CultureInfo.InvariantCulture) + new string('0', power),
        _ => digit == 1 ? Tens(power) : $"{digit}×{Tens(power)}",
    };

    private static int Decimals(double step) => -(int)Math.Floor(Math.Log10(step) + 1e-9);

    private static string Tens(int power) =>
        (power < 0 ? "10⁻" : "10")
        + string.Concat(Math.Abs(power).ToString(CultureInfo.InvariantCulture).Select(digit => Superscripts[digit - '0']));

    /// <summary>With a minus as long as a plus, and none before a zero.</summary>
    private static string Signed(double value, string format)
    {
        string digits = Math.Abs(value).ToString(format, CultureInfo.InvariantCulture);
        return value < 0 && digits.AsSpan().ContainsAnyInRange('1', '9') ? "−" + digits : digits;
    }
}
