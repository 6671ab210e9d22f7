namespace FastGrad.Models.Tests.Oracle;

/// <summary>Derivatives of declarations, by differences.</summary>
internal static class Numeric
{
    // The cube root of the unit, where the truncation h² and the rounding u / h of a central difference meet.
    private const double H = 1e-5;

    public static double First(Func<double, double> f, double x) => (f(x + H) - f(x - H)) / (2 * H);

    // The fourth root, for the same reason.
    public static double Second(Func<double, double> f, double x) => (f(x + 1e-4) - 2 * f(x) + f(x - 1e-4)) / 1e-8;

    /// <summary>
    /// A central difference of a function of one of many variables, with its error: three truncation terms are the difference to the same with
    /// twice the step (the error is h²/6·f‴ and 4·h²/6·f‴), and rounding is the function's own error over the step.
    /// </summary>
    public static (double Value, double Error) Central(Func<double, double> f, double x, double roundingOfF)
    {
        double near = First(f, x), far = (f(x + 2 * H) - f(x - 2 * H)) / (4 * H);
        return (near, Math.Abs(far - near) + 2 * roundingOfF / H);
    }
}
