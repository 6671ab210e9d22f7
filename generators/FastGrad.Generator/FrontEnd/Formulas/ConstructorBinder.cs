using FastGrad.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FastGrad.Generator.FrontEnd.Formulas;

internal sealed record ConstructorMapping(IParameterSymbol Parameter, IPropertySymbol Property);

/// <summary>
/// Which property each parameter of the constructor sets. The reader of another assembly sees a call [Dense(32)] and no body, so
/// nothing but "this parameter is that property" may happen in a constructor.
/// </summary>
internal sealed class ConstructorBinder(INamedTypeSymbol type, Compilation compilation, Findings findings, CancellationToken cancellation)
{
    private const string OnlyAssignments =
        "may only set properties from parameters in its constructor; restrict values with [Above], [AtLeast], [Below], [AtMost] or [InRange]";

    public IReadOnlyList<ConstructorMapping> Bind()
    {
        IMethodSymbol[] constructors = [.. type.InstanceConstructors.Where(constructor => !constructor.IsStatic)];
        if (constructors is not [{ DeclaredAccessibility: Accessibility.Public } only])
        {
            findings.Report(Descriptors.MalformedFormula, type.Locations[0], type.Name, "must have one constructor, a public one");
            return [];
        }
        ConstructorMapping[] mappings = [.. Body(only), .. Initializers()];
        var ordered = new List<ConstructorMapping>();
        foreach (IParameterSymbol parameter in only.Parameters)
        {
            ConstructorMapping[] own = [.. mappings.Where(mapping => SymbolEqualityComparer.Default.Equals(mapping.Parameter, parameter))];
            if (own.Length == 1)
                ordered.Add(own[0]);
            else
                Malformed(parameter.Locations[0], SetOneProperty(parameter.Name));
        }
        return ordered;
    }

    /// <summary>Of a constructor with a body: assignments of parameters to properties and nothing else.</summary>
    private IEnumerable<ConstructorMapping> Body(IMethodSymbol constructor)
    {
        if (constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not ConstructorDeclarationSyntax syntax)
            yield break;
        var operation = compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, cancellation) as IConstructorBodyOperation;
        foreach (IOperation statement in (operation?.BlockBody ?? operation?.ExpressionBody)?.Operations ?? [])
        {
            if (statement is IExpressionStatementOperation { Operation: ISimpleAssignmentOperation assignment }
                && assignment.Target is IPropertyReferenceOperation target
                && ParameterOf(assignment.Value) is IParameterSymbol parameter)
            {
                yield return new ConstructorMapping(parameter, target.Property);
            }
            else if (statement is not IReturnOperation { IsImplicit: true })
            {
                Malformed(statement.Syntax.GetLocation(), OnlyAssignments);
            }
        }
    }

    /// <summary>Of a primary constructor: <c>public int Units { get; } = units;</c></summary>
    private IEnumerable<ConstructorMapping> Initializers()
    {
        foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>())
        {
            if (PropertyInitializer.Of(property, compilation, cancellation)?.Operation is IPropertyInitializerOperation initializer
                && ParameterOf(initializer.Value) is IParameterSymbol parameter)
            {
                yield return new ConstructorMapping(parameter, property);
            }
        }
    }

    private static string SetOneProperty(string name) =>
        $"must set exactly one property from its constructor's parameter '{name}'; write 'public ... {{ get; }} = {name};'";

    /// <summary>The parameter, if the value is one and no more (a widening conversion aside).</summary>
    private static IParameterSymbol? ParameterOf(IOperation value) => value switch
    {
        IConversionOperation { IsImplicit: true } conversion => ParameterOf(conversion.Operand),
        IParameterReferenceOperation reference => reference.Parameter,
        _ => null,
    };

    private void Malformed(Location place, string what) => findings.Report(Descriptors.MalformedFormula, place, type.Name, what);
}
