using FastGrad.Compiler.Backends.Cpu;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;

namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>Sums over the batch, and gradients that lie in memory already.</summary>
internal sealed class GpuSumEmitter(GpuModel model)
{
    public GpuKernel Lower(BatchSumKernel kernel)
    {
        Node source = Storage.Of(kernel.Source);
        string length = CpuModel.Text(source.Shape.Length);
        string view = model.IsHalf(source) ? "" : model.View(source) + ", ";
        string rows = $"{view}{Zero(model.Start(source))}, {CpuModel.Text(model.Stride(source))}, {length}";
        string sums = model.IsHalf(source) ? "HalfSums" : "Sums";
        bool delivers = kernel.Delivers >= 0;
        string target = delivers ? "gradient of " + model.Model.Traced.Parameters[kernel.Delivers].Name : model.ConstantOf(kernel.Sum);
        return new GpuKernel(
            model.NameOf(kernel), $"Chunks({length})", NeedsRoom: true, [$"{target} = {model.Cpu.Word(source)} summed over the batch"],
            writer => writer.Line(delivers
                ? $"{sums}.DeliverColumns(frame, {rows}, {Parameter(kernel.Delivers)}, group, groups);"
                : $"{sums}.Columns(frame, {rows}, {model.View(kernel.Sum)}, {model.Start(kernel.Sum)}, group, groups);"));
    }

    public GpuKernel Lower(DeliverKernel kernel)
    {
        Node gradient = Storage.Of(kernel.Gradient);
        string length = CpuModel.Text(gradient.Shape.Length);
        return new GpuKernel(
            model.NameOf(kernel), $"Lanes({length})", NeedsRoom: false, ["gradient of " + model.Model.Traced.Parameters[kernel.Delivers].Name],
            writer =>
            {
                (string first, string element) = length == "1" ? ("", "") : (" + element", "element");
                GpuLanes.Open(writer, "element", length);
                writer.Line($"frame.Deliver({Parameter(kernel.Delivers)}{first}, {model.At(gradient, "0", element)});");
                writer.Close();
            });
    }

    /// <summary>The constant that says where a parameter begins.</summary>
    private string Parameter(int index) =>
        model.ConstantOf(model.Model.Graph.Nodes.First(node => node.Primitive is ParameterLeaf leaf && leaf.Index == index));

    private static string Zero(string start) => start.Length == 0 ? "0" : start;
}
