using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;
using FastGrad.Compiler.Specs;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler.Checks;

/// <summary>
/// FG0041: the output of a regression ends at one number and is flat there, as after a ReLU: what lies beyond cannot be predicted, and
/// where the output stands at the end nothing is learned. An output that is nowhere flat (softplus, exp) is a usual way to give numbers
/// above 0, and one that is bounded on both sides a usual way to clip; neither is meant.
/// </summary>
internal static class OneSidedOutput
{
    public const string Id = "FG0041";

    public static IEnumerable<Problem> Find(TracedModel traced, ModelSpec spec)
    {
        var ranges = new NodeRange();
        for (int i = 0; i < traced.Losses.Count; i++)
        {
            TracedLoss loss = traced.Losses[i];
            Node output = traced.Graph.Roots[Roots.OutputAt(loss.Output)];
            Interval range = ranges.Of(output);
            if (loss.LabelCount > 0 || spec.Losses[i].TakesLogits || range.HasLow == range.HasHigh || !IsFlatSomewhere(Named.Elements(output)))
                continue;
            Stage? last = Named.StageOf(traced, output);
            yield return Named.Problem(
                Id, last?.Place ?? loss.Stage.Place, spec.Type.Name, traced.Outputs[loss.Output].Name, SquashedTwice.Words(range),
                last is null ? "the function at its end" : $"[{last.Display()}]");
        }
    }

    /// <summary>Whether the derivative is 0 on one side of a condition.</summary>
    private static bool IsFlatSomewhere(Node node) => node.Primitive is Map map
        && Enumerable.Range(0, node.Operands.Count).Any(i => Derivative.By(i, map.Body) is Expr slope && HasFlatBranch(slope, []));

    /// <param name="slope">Where to look.</param>
    /// <param name="seen">Parts that have none: a part that others share is looked at once, not along every way to it.</param>
    private static bool HasFlatBranch(Expr slope, HashSet<Expr> seen) => seen.Add(slope) && slope switch
    {
        // A single point, as in the tie of a maximum, is no side.
        Select { Condition: Binary { Op: BinaryOp.Equal } } tie => HasFlatBranch(tie.WhenFalse, seen),
        Select select => IsZero(select.WhenTrue) || IsZero(select.WhenFalse)
            || HasFlatBranch(select.WhenTrue, seen) || HasFlatBranch(select.WhenFalse, seen),
        Binary { Op: BinaryOp.Multiply } product => product.Operands.Any(operand => HasFlatBranch(operand, seen)),
        _ => false,
    };

    private static bool IsZero(Expr expr) => expr is Number { Value: 0 };
}
