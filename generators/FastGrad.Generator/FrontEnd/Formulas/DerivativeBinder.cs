using FastGrad.Compiler;
using FastGrad.Compiler.Formulas;
using FastGrad.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>
/// <c>[Derivative(nameof(Slope))]</c>: which methods give a method's derivatives. Of scalars only: a tensor's derivative is no method of
/// the same parameters.
/// </summary>
internal sealed class DerivativeBinder(INamedTypeSymbol type, ClassScope scope)
{
    public EquatableArray<DerivativeRule> Bind(IMethodSymbol method)
    {
        var rules = new List<DerivativeRule>();
        foreach (AttributeData attribute in method.GetAttributes().Where(attribute => attribute.AttributeClass.Is(KnownTypes.Derivative)))
        {
            if (attribute.ConstructorArguments is not [{ Value: string slope }])
            {
                // C# says what is wrong with it.
                scope.Findings.FailSilently();
                continue;
            }
            string? by = attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "By").Value.Value as string;
            if (Rule(method, slope, by, rules, out string? wrong) is DerivativeRule rule)
            {
                rules.Add(rule);
                continue;
            }
            SyntaxNode? place = attribute.ApplicationSyntaxReference?.GetSyntax(scope.Cancellation);
            scope.Findings.Report(
                Descriptors.DerivativeDoesNotFit, place?.GetLocation() ?? method.Locations[0], slope, scope.DisplayName(method), wrong!);
        }
        return rules.ToEquatableArray();
    }

    private DerivativeRule? Rule(IMethodSymbol method, string slope, string? by, List<DerivativeRule> earlier, out string? wrong)
    {
        wrong = null;
        bool ofNumbers = FormulaTypes.Of(method.ReturnType) == FormulaType.Double
            && method.Parameters.All(parameter => FormulaTypes.IsScalar(FormulaTypes.Of(parameter.Type)));
        if (!ofNumbers)
            wrong = "but only a method of numbers that gives a double can have one; move the weak part into a 'double' method and mark that";
        else if (method.Parameters.FirstOrDefault(parameter => by is null || parameter.Name == by) is not IParameterSymbol varied)
            wrong = by is null ? "which has no parameter to vary" : $"by '{by}', which is none of its parameters";
        else if (FormulaTypes.Of(varied.Type) != FormulaType.Double)
            wrong = $"by '{varied.Name}', but that is no double; name the parameter that is varied with By = \"...\"";
        else if (earlier.Any(rule => rule.Parameter == varied.Name))
            wrong = $"by '{varied.Name}', which has one already; keep one";
        else if (Slope(method, slope) is not IMethodSymbol found)
            wrong = $"but '{type.Name}' has no method 'double {slope}({Parameters(method)})'"
                + (type.GetMembers(slope).OfType<IMethodSymbol>().FirstOrDefault() is IMethodSymbol other ? $"; it is {FormulaClassBinder.Shown(other)}" : "");
        else
        {
            scope.ReachByName(found);
            return new DerivativeRule(varied.Name, slope);
        }
        return null;
    }

    private IMethodSymbol? Slope(IMethodSymbol method, string slope) => type.GetMembers(slope).OfType<IMethodSymbol>().FirstOrDefault(
        candidate => !candidate.IsGenericMethod && FormulaTypes.Of(candidate.ReturnType) == FormulaType.Double
            && !SymbolEqualityComparer.Default.Equals(candidate, method)
            && candidate.Parameters.Length == method.Parameters.Length
            && candidate.Parameters.Zip(method.Parameters, (own, wanted) => own.RefKind == RefKind.None
                && SymbolEqualityComparer.Default.Equals(own.Type, wanted.Type)).All(same => same));

    private static string Parameters(IMethodSymbol method) => string.Join(", ", method.Parameters.Select(parameter =>
        parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) + " " + parameter.Name));
}
