namespace FastGrad;

/// <summary>The quantiles of the normal distribution with mean 0 and deviation 1.</summary>
internal static class InverseNormal
{
    /// <summary>1 / √(2π).</summary>
    private const double Density = 0.39894228040143268;

    /// <summary>
    /// The x with Φ(x) − ½ = <paramref name="share"/>, for shares up to Φ(2.2) − ½ either way, to some 10⁻¹⁵: Newton's method on the series
    /// Φ(x) − ½ = φ(x)·(x + x³/3 + x⁵/(3·5) + …), all of whose terms have one sign.
    /// </summary>
    public static double FromCentre(double share)
    {
        double target = Math.Abs(share), x = 0;
        // From 0 the tangent stays on the near side of a concave curve, so the steps go one way and double the digits.
        for (int step = 0; step < 16; step++)
        {
            double slope = Density * Math.Exp(-0.5 * x * x);
            double next = x + (target - slope * Series(x)) / slope;
            if (Math.Abs(next - x) <= 4e-16 * next)
                break;
            x = next;
        }
        return Math.CopySign(x, share);
    }

    private static double Series(double x)
    {
        double term = x, sum = x;
        for (int odd = 3; term > 1e-18 * sum; odd += 2)
        {
            term *= x * x / odd;
            sum += term;
        }
        return sum;
    }
}
