using FastGrad.Compiler;
using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Specs;
using FastGrad.Generator.Diagnostics;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>What the pipeline compiles for an attribute class. Text, because the consumer of another assembly gets text too.</summary>
internal sealed record FormulaSpec(TypeSpec Type, FormulaKind Kind, string Text);

/// <summary>A bound attribute class: what is compiled apart from where it stands, so that moving it recompiles nothing.</summary>
/// <param name="Spec">Null where something is wrong with the class.</param>
/// <param name="Places">
/// Index 0 is the class's name, then come the names of the formula's parameters; <see cref="Problem.Place"/> points here.
/// </param>
internal sealed record FormulaBinding(
    FormulaSpec? Spec,
    EquatableArray<LocationInfo> Places,
    EquatableArray<DiagnosticInfo> Diagnostics);
