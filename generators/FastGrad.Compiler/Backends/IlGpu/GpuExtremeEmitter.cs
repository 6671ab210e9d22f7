using FastGrad.Compiler.Backends.Cpu;
using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>
/// The largest and the smallest over the batch: neighbouring lanes have neighbouring elements, and lanes a side of their square apart share out
/// the examples.
/// </summary>
internal sealed class GpuExtremeEmitter(GpuModel model)
{
    public GpuKernel Lower(CallKernel kernel, BatchReduce reduce, string comment)
    {
        Node node = kernel.Node;
        string length = CpuModel.Text(node.Shape.Length), place = node.Shape.Length == 1 ? "0" : "element";
        (string result, string first) = reduce.Kind switch
        {
            ReduceKind.Max => ("largest", "NegativeInfinity"),
            ReduceKind.Min => ("smallest", "PositiveInfinity"),
            _ => throw new ArgumentException("sums over the batch have kernels of their own"),
        };
        return new GpuKernel(
            model.NameOf(kernel), $"Chunks({length})", NeedsRoom: true, [comment],
            writer =>
            {
                writer.Line("int side = Squares.Side();");
                writer.Open($"for (int chunk = group; chunk * side < {length}; chunk += groups)");
                writer.Line("int element = chunk * side + Group.IdxX % side;");
                writer.Line($"{model.Type} {result} = {model.Type}.{first};");
                writer.Open($"if (element < {length})");
                writer.Line("for (int other = Group.IdxX / side; other < frame.Batch; other += side)");
                writer.Line($"    {result} = Mathematics.{reduce.Kind}({result}, {model.At(node.Operands[0], "other", place)});");
                writer.Close();
                writer.Line($"{result} = Extremes.{reduce.Kind}(frame, {result}, side);");
                writer.Line($"if (Group.IdxX < side && element < {length})");
                writer.Line("    " + model.Store(node, "0", place, result));
                writer.Close();
            });
    }
}
