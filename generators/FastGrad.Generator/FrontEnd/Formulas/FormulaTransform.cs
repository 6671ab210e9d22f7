using FastGrad.Compiler;
using FastGrad.Compiler.Checks;
using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Specs;
using FastGrad.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>From a method marked [Formula] to its class's binding. It runs at every edit, so it binds and does no more.</summary>
internal static class FormulaTransform
{
    /// <summary>Null for the second of two [Formula] methods, so that a class is bound once.</summary>
    public static FormulaBinding? Bind(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        if (context.TargetSymbol is not IMethodSymbol method
            || !SymbolEqualityComparer.Default.Equals(FormulaClassBinder.Formulas(method.ContainingType).First(), method))
        {
            return null;
        }
        INamedTypeSymbol type = method.ContainingType;
        var findings = new Findings();
        FormulaClass? formula = null;
        if (Languages.Suffices(context.TargetNode, type.Locations[0], findings))
        {
            formula = FormulaClassBinder.Bind(type, context.SemanticModel.Compilation, findings, cancellation);
            Collisions.OfFormula(type, context.SemanticModel.Compilation, findings);
            if (formula is not null)
                Check(formula, method, findings);
            else if (findings.IsSilent)
                ReportGenerated(type, context.SemanticModel.Compilation, findings, cancellation);
        }
        return new FormulaBinding(
            formula is null || findings.Failed ? null : new FormulaSpec(Names.TypeSpecOf(type), formula.Kind, FormulaWriter.Write(formula)),
            new EquatableArray<LocationInfo>(
                [LocationInfo.From(type.Locations[0]), .. method.Parameters.Select(parameter => LocationInfo.From(parameter.Locations[0]))]),
            findings.Diagnostics.ToEquatableArray());
    }

    /// <summary>C# will find those names once they are generated, and say nothing of what could not be read for want of them.</summary>
    private static void ReportGenerated(INamedTypeSymbol type, Compilation compilation, Findings findings, CancellationToken cancellation)
    {
        foreach (SyntaxReference part in type.DeclaringSyntaxReferences)
            new Unresolved(compilation.GetSemanticModel(part.SyntaxTree), cancellation).ReportGenerated(part.GetSyntax(cancellation), findings);
    }

    private static void Check(FormulaClass formula, IMethodSymbol method, Findings findings)
    {
        foreach (Problem problem in FormulaChecks.Run(formula))
            findings.Report(Descriptors.ById(problem.Id), method.Parameters[problem.Place - 1].Locations[0], [.. problem.Arguments]);
    }
}
