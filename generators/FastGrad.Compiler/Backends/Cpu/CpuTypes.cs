using System.Globalization;
using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Specs;

namespace FastGrad.Compiler.Backends.Cpu;

/// <summary>The model's precision in C#: the type's name, its mathematics and its literals.</summary>
internal sealed record CpuPrecision(string Type, string MathClass)
{
    public static CpuPrecision Of(Precision precision) => precision == Precision.Single ? new("float", "global::System.MathF") : new("double", "global::System.Math");

    /// <summary>What stands before a double that the precision should take.</summary>
    public string Cast => Type == "double" ? "" : $"({Type})";

    /// <summary>A number rounded to the precision, as a literal that reads back the same bits.</summary>
    public string Literal(double value)
    {
        if (Type == "double")
            return Special(value, "double") ?? WithPoint(FormulaText.Number(value));
        float rounded = (float)value;
        if (Special(rounded, "float") is string special)
            return special;
        for (int digits = 6; digits < 9; digits++)
        {
            string text = rounded.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture).Equals(rounded))
                return Negative(rounded, text) + "f";
        }
        return rounded.ToString("G9", CultureInfo.InvariantCulture) + "f";
    }

    private static string Negative(float value, string text) => value == 0 && 1 / value < 0 ? "-0" : text;

    private static string WithPoint(string text) => text.Any(c => c is '.' or 'E') ? text : text + ".0";

    private static string? Special(double value, string type) =>
        double.IsNaN(value) ? type + ".NaN"
        : double.IsPositiveInfinity(value) ? type + ".PositiveInfinity"
        : double.IsNegativeInfinity(value) ? type + ".NegativeInfinity"
        : null;
}
