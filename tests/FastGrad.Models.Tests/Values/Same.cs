namespace FastGrad.Models.Tests.Values;

internal static class Same
{
    /// <summary>
    /// The declaration's value up to an error; NaN where it is NaN, the same infinity where it is one, or where it is too large for the precision.
    /// </summary>
    public static void Value(double declared, double actual, double error, bool isDouble, string what)
    {
        double rounded = isDouble ? declared : (float)declared;
        bool same = double.IsNaN(rounded) ? double.IsNaN(actual)
            : double.IsInfinity(rounded) ? actual == rounded
            : Math.Abs(actual - declared) <= error;
        Assert.True(same, $"{what}: the declaration gives {declared:R}, compiled code {actual:R}, allowed are {error:E2}");
    }

    /// <summary>What rounding may add at the lower end of the range, where it is no longer relative.</summary>
    public static double Least(bool isDouble) => isDouble ? double.Epsilon : float.Epsilon;
}
