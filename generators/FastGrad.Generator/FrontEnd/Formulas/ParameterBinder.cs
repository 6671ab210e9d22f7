using FastGrad.Compiler;
using FastGrad.Compiler.Formulas;
using FastGrad.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>A formula's parameters: what is handed in, what is learned or kept, and from which shape and values that starts.</summary>
internal sealed class ParameterBinder(INamedTypeSymbol type, FormulaKind formula, ClassScope scope)
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
        if (FormulaTypes.Of(parameter.Type) is not (FormulaType kind and not FormulaType.Tuple)
            || Roles.Of(parameter, formula, scope) is not ParameterRole role)
        {
            return null;
        }
        AttributeData? state = parameter.FindAttribute(KnownTypes.State);
        return new FormulaParameter(
            parameter.Name, kind, role,
            RuleAttribute(parameter, role) is AttributeData given ? ShapeRule(parameter, kind, given) : null,
            Initializer(parameter, role),
            state?.ConstructorArguments is [{ Value: string name }] ? name : null,
            role == ParameterRole.Trained && parameter.FindAttribute(KnownTypes.NoDecay) is not null);
    }

    private static AttributeData? RuleAttribute(IParameterSymbol parameter, ParameterRole role) => role switch
    {
        ParameterRole.Trained => parameter.FindAttribute(KnownTypes.Parameter),
        ParameterRole.Buffer => parameter.FindAttribute(KnownTypes.Buffer),
        ParameterRole.Carried => parameter.FindAttribute(KnownTypes.State),
        ParameterRole.Value => parameter.FindAttribute(KnownTypes.TargetShape),
        _ => null,
    };

    private string? Initializer(IParameterSymbol parameter, ParameterRole role)
    {
        AttributeData? initializer = parameter.GetAttributes()
            .FirstOrDefault(attribute => attribute.AttributeClass.DerivesFrom(KnownTypes.Initializer));
        if (initializer is not null)
        {
            Initializers.Check(initializer, scope.Findings, scope.Cancellation);
            return Initializers.Text(initializer);
        }
        // An optimizer's state starts at 0 where nothing else is said.
        if (role is ParameterRole.Trained or ParameterRole.Buffer or ParameterRole.Carried)
        {
            Malformed(
                parameter.Locations[0],
                $"must say how its {Roles.Noun(role)} '{parameter.Name}' starts, "
                + "with [Zeros], [Ones], [Constant(...)], [KaimingUniform] or an initialiser of its own");
        }
        return null;
    }

    /// <summary>The first argument says it; of a state, whose argument is its name, the property.</summary>
    private string? ShapeRule(IParameterSymbol parameter, FormulaType kind, AttributeData given)
    {
        TypedConstant said = given.AttributeClass.Is(KnownTypes.State)
            ? given.NamedArguments.FirstOrDefault(argument => argument.Key == "ShapeRule").Value
            : given.ConstructorArguments.FirstOrDefault();
        if (said.IsNull || said.Value is not string name)
            return null;
        Location place = given.ApplicationSyntaxReference?.GetSyntax(scope.Cancellation).GetLocation() ?? parameter.Locations[0];
        if (given.AttributeClass.Is(KnownTypes.TargetShape) && !(formula == FormulaKind.Loss && parameter.Ordinal == 1 && kind == FormulaType.Tensor))
        {
            Malformed(place, $"says of '{parameter.Name}' that it has the shape of targets; [TargetShape] belongs on the second parameter of a loss, a Tensor");
            return null;
        }
        if (kind == FormulaType.Double)
        {
            Malformed(place, $"gives the scalar parameter '{parameter.Name}' a shape; make it a Tensor, or name no shape");
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
                scope.ReachByName(rule);
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
