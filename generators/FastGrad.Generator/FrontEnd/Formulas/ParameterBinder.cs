using FastGrad.Compiler;
using FastGrad.Compiler.Formulas;
using FastGrad.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>A formula's parameters: what is handed in, what is learned, and from which shape and values that starts.</summary>
internal sealed class ParameterBinder(INamedTypeSymbol type, ClassScope scope)
{
    /// <summary>Null where a parameter is of no type or role that formulas know.</summary>
    public EquatableArray<FormulaParameter>? Bind(IMethodSymbol method)
    {
        FormulaParameter?[] parameters = [.. method.Parameters.Select(Bind)];
        return parameters.All(parameter => parameter is not null) ? new EquatableArray<FormulaParameter>(parameters!) : null;
    }

    private FormulaParameter? Bind(IParameterSymbol parameter)
    {
        if (parameter.Type is IErrorTypeSymbol)
        {
            scope.Findings.FailSilently();
            return null;
        }
        bool reference = parameter.RefKind == RefKind.Ref;
        if (FormulaTypes.Of(parameter.Type) is not FormulaType kind || !(reference || parameter.RefKind == RefKind.None))
            return null;
        AttributeData? trained = parameter.FindAttribute(KnownTypes.Parameter);
        if (trained is null)
            return new FormulaParameter(parameter.Name, kind, reference ? ParameterRole.Reference : ParameterRole.Value);
        if (reference)
            return null;
        AttributeData? initializer = parameter.GetAttributes()
            .FirstOrDefault(attribute => attribute.AttributeClass.DerivesFrom(KnownTypes.Initializer));
        if (initializer is null)
        {
            Malformed(
                parameter.Locations[0],
                $"must say how its parameter '{parameter.Name}' starts, "
                + "with [Zeros], [Ones], [Constant(...)], [KaimingUniform] or an initialiser of its own");
        }
        string? start = initializer is null ? null : Initializers.Text(initializer);
        return new FormulaParameter(parameter.Name, kind, ParameterRole.Trained, ShapeRule(parameter, kind, trained), start);
    }

    private string? ShapeRule(IParameterSymbol parameter, FormulaType kind, AttributeData trained)
    {
        if (trained.ConstructorArguments is not [{ Value: string name }])
            return null;
        Location place = trained.ApplicationSyntaxReference?.GetSyntax(scope.Cancellation).GetLocation() ?? parameter.Locations[0];
        if (kind == FormulaType.Double)
        {
            Malformed(place, $"gives the scalar parameter '{parameter.Name}' a shape; make it a Tensor, or write [Parameter] alone");
            return null;
        }
        foreach (ISymbol member in type.GetMembers(name))
        {
            if (member is IPropertySymbol property && FormulaTypes.Of(property.Type) == FormulaType.Integer
                && scope.Properties.Contains(property))
                return name;
            if (member is IMethodSymbol { Parameters: [{ RefKind: RefKind.None } shape], IsGenericMethod: false } rule
                && FormulaTypes.Of(shape.Type) == FormulaType.Shape && FormulaTypes.Of(rule.ReturnType) == FormulaType.Shape)
            {
                scope.ReachShapeRule(rule);
                return name;
            }
        }
        Malformed(
            place,
            $"has no shape rule '{name}' for its parameter '{parameter.Name}'; "
            + $"write 'Shape {name}(Shape x) => ...' or name an int hyper-parameter");
        return null;
    }

    private void Malformed(Location place, string what) => scope.Findings.Report(Descriptors.MalformedFormula, place, type.Name, what);
}
