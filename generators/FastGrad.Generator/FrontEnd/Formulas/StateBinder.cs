using FastGrad.Compiler;
using FastGrad.Compiler.Formulas;
using FastGrad.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>What an optimizer remembers, slots per weight and numbers per step: how it starts, and each under a name of its own.</summary>
internal sealed class StateBinder(INamedTypeSymbol type, Findings findings)
{
    /// <summary>The parameters, a number per step with its first value; null where something about them is wrong.</summary>
    public EquatableArray<FormulaParameter>? Bind(IMethodSymbol method, EquatableArray<FormulaParameter> parameters)
    {
        int before = findings.Diagnostics.Count;
        FormulaParameter[] bound = [.. method.Parameters.Zip(parameters, Bind)];
        var names = new HashSet<string>();
        foreach ((IParameterSymbol parameter, FormulaParameter state) in method.Parameters.Zip(bound, (parameter, state) => (parameter, state)))
        {
            string name = state.StoredName ?? state.Name;
            if (string.IsNullOrWhiteSpace(name))
                Malformed(parameter, "has an empty name in checkpoints; give it one, or write no [State]");
            else if (IsState(state) && !names.Add(name))
                Malformed(parameter, $"has the name '{name}' in checkpoints, which another one has too");
        }
        return findings.Diagnostics.Count == before ? new EquatableArray<FormulaParameter>(bound) : null;
    }

    private FormulaParameter Bind(IParameterSymbol parameter, FormulaParameter bound)
    {
        AttributeData? start = parameter.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass.DerivesFrom(KnownTypes.Initializer));
        if (bound.Role == ParameterRole.PerStep)
            return bound with { Initializer = Start(parameter, start) };
        if (start is not null)
        {
            Malformed(parameter, IsState(bound)
                ? "is a slot, and slots start at 0; remove the initialiser, or mark a number that all weights share [PerStep]"
                : "is no state, so the optimizer does not say how it starts; remove the initialiser");
        }
        if (bound.StoredName is not null && !IsState(bound))
            Malformed(parameter, "is the weight, whose name the model gives; remove [State]");
        return bound;
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
