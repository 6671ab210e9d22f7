using FastGrad.Compiler.Formulas;
using FastGrad.Generator.Diagnostics;
using FastGrad.Generator.FrontEnd.Formulas;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.FrontEnd.Models;

/// <summary>
/// Where a stage's formula comes from: the syntax of this compilation, or the text that another assembly carries. Both end as the
/// same text, so that a user's own stage takes the same way as the library's.
/// </summary>
internal sealed class FormulaSource(Compilation compilation, Findings findings, CancellationToken cancellation)
{
    public (string Text, FormulaClass Formula)? Find(Stage stage) =>
        SymbolEqualityComparer.Default.Equals(stage.Class.ContainingAssembly, compilation.Assembly)
            ? FromSyntax(stage)
            : FromMetadata(stage);

    private (string, FormulaClass)? FromSyntax(Stage stage)
    {
        if (!FormulaClassBinder.Formulas(stage.Class).Any())
        {
            findings.Report(Descriptors.MalformedFormula, stage.Syntax, stage.Class.Name,
                $"has no method marked [Formula]; write one as {Kinds.Signature(Kinds.Of(stage.Class)!.Value)}");
            return null;
        }
        // What is wrong with the class is reported once, where the class is bound for itself.
        FormulaClass? formula = FormulaClassBinder.Bind(stage.Class, compilation, new Findings(), cancellation);
        if (formula is not null)
            return (FormulaWriter.Write(formula), formula);
        findings.FailSilently();
        return null;
    }

    private (string, FormulaClass)? FromMetadata(Stage stage)
    {
        if (stage.Class.FindAttribute(KnownTypes.CompiledFormula) is not { ConstructorArguments: [{ Value: string text }] })
            return Foreign(stage, "carries no compiled formula; that assembly must be built with FastGrad's generator");
        try
        {
            return (text, FormulaReader.Read(text));
        }
        catch (FormulaVersionException foreign)
        {
            string own = FormulaText.Number(FormulaClass.FormatVersion);
            return Foreign(stage, $"carries a formula of format {foreign.Version}, but this FastGrad reads format {own}; build both with one version");
        }
        catch (FormatException damage)
        {
            return Foreign(stage, $"carries a damaged formula ({damage.Message}); rebuild that assembly");
        }
    }

    private (string, FormulaClass)? Foreign(Stage stage, string what)
    {
        findings.Report(Descriptors.ForeignFormula, stage.Syntax, stage.Name, stage.Class.ContainingAssembly.Name, what);
        return null;
    }
}
