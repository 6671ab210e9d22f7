using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Passes;

/// <summary>
/// Values that only lie otherwise than their operand: moves that meet become one, and where nothing moves or nothing differs between
/// elements there is none.
/// </summary>
internal static class Moves
{
    /// <summary>A cheaper node with the same value; null where there is none. Node by node, operands first, so one step each is enough.</summary>
    public static (Primitive Primitive, IReadOnlyList<Node> Operands)? Once(Primitive primitive, IReadOnlyList<Node> operands, TensorType type)
    {
        if (operands.Count == 0)
            return null;
        Node x = operands[0];
        bool moves = primitive is View or Slice or Transpose or Broadcast;
        // The same number everywhere, however it lies.
        if (moves && x.Primitive is Map constant && Hoist.IsUniform(constant.Body))
            return (constant with { Type = type }, []);
        switch (primitive)
        {
            case Slice or Broadcast or Concat when operands.Count == 1 && x.Shape.Length == type.Shape.Length:
            case Transpose transpose when IsView(transpose, x.Shape):
            // One element each, gathered: itself. A single number stays one, and gets where numbers lie.
            case Reduce reduce when x.Shape.Length == reduce.Shape.Length && (!reduce.Shape.IsScalar || x.Shape.IsScalar):
                return (new View(type.Shape), operands);
            case Map { Body: Argument } when x.Shape.Length == type.Shape.Length && x.Type.Batched == type.Batched:
                return (new View(type.Shape), operands);
            case View when x.Primitive is View:
                return (primitive, x.Operands);
            case Reduce { Leading: true } reduce when reduce.Shape.Length == 1:
                return (reduce with { Leading = false }, operands);
            case Broadcast when Fitting.Of(x.Shape, type.Shape) != Fit.Other:
                return (new Map(new Argument(0), type), operands);
            case Slice slice when x.Primitive is Slice inner && inner.Axis == slice.Axis:
                return (slice with { Start = inner.Start + slice.Start }, x.Operands);
            case Slice slice when x.Primitive is Concat concat && concat.Axis == slice.Axis && Within(slice, x.Operands) is (Node part, int start):
                return (slice with { Start = start }, [part]);
            case Transpose transpose when x.Primitive is Transpose inner:
                return (new Transpose(transpose.Permutation.Select(axis => inner.Permutation[axis]).ToEquatableArray()), x.Operands);
            case MatMul product when IsTransposed(x):
                return (product with { TransposeLeft = !product.TransposeLeft }, [x.Operands[0], operands[1]]);
            case MatMul product when IsTransposed(operands[1]):
                return (product with { TransposeRight = !product.TransposeRight }, [x, operands[1].Operands[0]]);
            default:
                return null;
        }
    }

    private static bool IsTransposed(Node node) => node.Primitive is Transpose && node.Shape.Rank == 2;

    /// <summary>Whether the axes of more than one element stay in their order.</summary>
    private static bool IsView(Transpose transpose, Shape shape)
    {
        List<int> longer = [.. transpose.Permutation.Where(axis => shape.Dimensions[axis] > 1)];
        return longer.SequenceEqual(longer.OrderBy(axis => axis));
    }

    /// <summary>The operand of a concatenation in which a slice lies as a whole.</summary>
    private static (Node Part, int Start)? Within(Slice slice, IReadOnlyList<Node> parts)
    {
        int start = slice.Start;
        foreach (Node part in parts)
        {
            int length = part.Shape.Dimensions[slice.Axis];
            if (start < length)
                return start + slice.Length <= length ? (part, start) : null;
            start -= length;
        }
        return null;
    }
}
