using System.Globalization;
using System.Text.RegularExpressions;

namespace FastGrad.Tests.Catalogue;

/// <summary>What a hyper-parameter may be, as its attributes or its documentation say.</summary>
internal static partial class Ranges
{
    private const string Number = @"-?\d+(?:\.\d+)?";

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

    /// <summary>
    /// The range that documentation says last, "Number of outputs; at least 1.": in signs, where it is nothing but numbers, else in these
    /// words; empty where it says none.
    /// </summary>
    public static string InWords(string summary)
    {
        string words = LastClause().Matches(summary).LastOrDefault()?.Groups["range"].Value ?? "";
        return Interval().Match(words) is not { Success: true } interval ? words
            : (Sign(interval, "low"), Sign(interval, "high")) switch
            {
                ({ } from, { } to) =>
                    (from == "at least" ? "[" : "(") + $"{interval.Groups["from"]}, {interval.Groups["to"]}" + (to == "at most" ? "]" : ")"),
                ("at least", null) => $"≥ {interval.Groups["from"]}",
                _ => $"> {interval.Groups["from"]}",
            };
    }

    private static string? Sign(Match interval, string group) => interval.Groups[group] is { Success: true, Value: var sign } ? sign : null;

    [GeneratedRegex(@"; (?<range>(?:any|above|below|at least|at most|from|between)\b(?:(?!\.(?: |$))[^;])*)")]
    private static partial Regex LastClause();

    [GeneratedRegex($"^(?<low>at least|above) (?<from>{Number})(?: and (?<high>at most|below) (?<to>{Number}))?$")]
    private static partial Regex Interval();

    /// <summary>A number as mathematics has it: 0.9, 1e-8, ∞.</summary>
    public static string Text(double value)
    {
        if (double.IsInfinity(value))
            return value > 0 ? "∞" : "−∞";
        string text = value.ToString("G6", CultureInfo.InvariantCulture);
        return text.Replace("E-0", "e-").Replace("E+0", "e").Replace("E-", "e-").Replace("E+", "e").Replace("-", text.StartsWith('-') ? "−" : "-");
    }
}
