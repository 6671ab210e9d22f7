using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler.Backends.Cpu;

/// <summary>Where what a model is given lies: each in a buffer with its like, one after the other.</summary>
internal static class Layout
{
    /// <summary>
    /// Of a buffer its first element, of a state and of packed inputs, targets and weights the place, which is per example; null for what
    /// lies elsewhere.
    /// </summary>
    public static int? PlaceOf(TracedModel traced, Primitive leaf) => leaf switch
    {
        BufferLeaf buffer => traced.Buffers.Take(buffer.Index).Sum(Aligned),
        StateLeaf state => traced.States.Take(state.Index).Sum(Aligned),
        InputLeaf input => traced.Inputs.Take(input.Index).Sum(other => other.Shape.Length),
        TargetLeaf target => traced.Losses.Take(target.Index).Sum(TargetLength),
        WeightLeaf => traced.Losses.Sum(TargetLength),
        _ => null,
    };

    /// <summary>Elements per example of all states; each one's rows are as far apart as in the arena.</summary>
    public static int StateLength(TracedModel traced) => traced.States.Sum(Aligned);

    /// <summary>A loss's targets per example.</summary>
    public static int TargetLength(TracedLoss loss) => loss.LabelCount > 0 ? 1 : loss.Shape.Length;

    private static int Aligned(ParameterInfo info) => PlanMemory.RoundUp(info.Shape.Length);
}
