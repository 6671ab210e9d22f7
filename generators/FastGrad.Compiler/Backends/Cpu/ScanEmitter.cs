using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;

namespace FastGrad.Compiler.Backends.Cpu;

/// <summary>A scan: what its states start from, and the loop over its steps.</summary>
internal sealed class ScanEmitter(CpuModel model)
{
    public void Call(SourceWriter writer, ScanKernel kernel, Action<Kernel> call)
    {
        Scan scan = kernel.Scan;
        string steps = CpuModel.Text(scan.Steps);
        writer.Line($"// {model.NameOf(kernel)}: {steps} steps{(scan.Reverse ? ", from the last to the first" : "")}");
        foreach (Node state in scan.States)
            Start(writer, kernel, state);
        writer.Open(scan.Reverse ? $"for (int step = {CpuModel.Text(scan.Steps - 1)}; step >= 0; step--)" : $"for (int step = 0; step < {steps}; step++)");
        foreach (Kernel inner in kernel.Body.Schedule)
            call(inner);
        writer.Close();
    }

    private void Start(SourceWriter writer, ScanKernel kernel, Node state)
    {
        Node initial = kernel.Node.Operands[((ScanLeaf)state.Primitive).Operand];
        string length = CpuModel.Text(state.Shape.Length), batch = CpuModel.Batch(state.Type.Batched);
        string destination = $"ref {model.Row(kernel.Places[state].Stack, CpuModel.Text(kernel.FirstRow(state)))}, {CpuModel.Text(model.Stride(state))}, 1, {length}, 0, {length}";
        writer.Line(Filling.Of(initial) is double value && !model.HasConstant(initial)
            ? $"Movement.Fill({batch}, {model.Precision.Literal(value)}, {destination});"
            : $"Movement.Block({batch}, in {model.Place(initial)}, {CpuModel.Text(model.Stride(initial))}, {destination});");
    }
}
