using System.Globalization;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Specs;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler.Checks;

/// <summary>
/// FG0040: a loss marked <c>[TakesLogits]</c> squashes the scores itself, and gets ones that cannot have every size: after a softmax,
/// a sigmoid or a ReLU. It still learns, slowly and never well, so nobody notices.
/// </summary>
internal static class SquashedTwice
{
    public const string Id = "FG0040";

    public static IEnumerable<Problem> Find(TracedModel traced, ModelSpec spec)
    {
        var ranges = new NodeRange();
        for (int i = 0; i < traced.Losses.Count; i++)
        {
            TracedLoss loss = traced.Losses[i];
            Node output = traced.Graph.Roots[Roots.OutputAt(loss.Output)];
            Interval range = ranges.Of(output);
            if (!spec.Losses[i].TakesLogits || (!range.HasLow && !range.HasHigh) || !IsComputed(output))
                continue;
            Stage? last = Named.StageOf(traced, output);
            yield return Named.Problem(
                Id, last?.Place ?? loss.Stage.Place, loss.Stage.Formula.Name, spec.Type.Name,
                (last is null ? $"output '{traced.Outputs[loss.Output].Name}'" : $"[{last.Display()}]") + " gives numbers " + Words(range),
                last is null ? "give the loss the value from before it is squashed" : $"remove [{last.Display()}]");
        }
    }

    /// <summary><c>from 0 to 1</c>, <c>of at most 0</c>.</summary>
    public static string Words(Interval range) => (range.HasLow, range.HasHigh) switch
    {
        (true, true) => $"from {Text(range.Low)} to {Text(range.High)}",
        (true, false) => $"of at least {Text(range.Low)}",
        _ => $"of at most {Text(range.High)}",
    };

    private static string Text(double end) => end.ToString("G3", CultureInfo.InvariantCulture);

    private static bool IsComputed(Node output) => Named.Elements(output).Primitive is not Given;
}
