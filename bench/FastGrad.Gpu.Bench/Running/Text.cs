using System.Globalization;

namespace FastGrad.Gpu.Bench;

/// <summary>Numbers in tables: from a tenth of a microsecond to seconds, without powers of ten.</summary>
internal static class Text
{
    /// <summary>Four digits, or all before the point.</summary>
    public static string Of(double value) => value.ToString(Math.Abs(value) >= 1000 ? "F0" : "G4", CultureInfo.InvariantCulture);

    /// <summary>A share in per cent; nothing where there is none.</summary>
    public static string Share(double share) => double.IsFinite(share) ? share.ToString("P1", CultureInfo.InvariantCulture) : "–";
}
