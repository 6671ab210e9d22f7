using System.Globalization;
using FastGrad.Compiler.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>An initialiser attribute as the C# that constructs it: initialisers run once, so they are called and not compiled.</summary>
internal static class Initializers
{
    public static string Text(AttributeData attribute)
    {
        string arguments = string.Join(", ", attribute.ConstructorArguments.Select(Value));
        string settings = string.Join(", ", attribute.NamedArguments.Select(argument => $"{Names.Escape(argument.Key)} = {Value(argument.Value)}"));
        string text = $"new {Names.FullyQualified(attribute.AttributeClass!)}({arguments})";
        return attribute.NamedArguments.IsEmpty
            ? text
            : $"{text} {{ {settings} }}";
    }

    private static string Value(TypedConstant constant) => constant switch
    {
        { IsNull: true } => "null",
        { Kind: TypedConstantKind.Array } =>
            $"new {Names.FullyQualified(constant.Type!)} {{ {string.Join(", ", constant.Values.Select(Value))} }}",
        { Kind: TypedConstantKind.Type } => $"typeof({Names.FullyQualified((ITypeSymbol)constant.Value!)})",
        { Kind: TypedConstantKind.Enum } => $"({Names.FullyQualified(constant.Type!)})({Integer(constant.Value!)})",
        { Value: string text } => SymbolDisplay.FormatLiteral(text, quote: true),
        { Value: char letter } => SymbolDisplay.FormatLiteral(letter, quote: true),
        { Value: bool flag } => flag ? "true" : "false",
        { Value: double number } => Real(number, "double", "d"),
        { Value: float number } => Real(number, "float", "f"),
        _ => Integer(constant.Value!),
    };

    /// <summary>With a suffix: "-0" alone would be the integer 0.</summary>
    private static string Real(double value, string type, string suffix) => value switch
    {
        double.PositiveInfinity => type + ".PositiveInfinity",
        double.NegativeInfinity => type + ".NegativeInfinity",
        double.NaN => type + ".NaN",
        _ => FormulaText.Number(value) + suffix,
    };

    private static string Integer(object value) =>
        System.Convert.ToDecimal(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
}
