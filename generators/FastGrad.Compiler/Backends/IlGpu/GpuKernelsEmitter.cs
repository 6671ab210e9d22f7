using System.Text.RegularExpressions;
using FastGrad.Compiler.Backends.Cpu;
using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>The class of a model's kernels: constants for where values lie, kernels in the order of launches, and what they hand device sources.</summary>
internal sealed class GpuKernelsEmitter(GpuModel model, GpuPhases phases)
{
    private static readonly Regex _word = new(@"\w+", RegexOptions.CultureInvariant);
    private static readonly Regex _comment = new("//.*", RegexOptions.CultureInvariant);

    public void Write(SourceWriter writer)
    {
        writer.Line("/// <summary>");
        writer.Line($"/// The kernels of {model.Model.Spec.Type.FullName} for GPUs. Public, because ILGPU's CPU accelerator calls them.");
        writer.Line("/// </summary>");
        writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        writer.Open($"public static class {model.Cpu.ProgramName}");
        var body = new SourceWriter();
        foreach ((string phase, IReadOnlyList<GpuKernel> kernels) in phases.All)
        {
            foreach (GpuKernel kernel in kernels)
                WriteKernel(body, kernel, model.IsMixed ? phase : "");
        }
        phases.Train?.Write(body);
        foreach (GpuStruct given in phases.All.SelectMany(phase => phase.Kernels).Select(kernel => kernel.Struct).OfType<GpuStruct>())
        {
            body.Line();
            given.Write(body, model.Type);
        }
        string text = body.ToString();
        WriteConstants(writer, text);
        writer.Lines(text.TrimEnd('\n').Split('\n'));
        writer.Close();
    }

    /// <summary>As far as kernels speak of them.</summary>
    private void WriteConstants(SourceWriter writer, string text)
    {
        writer.Line("// Where parameters and values begin.");
        HashSet<string> mentioned = [.. _word.Matches(_comment.Replace(text, "")).Cast<Match>().Select(match => match.Value)];
        var line = new List<string>();
        var parameters = model.Model.Graph.Nodes.Where(node => node.Primitive is ParameterLeaf)
            .Select(node => (Name: model.ConstantOf(node), Place: model.Cpu.Contract.ParameterOffsets[((ParameterLeaf)node.Primitive).Index]));
        foreach ((string name, int place) in parameters.Concat(model.Constants).Distinct().Where(constant => mentioned.Contains(constant.Name)))
        {
            string constant = $"{name} = {CpuModel.Text(place)}";
            if (line.Sum(word => word.Length + 2) + constant.Length > 90)
                Flush();
            line.Add(constant);
        }
        Flush();

        void Flush()
        {
            if (line.Count > 0)
                writer.Line($"private const int {string.Join(", ", line)};");
            line.Clear();
        }
    }

    private void WriteKernel(SourceWriter writer, GpuKernel kernel, string mixedPhase)
    {
        writer.Line();
        foreach (string line in kernel.Comment)
            writer.Line("// " + line);
        if (kernel.NeedsRoom || mixedPhase is "Backward" or "Update")
        {
            writer.Open($"public static void {phases.Entry(kernel)}(Frame frame)");
            if (kernel.NeedsRoom)
                writer.Line($"frame.Room = SharedMemory.Allocate<{model.Type}>(Frame.RoomLength);");
            if (mixedPhase == "Backward")
                writer.Line("frame.Share *= frame.Scaling[1];");
            if (mixedPhase == "Update")
                writer.Lines(["frame.Slot -= frame.Skips[1];", "if (frame.Skips[0] == 0)"]);
            writer.Line($"{(mixedPhase == "Update" ? "    " : "")}{kernel.Name}(frame, Grid.IdxX, Grid.DimX);");
            writer.Close();
        }
        else
        {
            writer.Line($"public static void {phases.Entry(kernel)}(Frame frame) => {kernel.Name}(frame, Grid.IdxX, Grid.DimX);");
        }
        writer.Line();
        writer.Open($"internal static void {kernel.Name}(Frame frame, int group, int groups)");
        writer.Lines(kernel.Text.TrimEnd('\n').Split('\n'));
        writer.Close();
    }
}
