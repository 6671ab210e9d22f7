using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Passes;

/// <summary>How a kernel's elements split into rows, and what its members are there. A member joins where its own split agrees.</summary>
internal static class RowSplit
{
    /// <summary>Takes the node's split over, if kernel and node agree; adds the node's role, not yet the node.</summary>
    /// <param name="kernel">A row kernel of the node's phase.</param>
    /// <param name="node">A map, a reduction or a pick.</param>
    /// <param name="isSource">Whether the node reads a member.</param>
    public static bool Join(RowKernel kernel, Node node, bool isSource) => node.Primitive switch
    {
        Reduce => AsReduction(kernel, node),
        _ when node.Shape.IsScalar => AsNumber(kernel, node, isSource),
        // Whole vectors are dearer where rows touch: not for nothing in common.
        _ => AsRowNumber(kernel, node) || ((isSource || kernel.Rows <= 1) && AsElement(kernel, node)),
    };

    /// <summary>How a row kernel's member reads an operand, in the kernel's terms.</summary>
    public static Fit Reads(RowKernel kernel, Node reader, Node operand)
    {
        Node place = Storage.Of(operand);
        if (kernel.Roles.TryGetValue(place, out Fit known))
            return known;
        Fit fit = Of(reader, operand);
        return kernel.Roles[reader] == Fit.Rows && fit == Fit.Same && reader.Primitive is Map ? Fit.Rows : fit;
    }

    /// <summary>How any reader's operand is stretched. A single number is one, in whatever shape it is seen.</summary>
    public static Fit Of(Node reader, Node operand) => Storage.Of(operand).Shape.IsScalar ? Fit.Scalar : reader.Primitive switch
    {
        Map map when !map.Type.Shape.IsScalar => Fitting.Of(operand.Shape, map.Type.Shape),
        Reduce => Fit.Same,
        _ => Fit.Scalar,
    };

    private static bool AsReduction(RowKernel kernel, Node node)
    {
        Node operand = node.Operands[0];
        return Role(kernel, operand) is null or Fit.Same or Fit.Scalar
            && Take(kernel, node, operand.Shape.Length, node.Shape.Length, node.Shape.IsScalar ? Fit.Scalar : Fit.Rows);
    }

    // Single numbers go along with any one row; but that there is one is decided only where it concerns the node.
    private static bool AsNumber(RowKernel kernel, Node node, bool isSource)
    {
        bool reads = node.Primitive is Pick
            ? Role(kernel, node.Operands[0]) is null or Fit.Same && Role(kernel, node.Operands[1]) is null or Fit.Scalar
            : node.Operands.All(operand => Role(kernel, operand) is null or Fit.Scalar);
        return reads && (kernel.Rows == 1 || isSource) && Take(kernel, node, 0, 1, Fit.Scalar);
    }

    /// <summary>A map of the rows' sums and the like. Not of other values alone, which stand in memory before.</summary>
    private static bool AsRowNumber(RowKernel kernel, Node node) =>
        kernel.Rows > 0 && node.Shape.Length == kernel.Rows
        && node.Operands.Any(operand => Role(kernel, operand) == Fit.Rows)
        && node.Operands.All(operand => (Of(node, operand), Role(kernel, operand)) is (Fit.Same, null or Fit.Rows) or (Fit.Scalar, null or Fit.Scalar))
        && Take(kernel, node, 0, kernel.Rows, Fit.Rows);

    private static bool AsElement(RowKernel kernel, Node node)
    {
        int rows = 0;
        foreach (Node operand in node.Operands)
        {
            Fit fit = Of(node, operand), role = Role(kernel, operand) ?? fit;
            // One row's number is one for all elements.
            if (role != fit && !(role == Fit.Rows && fit == Fit.Scalar))
                return false;
            if (fit == Fit.Columns && Role(kernel, operand) is not null)
                return false;
            rows = fit switch
            {
                Fit.Rows => operand.Shape.Length,
                Fit.Columns => node.Shape.Length / operand.Shape.Length,
                _ => rows,
            };
        }
        return Take(kernel, node, node.Shape.Length, rows, Fit.Same);
    }

    private static Fit? Role(RowKernel kernel, Node operand) => kernel.Roles.TryGetValue(Storage.Of(operand), out Fit role) ? role : null;

    /// <param name="kernel">The kernel.</param>
    /// <param name="node">Who wants to join.</param>
    /// <param name="elements">Of an example; 0 for any.</param>
    /// <param name="rows">Of an example; 0 for any.</param>
    /// <param name="role">The node's.</param>
    private static bool Take(RowKernel kernel, Node node, int elements, int rows, Fit role)
    {
        if (elements != 0 && kernel.Elements != 0 && elements != kernel.Elements)
            return false;
        if (rows != 0 && kernel.Rows != 0 && rows != kernel.Rows)
            return false;
        kernel.Elements = Math.Max(kernel.Elements, elements);
        kernel.Rows = Math.Max(kernel.Rows, rows);
        kernel.Roles[node] = role;
        return true;
    }
}
