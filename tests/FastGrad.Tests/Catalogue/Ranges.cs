using System.Globalization;

namespace FastGrad.Tests.Catalogue;

/// <summary>What a hyper-parameter may be, as its attributes say.</summary>
internal static class Ranges
{
    /// <summary>"> 0", "≤ 1", "[0, 1)"; empty where there are no such attributes.</summary>
    public static string Of(params IEnumerable<Attribute> attributes)
    {
        (string Sign, string Bracket, string Number)? low = null, high = null;
        foreach (Attribute attribute in attributes)
        {
            switch (attribute)
            {
                case AboveAttribute above: low = (">", "(", Text(above.Minimum)); break;
                case AtLeastAttribute atLeast: low = ("≥", "[", Text(atLeast.Minimum)); break;
                case BelowAttribute below: high = ("<", ")", Text(below.Maximum)); break;
                case AtMostAttribute atMost: high = ("≤", "]", Text(atMost.Maximum)); break;
                case InRangeAttribute range: (low, high) = (("≥", "[", Text(range.Minimum)), ("<", ")", Text(range.Maximum))); break;
            }
        }
        return (low, high) switch
        {
            ({ } from, { } to) => $"{from.Bracket}{from.Number}, {to.Number}{to.Bracket}",
            ({ } from, null) => $"{from.Sign} {from.Number}",
            (null, { } to) => $"{to.Sign} {to.Number}",
            _ => "",
        };
    }

    /// <summary>A number as mathematics has it: 0.9, 1e-8, ∞.</summary>
    public static string Text(double value)
    {
        if (double.IsInfinity(value))
            return value > 0 ? "∞" : "−∞";
        string text = value.ToString("G6", CultureInfo.InvariantCulture);
        return text.Replace("E-0", "e-").Replace("E+0", "e").Replace("E-", "e-").Replace("E+", "e").Replace("-", text.StartsWith('-') ? "−" : "-");
    }
}
