using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler.Backends.Optimizers;

/// <summary>
/// One way over all tensors of a model. On each tensor come first the passes that gather what belongs to it; last a pass that gathers
/// over all tensors or, on the last walk, moves them.
/// </summary>
/// <param name="Passes">Per tensor: in each pass what needs only what earlier ones gathered.</param>
/// <param name="Totals">Over all tensors; none on the last walk.</param>
internal sealed record Walk(IReadOnlyList<IReadOnlyList<Reduction>> Passes, IReadOnlyList<Reduction> Totals);

/// <summary>As few walks, and on each as few passes, as the order of the formula's reductions allows.</summary>
internal static class TensorPlan
{
    public static IReadOnlyList<Walk> Of(OptimizerRule rule)
    {
        var walks = new List<Walk>();
        foreach (IGrouping<int, Reduction> totals in rule.Reductions.Where(reduction => reduction.IsGlobal).GroupBy(total => WalkOf(rule, total.Body)).OrderBy(group => group.Key))
            walks.Add(new Walk(Passes(rule, totals.Select(total => total.Body)), [.. totals]));
        walks.Add(new Walk(Passes(rule, rule.Results), []));
        return walks;
    }

    /// <summary>The first walk on which an expression's elements can be computed.</summary>
    private static int WalkOf(OptimizerRule rule, Expr expr) => rule.Read(expr)
        .Select(reduction => WalkOf(rule, reduction.Body) + (reduction.IsGlobal ? 1 : 0)).DefaultIfEmpty(0).Max();

    private static IReadOnlyList<IReadOnlyList<Reduction>> Passes(OptimizerRule rule, IEnumerable<Expr> wanted)
    {
        var levels = new SortedDictionary<int, Reduction>();
        foreach (Expr expr in wanted)
            Visit(expr);
        return [.. levels.Values.GroupBy(reduction => Level(rule, reduction)).OrderBy(group => group.Key).Select(IReadOnlyList<Reduction> (group) => [.. group])];

        void Visit(Expr expr)
        {
            foreach (Reduction reduction in rule.Read(expr).Where(reduction => !reduction.IsGlobal && !levels.ContainsKey(reduction.Index)))
            {
                levels[reduction.Index] = reduction;
                Visit(reduction.Body);
            }
        }
    }

    private static int Level(OptimizerRule rule, Reduction reduction) => rule.Read(reduction.Body)
        .Where(operand => !operand.IsGlobal).Select(operand => Level(rule, operand) + 1).DefaultIfEmpty(0).Max();
}
