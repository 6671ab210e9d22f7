using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>Rows added up by their indices: where they are and what becomes of the sums, as a struct; who adds is a device source.</summary>
internal sealed class GpuScatterEmitter(GpuModel model)
{
    public GpuKernel Lower(CallKernel kernel, Scatter scatter, string comment)
    {
        Node node = kernel.Node, values = node.Operands[0], indices = node.Operands[1];
        int columns = node.Shape.Length / scatter.Count;
        string place = indices.Shape.Length == 1 ? "0" : "place";
        string name = model.Cpu.Names.Pascal(model.NameOf(kernel) + " rows");
        return new GpuKernel(
            model.NameOf(kernel), GpuElements.Groups(node.Type.Batched, node.Shape.Length), NeedsRoom: true, [comment],
            writer => writer.Line($"Scatters.Add<{name}>(frame, group, groups);"),
            new GpuScatter(name, comment)
            {
                Examples = values.Type.Batched || indices.Type.Batched ? "frame.Batch" : "1",
                TablePerExample = node.Type.Batched,
                Rows = scatter.Count,
                Columns = columns,
                Places = indices.Shape.Length,
                Index = model.At(indices, "example", place),
                Value = model.At(values, "example", Element(place, columns)),
                Store = model.Store(node, "example", node.Shape.Length == 1 ? "0" : "element", "sum"),
            });
    }

    /// <summary>For each of an example's indices, how often a group that is alone looks at it: once for as many elements as it may have lanes.</summary>
    public static long Searches(Node node) =>
        node is { Primitive: Scatter, Type.Batched: false } ? (long)node.Operands[1].Shape.Length * ((node.Shape.Length + 255) / 256) : 0;

    private static string Element(string place, int columns) =>
        columns == 1 ? place : place == "0" ? "column" : $"{GpuText.Product(place, columns)} + column";
}
