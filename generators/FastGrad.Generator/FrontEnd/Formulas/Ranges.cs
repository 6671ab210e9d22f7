using System.Globalization;
using FastGrad.Compiler.Formulas;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>What [Above], [AtLeast], [Below], [AtMost] and [InRange] allow together.</summary>
internal static class Ranges
{
    public static ValueRange? Of(IPropertySymbol property)
    {
        ValueRange? range = null;
        foreach (AttributeData attribute in property.GetAttributes())
        {
            if (One(attribute) is ValueRange next)
                range = range is null ? next : Intersect(range, next);
        }
        return range;
    }

    /// <summary>The value that is not allowed, and what would have been; NaN and infinities never are. Null where all is well.</summary>
    public static (string What, string Got, string Allowed)? Violation(HyperParameter parameter, string value)
    {
        switch (parameter.Type)
        {
            case FormulaType.Boolean:
                return null;
            case FormulaType.Numbers:
                return Violation(parameter, FormulaText.ParseNumbers(value));
            default:
                return Allowed(parameter, FormulaText.ParseNumber(value)) is string allowed ? (parameter.Name, value, allowed) : null;
        }
    }

    private static (string, string, string)? Violation(HyperParameter parameter, double[]? numbers)
    {
        if (numbers is { Length: 0 })
            return (parameter.Name, "empty", "null or at least one number");
        for (int i = 0; i < numbers?.Length; i++)
        {
            if (Allowed(parameter, numbers[i]) is string allowed)
                return ($"Element {FormulaText.Number(i)} of {parameter.Name}", FormulaText.Number(numbers[i]), allowed);
        }
        return null;
    }

    private static string? Allowed(HyperParameter parameter, double number)
    {
        if (parameter.Range is ValueRange range && !range.Contains(number))
            return range.ToString();
        return double.IsNaN(number) || double.IsInfinity(number) ? "finite" : null;
    }

    private static ValueRange? One(AttributeData attribute)
    {
        double[] ends = [.. attribute.ConstructorArguments.Where(argument => argument.Kind == TypedConstantKind.Primitive).Select(Number)];
        return (attribute.AttributeClass, ends) switch
        {
            (INamedTypeSymbol type, [double end]) when type.Is(KnownTypes.Above) => new(end, false, double.PositiveInfinity, true),
            (INamedTypeSymbol type, [double end]) when type.Is(KnownTypes.AtLeast) => new(end, true, double.PositiveInfinity, true),
            (INamedTypeSymbol type, [double end]) when type.Is(KnownTypes.Below) => new(double.NegativeInfinity, true, end, false),
            (INamedTypeSymbol type, [double end]) when type.Is(KnownTypes.AtMost) => new(double.NegativeInfinity, true, end, true),
            (INamedTypeSymbol type, [double low, double high]) when type.Is(KnownTypes.InRange) => new(low, true, high, false),
            _ => null,
        };
    }

    /// <summary>Of two equal ends the open one is the stricter.</summary>
    private static ValueRange Intersect(ValueRange a, ValueRange b)
    {
        ValueRange low = a.Minimum > b.Minimum || (a.Minimum.Equals(b.Minimum) && !a.MinimumIncluded) ? a : b;
        ValueRange high = a.Maximum < b.Maximum || (a.Maximum.Equals(b.Maximum) && !a.MaximumIncluded) ? a : b;
        return new(low.Minimum, low.MinimumIncluded, high.Maximum, high.MaximumIncluded);
    }

    private static double Number(TypedConstant constant) =>
        constant.Value is IConvertible number and not string ? System.Convert.ToDouble(number, CultureInfo.InvariantCulture) : double.NaN;
}
