using FastGrad.Compiler.Formulas;
using FastGrad.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>What a formula's parameter is for, as its attributes and its <c>ref</c> or <c>out</c> say.</summary>
internal static class Roles
{
    private static readonly (string Attribute, string Mark, ParameterRole Role)[] _marks =
    [
        (KnownTypes.Parameter, "Parameter", ParameterRole.Trained),
        (KnownTypes.Buffer, "Buffer", ParameterRole.Buffer),
        (KnownTypes.State, "State", ParameterRole.Carried),
        (KnownTypes.PerStep, "PerStep", ParameterRole.PerStep),
        (KnownTypes.Denominator, "Denominator", ParameterRole.Denominator),
    ];

    /// <summary>The attributes that give it a role, as they stand in brackets.</summary>
    public static IEnumerable<string> Marks(IParameterSymbol parameter) =>
        _marks.Where(mark => parameter.FindAttribute(mark.Attribute) is not null).Select(mark => mark.Mark);

    public static string Noun(ParameterRole role) => role switch
    {
        ParameterRole.Buffer => "buffer",
        ParameterRole.Carried => "state",
        _ => "parameter",
    };

    public static string Keyword(IParameterSymbol parameter) => parameter.RefKind switch
    {
        RefKind.RefReadOnlyParameter => "ref readonly",
        var kind => kind.ToString().ToLowerInvariant(),
    };

    /// <summary>Null, and a finding, where attributes and keyword contradict each other or the kind of formula.</summary>
    public static ParameterRole? Of(IParameterSymbol parameter, FormulaKind kind, ClassScope scope)
    {
        string[] marks = [.. Marks(parameter)];
        if (marks.Length > 1)
            return Misused($"is both [{marks[0]}] and [{marks[1]}]; keep one");
        ParameterRole? marked = marks.Length == 0 ? null : _marks.First(mark => mark.Mark == marks[0]).Role;
        bool reference = parameter.RefKind == RefKind.Ref;
        return (marked, kind) switch
        {
            (ParameterRole.Trained, FormulaKind.Layer or FormulaKind.Activation) => parameter.RefKind == RefKind.None
                ? marked
                : Misused($"is '{Keyword(parameter)}', but a [Parameter] is changed by the optimizer only; "
                    + "remove the keyword, or make it a [Buffer] that the formula itself changes"),
            (ParameterRole.Buffer, FormulaKind.Layer) => reference
                ? marked
                : Misused("is a [Buffer], which a formula reads and changes; write 'ref' before its type"),
            (ParameterRole.Carried, FormulaKind.Layer) => reference
                ? marked
                : Misused("is a [State], which a formula reads and changes; write 'ref' before its type"),
            // There it only names the slot.
            (ParameterRole.Carried, FormulaKind.Optimizer) when reference => ParameterRole.Reference,
            (ParameterRole.PerStep, FormulaKind.Optimizer) => reference && FormulaTypes.Of(parameter.Type) == FormulaType.Double
                ? marked
                : Misused("is [PerStep], so one number that each step advances; declare it 'ref double'"),
            (ParameterRole.Denominator, FormulaKind.Loss) => parameter.RefKind == RefKind.Out && FormulaTypes.Of(parameter.Type) == FormulaType.Double
                ? marked
                : Misused("is the [Denominator], which a loss gives beside its term; declare it 'out double weight'"),
            (ParameterRole.Denominator, _) => Misused("is a [Denominator], but only losses are divided by one"),
            (ParameterRole.Trained, _) => Misused("is a [Parameter], but only layers and activations learn"),
            (ParameterRole.Buffer, _) => Misused("is a [Buffer], but only layers keep buffers"),
            (ParameterRole.Carried, _) => Misused(kind == FormulaKind.Optimizer
                ? "is a [State], which the update changes; write 'ref' before its type"
                : "is a [State], but only layers carry one from call to call"),
            (ParameterRole.PerStep, _) => Misused("is [PerStep], but only optimizers step"),
            _ => Unmarked(),
        };

        ParameterRole? Unmarked() => (parameter.RefKind, kind) switch
        {
            (RefKind.None, _) => ParameterRole.Value,
            (RefKind.Ref, FormulaKind.Optimizer) => ParameterRole.Reference,
            (RefKind.Ref, FormulaKind.Layer) => Misused(
                "is 'ref' without saying what is kept: [Buffer] for one value of the whole batch, [State] for one per example"),
            (RefKind.Out, FormulaKind.Loss) when FormulaTypes.Of(parameter.Type) == FormulaType.Double => ParameterRole.Weight,
            (RefKind.Out, FormulaKind.Loss) => Misused("is 'out', but a loss gives one weight beside its term; declare it 'out double weight'"),
            _ => Misused($"is '{Keyword(parameter)}', but {Takes()}; remove the keyword"),
        };

        string Takes() => kind switch
        {
            FormulaKind.Activation => "an activation takes values only",
            FormulaKind.Layer => "a layer takes values, and 'ref' for a [Buffer] or [State]",
            FormulaKind.Loss => "a loss takes values, and 'out' for the example's weight",
            _ => "an optimizer takes values, and 'ref' for the weight and its slots",
        };

        ParameterRole? Misused(string what)
        {
            scope.Findings.Report(
                Descriptors.ReferenceMisused, parameter.Locations[0], parameter.Name, scope.DisplayName(parameter.ContainingSymbol), what);
            return null;
        }
    }
}
