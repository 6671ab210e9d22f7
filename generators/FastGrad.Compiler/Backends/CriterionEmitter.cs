using FastGrad.Compiler.Formulas;

namespace FastGrad.Compiler.Backends;

/// <summary>The companion of a loss: its settings.</summary>
internal static class CriterionEmitter
{
    public static string Emit(FormulaClass formula)
    {
        var writer = new SourceWriter();
        Companion.WriteHead(writer, formula);
        writer.Line($"/// <summary>Settings of the loss <see cref=\"{formula.FullName}\"/> on a trainer.</summary>");
        writer.Open($"public sealed class {Companion.SimpleName(formula)} : global::FastGrad.Criterion");
        foreach (HyperParameter property in Companion.Settable(formula))
            Companion.WriteProperty(writer, property, isOverride: false);
        writer.Close();
        return writer.ToString();
    }
}
