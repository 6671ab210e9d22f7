namespace FastGrad.Samples.Pictures;

/// <summary>Colours that can be read on white and on black, neighbours being unlike.</summary>
public static class Palette
{
    private static readonly string[] _colors = ["#3b82d6", "#e07b1f", "#2f9e57", "#d6455d", "#9168d6", "#1598a5", "#b5762f", "#d355a4"];
    private static readonly string[] _dashes = ["", "7 3", "2 3"];

    public const string Reference = "#858d96", ReferenceDash = "5 4";

    /// <summary>Of the series at a place among a panel's.</summary>
    public static string Color(int index) => _colors[index % _colors.Length];

    /// <summary>What tells series of the same colour apart; empty for an unbroken line.</summary>
    public static string Dash(int index) => _dashes[index / _colors.Length % _dashes.Length];
}
