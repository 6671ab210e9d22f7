using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;

namespace FastGrad.Compiler.Backends.Cpu;

/// <summary>What a method of the library makes, for the comment above the call.</summary>
internal static class CallDescription
{
    public static string Of(CpuModel model, Node node)
    {
        string first = node.Operands.Count > 0 ? model.Word(node.Operands[0]) : "", second = node.Operands.Count > 1 ? model.Word(node.Operands[1]) : "";
        return node.Primitive switch
        {
            MatMul product => $"{first}{(product.TransposeLeft ? "ᵀ" : "")} · {second}{(product.TransposeRight ? "ᵀ" : "")}{(product.OverBatch ? " summed over the batch" : "")}",
            Reduce reduce => $"{Kind(reduce.Kind)} of {first} over its first axis",
            BatchReduce reduce => $"{Kind(reduce.Kind)} of {first} over the batch",
            Gather => $"{first}[{second}]",
            Scatter scatter => $"{first} added up by {second}{(scatter.OverBatch ? ", over the batch" : "")}",
            Slice slice => $"{first}, {slice.Start} to {slice.Start + slice.Length - 1} of axis {slice.Axis}",
            Concat concat => $"{string.Join(", ", node.Operands.Select(operand => Filling.Of(operand) is double value ? model.Precision.Literal(value) : model.Word(operand)))} along axis {concat.Axis}",
            Transpose transpose => $"{first}, axes {string.Join(" ", transpose.Permutation.Select(CpuModel.Text))}",
            Broadcast broadcast => $"{first} as {broadcast.Shape}",
            _ => "random numbers from 0 to 1",
        };
    }

    private static string Kind(ReduceKind kind) => kind switch { ReduceKind.Sum => "sum", ReduceKind.Max => "maximum", _ => "minimum" };
}
