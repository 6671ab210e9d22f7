using FastGrad.Compiler.Formulas;
using FastGrad.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary><c>[Gain(5.0 / 3)]</c> or <c>[Gain(nameof(Keeps))]</c>: what an activation leaves for the layer before it to make up for.</summary>
internal static class GainBinder
{
    /// <summary>A number or a method's name; null where none is said.</summary>
    public static string? Bind(INamedTypeSymbol type, ClassScope scope)
    {
        if (type.FindAttribute(KnownTypes.Gain) is not AttributeData attribute)
            return null;
        switch (attribute.ConstructorArguments)
        {
            case [{ Value: double and > 0 and < double.PositiveInfinity and double number }]:
                return FormulaText.Number(number);
            case [{ Value: double number }]:
                Malformed($"has the gain {FormulaText.Number(number)}, but a gain is above 0 and finite");
                return null;
            case [{ Value: string name }]:
                IMethodSymbol? method = type.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault(candidate =>
                    candidate is { Parameters.Length: 0, IsGenericMethod: false } && FormulaTypes.Of(candidate.ReturnType) == FormulaType.Double);
                if (method is null)
                {
                    Malformed($"has no method '{name}' for its gain; write 'private double {name}() => ...', or give the gain as a number");
                    return null;
                }
                scope.ReachByName(method);
                return name;
            default:
                scope.Findings.FailSilently();
                return null;
        }

        void Malformed(string what) => scope.Findings.Report(
            Descriptors.MalformedFormula,
            attribute.ApplicationSyntaxReference?.GetSyntax(scope.Cancellation).GetLocation() ?? type.Locations[0],
            type.Name,
            what);
    }
}
