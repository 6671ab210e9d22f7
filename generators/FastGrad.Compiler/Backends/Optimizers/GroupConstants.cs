using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler.Backends.Optimizers;

/// <summary>
/// The part of <c>Prepare</c> that computes a step's constants: before a loop over the groups of parameters what they share, which is most of
/// what is dear, and in it what a group's factors enter.
/// </summary>
internal static class GroupConstants
{
    /// <param name="writer">Where it goes.</param>
    /// <param name="rule">The optimizer.</param>
    /// <param name="constants">What its passes read, in the order of their places.</param>
    /// <param name="numbers">Writes them.</param>
    /// <param name="count">Places of a group.</param>
    public static void Write(SourceWriter writer, OptimizerRule rule, IReadOnlyList<Expr> constants, NumberWriter numbers, int count)
    {
        if (constants.Count == 0)
            return;
        var parts = new HashSet<Expr>(constants.SelectMany(Substitution.Parts));
        // The new numbers per step too, where constants are made of them: whole, because they see the settings as they are and not a group's.
        IEnumerable<Expr> advanced = rule.NumberResults.Where(number =>
            parts.Contains(number) && number.Operands.Count > 0 && !GraphVerifier.IsTruth(number));
        writer.Lines(numbers.Share([.. constants.SelectMany(SharedParts).Concat(advanced).Distinct()]));
        writer.Open("for (int group = 0; group < groups.Length; group++)");
        NumberWriter own = numbers.Inner();
        foreach ((Uniform setting, string factor) in OptimizerRule.Factored.Where(factored => parts.Contains(factored.Setting)))
            writer.Line($"double {own.Local(setting)} = {NameScope.Escape(setting.Name)} * groups[group].{factor};");
        string start = count == 1 ? "group" : $"{count} * group";
        writer.Lines(own.Assign([.. constants.Select((constant, i) => ($"constants[{(i == 0 ? start : $"{start} + {i}")}]", constant))]));
        writer.Close();
    }

    /// <summary>The largest parts of a number that are the same for all groups and take some computing.</summary>
    private static IEnumerable<Expr> SharedParts(Expr number)
    {
        if (OptimizerRule.IsOfGroup(number))
            return number.Operands.SelectMany(SharedParts).Distinct();
        return number.Operands.Count == 0 || GraphVerifier.IsTruth(number) ? [] : [number];
    }
}
