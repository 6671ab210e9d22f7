using System.Globalization;
using FastGrad.Compiler.Formulas;
using FastGrad.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

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

    /// <summary>Whether the values it is given are in the ranges of its properties; a constructor's parameter means the property of that name.</summary>
    public static void Check(AttributeData attribute, Findings findings, CancellationToken cancellation)
    {
        if (attribute is not { AttributeClass: INamedTypeSymbol type, AttributeConstructor: IMethodSymbol constructor }
            || attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax syntax)
        {
            return;
        }
        var stage = new Models.Stage(attribute, type, syntax, 0);
        for (int i = 0; i < attribute.ConstructorArguments.Length && i < constructor.Parameters.Length; i++)
        {
            string name = constructor.Parameters[i].Name;
            Check(name, StringComparison.OrdinalIgnoreCase, attribute.ConstructorArguments[i], stage.ArgumentOf(name, name, i));
        }
        foreach (KeyValuePair<string, TypedConstant> named in attribute.NamedArguments)
            Check(named.Key, StringComparison.Ordinal, named.Value, stage.ArgumentOf(named.Key, null, 0));
        // The one initialiser of which one value bounds the other, which no property's range can say.
        if (Names.FullyQualified(type) == "global::FastGrad.UniformAttribute"
            && attribute.ConstructorArguments[0].Value is double minimum && attribute.ConstructorArguments[1].Value is double maximum
            && minimum > maximum)
        {
            findings.Report(
                Descriptors.OutOfRange, stage.ArgumentOf("maximum", "maximum", 1), "Uniform", "Maximum", FormulaText.Number(maximum),
                $"at least Minimum, {FormulaText.Number(minimum)}");
        }

        void Check(string name, StringComparison comparison, TypedConstant constant, SyntaxNode place)
        {
            if (constant is not { Kind: TypedConstantKind.Primitive, Value: double or float or int or long }
                || PropertyOf(type, name, comparison) is not IPropertySymbol property
                || FormulaTypes.Of(property.Type) is not FormulaType kind)
            {
                return;
            }
            string text = FormulaTypes.Text(kind, constant.Value);
            if (Ranges.Violation(new HyperParameter(property.Name, kind, null, Ranges.Of(property)), text) is var (what, got, allowed))
                findings.Report(Descriptors.OutOfRange, place, Kinds.ShortName(type), what, got, allowed);
        }
    }

    private static IPropertySymbol? PropertyOf(INamedTypeSymbol type, string name, StringComparison comparison)
    {
        for (INamedTypeSymbol? at = type; at is not null; at = at.BaseType)
        {
            if (at.GetMembers().OfType<IPropertySymbol>().FirstOrDefault(property => string.Equals(property.Name, name, comparison)) is IPropertySymbol found)
                return found;
        }
        return null;
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
