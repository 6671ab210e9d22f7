using FastGrad.Compiler.Backends.Cpu;
using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>Rows added up by their indices: where they are and what becomes of the sums, as a struct; who adds is a device source.</summary>
internal sealed class GpuScatterEmitter(GpuModel model)
{
    /// <summary>Structs to be written after the kernels.</summary>
    public List<Action<SourceWriter>> Structs { get; } = [];

    public GpuKernel Lower(CallKernel kernel, Scatter scatter, string comment)
    {
        Node node = kernel.Node;
        string name = model.Cpu.Names.Pascal(model.NameOf(kernel) + " rows");
        Structs.Add(writer => Write(writer, name, comment, node, scatter));
        return new GpuKernel(
            model.NameOf(kernel), GpuElements.Groups(node.Type.Batched, node.Shape.Length), NeedsRoom: true, [comment],
            writer => writer.Line($"Scatters.Add<{name}>(frame, group, groups);"));
    }

    private void Write(SourceWriter writer, string name, string summary, Node node, Scatter scatter)
    {
        Node values = node.Operands[0], indices = node.Operands[1];
        int columns = node.Shape.Length / scatter.Count;
        string value = model.At(values, "example", Element(indices.Shape.Length == 1 ? "0" : "place", columns));
        bool batched = values.Type.Batched || indices.Type.Batched;
        string rows = CpuModel.Text(scatter.Count), place = indices.Shape.Length == 1 ? "0" : "place";
        writer.Line($"/// <summary>{summary.Replace("&", "&amp;").Replace("<", "&lt;")}</summary>");
        writer.Open($"internal readonly struct {name} : IScatter");
        writer.Line($"public static int Examples(Frame frame) => {(batched ? "frame.Batch" : "1")};");
        writer.Line($"public static bool TablePerExample => {(node.Type.Batched ? "true" : "false")};");
        writer.Line($"public static int Rows(Frame frame) => {rows};");
        writer.Line($"public static int Columns(Frame frame) => {CpuModel.Text(columns)};");
        writer.Line($"public static int Places(Frame frame) => {CpuModel.Text(indices.Shape.Length)};");
        writer.Line($"public static int Row(Frame frame, int example, int place) => Indexing.Row({model.At(indices, "example", place)}, {rows});");
        writer.Line($"public static {model.Type} Value(Frame frame, int example, int place, int column) => {value};");
        writer.Line();
        writer.Open($"public static void Store(Frame frame, int example, int element, {model.Type} sum)");
        writer.Line(model.Store(node, "example", node.Shape.Length == 1 ? "0" : "element", "sum"));
        writer.Close();
        writer.Close();
    }

    private static string Element(string place, int columns) =>
        columns == 1 ? place : place == "0" ? "column" : $"{GpuText.Product(place, columns)} + column";
}
