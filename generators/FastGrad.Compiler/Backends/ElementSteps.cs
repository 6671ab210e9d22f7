using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Backends;

/// <summary>How a slice, a transposition or a broadcast walks through its operand.</summary>
internal static class ElementSteps
{
    /// <summary>Where in the operand the first element lies, and how far from one place of each dimension to the next.</summary>
    public static (int Offset, IReadOnlyList<int> Steps) Of(Node node)
    {
        Shape source = node.Operands[0].Shape;
        int[] own = [.. Enumerable.Range(1, source.Rank).Select(axis => source.Dimensions.Skip(axis).Aggregate(1, (product, length) => product * length))];
        switch (node.Primitive)
        {
            case Slice slice:
                return (slice.Start * own[slice.Axis], own);
            case Transpose transpose:
                return (0, [.. transpose.Permutation.Select(axis => own[axis])]);
            default:
                int missing = node.Shape.Rank - source.Rank;
                return (0, [.. Enumerable.Range(0, node.Shape.Rank).Select(Step)]);

                // What is repeated stays where it is.
                int Step(int axis) => axis < missing || source.Dimensions[axis - missing] == 1 ? 0 : own[axis - missing];
        }
    }
}
