namespace FastGrad;

/// <summary>
/// Functions that <see cref="Math"/> lacks, on one double, for where speed does not count: formulas that run as they are written, and constants that
/// the compiler folds. (<c>double.ExpM1</c> and <c>double.LogP1</c> are eˣ − 1 and log(1 + x) as written, without digits for small x.)
/// </summary>
internal static class MoreMath
{
    /// <summary>eˣ − 1 after Kahan: what x lost in the power is lost in its logarithm too.</summary>
    public static double Expm1(double x)
    {
        double power = Math.Exp(x);
        return Math.Abs(x) > 1 ? power - 1 : power == 1 ? x : (power - 1) * x / Math.Log(power);
    }

    /// <summary>log(1 + x) after Kahan, likewise.</summary>
    public static double Log1p(double x)
    {
        double sum = 1 + x;
        return sum == 1 || double.IsPositiveInfinity(sum) ? x : Math.Log(sum) * (x / (sum - 1));
    }

    /// <summary>log(1 + eˣ), only ever with e to a negative power.</summary>
    public static double Softplus(double x) => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x)));

    /// <summary>The error function: a series of positive terms, and further out the continued fraction of what is left to 1.</summary>
    public static double Erf(double x)
    {
        double size = Math.Abs(x);
        if (size < 1.5)
        {
            double term = x, sum = x;
            for (int n = 1; n < 40; n++)
                sum += term *= 2 * x * x / (2 * n + 1);
            return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
        }
        double fraction = 0;
        for (int n = 80; n > 0; n--)
            fraction = n / 2.0 / (size + fraction);
        double rest = Math.Exp(-size * size) / Math.Sqrt(Math.PI) / (size + fraction);
        return x < 0 ? rest - 1 : 1 - rest;
    }
}
