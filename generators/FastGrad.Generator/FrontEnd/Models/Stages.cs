using FastGrad.Compiler.Formulas;
using FastGrad.Generator.Diagnostics;
using FastGrad.Generator.FrontEnd.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FastGrad.Generator.FrontEnd.Models;

/// <summary>The attributes of a model in source order, and whether together they make one.</summary>
internal sealed class Stages
{
    private readonly bool _hasUnknown;

    private Stages(IReadOnlyList<Stage> all, bool hasUnknown) => (All, _hasUnknown) = (all, hasUnknown);

    public IReadOnlyList<Stage> All { get; }

    public IEnumerable<Stage> Inputs => All.Where(stage => stage.Class.Is(KnownTypes.Input));

    public IEnumerable<Stage> Layers => Pipeline.Where(stage => !stage.Class.Is(KnownTypes.Input));

    public IEnumerable<Stage> Losses => All.Where(stage => Kinds.Of(stage.Class) == FormulaKind.Loss);

    public IEnumerable<Stage> Optimizers => All.Where(stage => Kinds.Of(stage.Class) == FormulaKind.Optimizer);

    /// <summary>What the order matters for.</summary>
    public IEnumerable<Stage> Pipeline => All.Where(stage => stage.Class.DerivesFrom(KnownTypes.Stage));

    /// <summary>Each initialiser with the layer or activation that it follows, other initialisers between them apart; null for none.</summary>
    public IEnumerable<(Stage Initializer, Stage? Layer)> Initializers
    {
        get
        {
            Stage? last = null;
            foreach (Stage stage in All)
            {
                if (!stage.Class.DerivesFrom(KnownTypes.Initializer))
                    last = stage;
                else
                    yield return (stage, last is not null && last.Part == stage.Part && IsLearned(last) ? last : null);
            }
        }
    }

    private static bool IsLearned(Stage stage) => Kinds.Of(stage.Class) is FormulaKind.Layer or FormulaKind.Activation;

    public static Stages Of(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var found = Stage.Of(
            type, firstPlace: 1,
            attribute => attribute.DerivesFrom(KnownTypes.Stage) || Kinds.Of(attribute) is not null || attribute.DerivesFrom(KnownTypes.Initializer),
            cancellation);
        return new Stages([.. found], type.GetAttributes().Any(attribute => attribute.AttributeClass is null or IErrorTypeSymbol));
    }

    /// <param name="hasForward">Whether a method says what the model computes, and not the order of stages.</param>
    public void Check(string model, Location name, bool hasForward, Findings findings)
    {
        if (!hasForward)
        {
            CheckParts(model, findings);
            CheckInput(model, name, findings);
        }
        if (!Losses.Any() && !_hasUnknown)
            findings.Report(Descriptors.NoLoss, name, model, "it has none; add one, such as [Mse] or [CrossEntropy]");
        foreach (Stage second in Optimizers.Skip(1))
            findings.Report(Descriptors.StageNotAllowed, second.Syntax, model,
                $"has two optimizers, [{Optimizers.First().Name}] and [{second.Name}]; keep one");
        foreach (Stage odd in Layers.Where(stage => Kinds.Of(stage.Class) is null))
        {
            findings.Report(
                Descriptors.StageNotAllowed, odd.Syntax, model,
                $"has the stage [{odd.Name}], which is neither a layer nor an activation; "
                + $"derive '{odd.Class.Name}' from LayerAttribute or ActivationAttribute");
        }
        if (_hasUnknown)
            findings.FailSilently();
    }

    private void CheckParts(string model, Findings findings)
    {
        Stage? first = Pipeline.FirstOrDefault();
        Stage? stray = Pipeline.FirstOrDefault(stage => stage.Part != first!.Part);
        if (stray is not null)
            findings.Report(Descriptors.StagesOnSeveralParts, stray.Syntax, model, first!.Name, stray.Name);
    }

    private void CheckInput(string model, Location name, Findings findings)
    {
        Stage[] inputs = [.. Inputs];
        if (inputs.Length == 0)
        {
            // A misspelt [Input] is C#'s to report, and would be meant by "has none".
            if (!_hasUnknown)
                findings.Report(Descriptors.NoInput, name, model, "it has none");
        }
        else if (inputs.Length > 1)
        {
            findings.Report(Descriptors.NoInput, inputs[1].Syntax, model, "it has two; a model of several inputs is written with Forward");
        }
        else if (Pipeline.First() is Stage earlier && earlier != inputs[0])
        {
            findings.Report(Descriptors.NoInput, inputs[0].Syntax, model, $"[{earlier.Name}] stands before it");
        }
    }
}
