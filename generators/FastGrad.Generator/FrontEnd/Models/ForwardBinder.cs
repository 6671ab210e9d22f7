using FastGrad.Compiler;
using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Specs;
using FastGrad.Generator.Diagnostics;
using FastGrad.Generator.FrontEnd.Formulas;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.FrontEnd.Models;

/// <summary>What a model's own methods compute.</summary>
/// <param name="Text">The methods as a formula class.</param>
internal sealed record ForwardSpec(string Text, EquatableArray<InputSpec> Inputs, EquatableArray<string> Outputs);

/// <summary>A model's method <c>Forward</c> and what it calls: formulas, whose parameters are the inputs and whose result is the outputs.</summary>
internal sealed class ForwardBinder(
    INamedTypeSymbol type, ModelScope model, StageBinder binder, Compilation compilation, Findings findings, CancellationToken cancellation)
{
    public const string Name = "Forward";

    /// <summary>The output of a model that has one.</summary>
    public const string OnlyOutput = "output";

    public static IEnumerable<IMethodSymbol> Candidates(INamedTypeSymbol type) => type.GetMembers(Name).OfType<IMethodSymbol>()
        .Where(method => method is { MethodKind: MethodKind.Ordinary, IsImplicitlyDeclared: false });

    /// <summary>Whether it speaks of tensors: a pipeline may well have another method of that name.</summary>
    public static bool IsMeant(IMethodSymbol method) =>
        FormulaTypes.Of(method.ReturnType) is FormulaType.Tensor or FormulaType.Tuple
        || method.Parameters.Any(parameter => FormulaTypes.Of(parameter.Type) == FormulaType.Tensor);

    public ForwardSpec? Bind(IReadOnlyList<IMethodSymbol> candidates)
    {
        foreach (IMethodSymbol second in candidates.Skip(1))
            Malformed(second, "is declared twice; give the other one another name");
        IMethodSymbol forward = candidates[0].PartialImplementationPart ?? candidates[0];
        EquatableArray<string>? outputs = Outputs(forward);
        EquatableArray<InputSpec>? inputs = Inputs(forward);
        var scope = new ClassScope(type, compilation, HyperParameters.None, model, findings, cancellation);
        EquatableArray<FormulaParameter> parameters = forward.Parameters
            .Select(parameter => new FormulaParameter(parameter.Name, FormulaType.Tensor, ParameterRole.Value)).ToEquatableArray();
        // Bound even without inputs: one build shows all mistakes. What gives something else than tensors is of another kind altogether.
        if (outputs is not null)
            scope.BindFormula(forward, parameters);
        if (findings.Failed || outputs is null || inputs is null)
            return null;
        var formula = new FormulaClass(
            type.Name, Names.FullyQualified(type), FormulaKind.Model, default, default, scope.Methods);
        return new ForwardSpec(FormulaWriter.Write(formula), inputs.Value, outputs.Value);
    }

    private EquatableArray<string>? Outputs(IMethodSymbol forward)
    {
        if (forward.ReturnType is IErrorTypeSymbol)
        {
            findings.FailSilently();
            return null;
        }
        if (forward.IsGenericMethod || forward.IsAsync || forward.RefKind != RefKind.None)
            return Malformed(forward, $"is '{FormulaClassBinder.Shown(forward)}'");
        if (FormulaTypes.Of(forward.ReturnType) == FormulaType.Tensor)
            return new([OnlyOutput]);
        if (forward.ReturnType is not INamedTypeSymbol { IsTupleType: true } tuple)
            return Malformed(forward, $"is '{FormulaClassBinder.Shown(forward)}'");
        foreach (IFieldSymbol element in tuple.TupleElements)
        {
            if (FormulaTypes.Of(element.Type) != FormulaType.Tensor)
                return Malformed(forward, $"gives a tuple whose '{element.Name}' is of type {Shown(element.Type)}");
        }
        return tuple.TupleElements.Select((element, index) =>
            element.IsExplicitlyNamedTupleElement ? element.Name : "Output" + FormulaText.Number(index + 1)).ToEquatableArray();
    }

    private EquatableArray<InputSpec>? Inputs(IMethodSymbol forward)
    {
        if (forward.Parameters.IsEmpty)
        {
            Malformed(forward, "takes nothing");
            return null;
        }
        InputSpec?[] inputs = [.. forward.Parameters.Select(parameter => Input(forward, parameter))];
        return inputs.All(input => input is not null) ? new EquatableArray<InputSpec>(inputs!) : null;
    }

    private InputSpec? Input(IMethodSymbol forward, IParameterSymbol parameter)
    {
        if (parameter.Type is IErrorTypeSymbol)
        {
            findings.FailSilently();
        }
        else if (FormulaTypes.Of(parameter.Type) != FormulaType.Tensor || parameter.IsParams)
        {
            Malformed(forward, $"takes '{parameter.Name}' of type {Shown(parameter.Type)}"
                + (FormulaTypes.Of(parameter.Type) == FormulaType.Integer ? "; whole numbers are a Tensor with [Indices(...)]" : ""), parameter);
        }
        else if (parameter.RefKind != RefKind.None)
        {
            findings.Report(Descriptors.ReferenceMisused, parameter.Locations[0], parameter.Name, type.Name + "." + Name,
                $"is '{Roles.Keyword(parameter)}', but an input is a value; give what is computed as a result, several as a tuple");
        }
        else if (Stage.Of(parameter, KnownTypes.InputShape, cancellation) is not Stage shape)
        {
            string indices = parameter.FindAttribute(KnownTypes.Indices) is null ? "" : "beside [Indices] ";
            findings.Report(
                Descriptors.InputWithoutShape, parameter.Locations[0], type.Name, parameter.Name, $"{indices}before 'Tensor {parameter.Name}'");
        }
        else
        {
            return binder.BindInput(parameter.Name, shape, Stage.Of(parameter, KnownTypes.Indices, cancellation));
        }
        return null;
    }

    private EquatableArray<string>? Malformed(IMethodSymbol forward, string what, ISymbol? place = null)
    {
        findings.Report(Descriptors.ForwardSignature, (place ?? forward).Locations[0], type.Name, what);
        return null;
    }

    private static string Shown(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
