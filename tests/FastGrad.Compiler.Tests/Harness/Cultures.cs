using System.Globalization;

namespace FastGrad.Compiler.Tests.Harness;

/// <summary>A machine that writes numbers as few do.</summary>
internal static class Cultures
{
    /// <summary>Runs under decimals with a comma, groups with a point, U+2212 for minus and another word for infinity.</summary>
    public static T Strange<T>(Func<T> run)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var strange = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        strange.NumberFormat.NumberDecimalSeparator = ",";
        strange.NumberFormat.NumberGroupSeparator = ".";
        strange.NumberFormat.NegativeSign = "\u2212";
        strange.NumberFormat.PositiveInfinitySymbol = "plenty";
        strange.NumberFormat.NaNSymbol = "nothing";
        try
        {
            CultureInfo.CurrentCulture = strange;
            Assert.Equal("\u22121,5", (-1.5).ToString(CultureInfo.CurrentCulture));
            return run();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
