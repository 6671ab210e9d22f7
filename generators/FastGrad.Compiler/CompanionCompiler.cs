using FastGrad.Compiler.Backends;
using FastGrad.Compiler.Backends.Optimizers;
using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Specs;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler;

/// <summary>From a loss's or an optimizer's formula to the class that carries its settings at run time.</summary>
public static class CompanionCompiler
{
    public static CompiledUnit Compile(FormulaClass formula)
    {
        string hint = Companion.TypeName(formula).Substring("global::".Length) + ".g.cs";
        try
        {
            string source = formula.Kind switch
            {
                FormulaKind.Loss => CriterionEmitter.Emit(formula),
                FormulaKind.Optimizer => OptimizerEmitter.Emit(formula),
                _ => throw new ArgumentException($"{formula.Kind} has no companion"),
            };
            return new CompiledUnit(hint, source, EquatableArray<Problem>.Empty);
        }
        catch (TraceException e)
        {
            return new CompiledUnit(hint, "", new EquatableArray<Problem>([new Problem("FG0016", 0, new EquatableArray<string>([formula.Name, e.Message]))]));
        }
        catch (StageException e)
        {
            return new CompiledUnit(hint, "", new EquatableArray<Problem>([e.Problem]));
        }
    }
}
