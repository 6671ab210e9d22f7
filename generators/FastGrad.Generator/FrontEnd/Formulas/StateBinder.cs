using FastGrad.Compiler;
using FastGrad.Compiler.Formulas;
using FastGrad.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>What an optimizer remembers: slots per weight, and with [PerStep] numbers for all weights, each under a name of its own.</summary>
internal sealed class StateBinder(INamedTypeSymbol type, Findings findings)
{
    /// <summary>The parameters with role, first value and name; null where their attributes don't go together.</summary>
    public EquatableArray<FormulaParameter>? Bind(IMethodSymbol method, EquatableArray<FormulaParameter> parameters)
    {
        int before = findings.Diagnostics.Count;
        FormulaParameter[] bound = [.. method.Parameters.Zip(parameters, Bind)];
        var names = new HashSet<string>();
        foreach ((IParameterSymbol parameter, FormulaParameter state) in method.Parameters.Zip(bound, (parameter, state) => (parameter, state)))
        {
            if (IsState(state) && !names.Add(state.StoredName ?? state.Name))
                Malformed(parameter, $"has the name '{state.StoredName ?? state.Name}' in checkpoints, which another one has too");
        }
        return findings.Diagnostics.Count == before ? new EquatableArray<FormulaParameter>(bound) : null;
    }

    private FormulaParameter Bind(IParameterSymbol parameter, FormulaParameter bound)
    {
        bool perStep = parameter.FindAttribute(KnownTypes.PerStep) is not null;
        AttributeData? named = parameter.FindAttribute(KnownTypes.State);
        AttributeData? start = parameter.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass.DerivesFrom(KnownTypes.Initializer));
        if (!IsState(bound))
        {
            if (perStep || named is not null)
                Malformed(parameter, "is no state, which is a 'ref' parameter other than the weight; remove the attribute");
            return bound;
        }
        string? name = named?.ConstructorArguments is [{ Value: string given }] ? given : null;
        if (name is not null && string.IsNullOrWhiteSpace(name))
            Malformed(parameter, "has an empty name in checkpoints; give it one, or write no [State]");
        if (!perStep)
        {
            if (start is not null)
                Malformed(parameter, "is a slot, and slots start at 0; remove the initialiser, or mark a number that all weights share [PerStep]");
            return bound with { StoredName = name };
        }
        if (bound.Type != FormulaType.Double)
            Malformed(parameter, "is [PerStep], so one number; make it a 'ref double'");
        return bound with { Role = ParameterRole.PerStep, Initializer = Start(parameter, start), StoredName = name };
    }

    /// <summary>The first value as invariant text. One number needs no distribution.</summary>
    private string Start(IParameterSymbol parameter, AttributeData? initializer)
    {
        ITypeSymbol? kind = initializer?.AttributeClass;
        if (kind is null || kind.Is(KnownTypes.Zeros))
            return "0";
        if (kind.Is(KnownTypes.Ones))
            return "1";
        if (kind.Is(KnownTypes.Constant) && initializer!.ConstructorArguments is [{ Value: double value }])
            return FormulaText.Number(value);
        Malformed(parameter, "is [PerStep], so it starts with a number known when compiled: [Zeros], [Ones] or [Constant(...)]");
        return "0";
    }

    private static bool IsState(FormulaParameter parameter) =>
        parameter.Role is ParameterRole.Reference or ParameterRole.PerStep && parameter.Name != "weight";

    private void Malformed(IParameterSymbol parameter, string what) =>
        findings.Report(Descriptors.MalformedState, parameter.Locations[0], type.Name, parameter.Name, what);
}
