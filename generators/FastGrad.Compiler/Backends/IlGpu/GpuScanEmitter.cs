using FastGrad.Compiler.Backends.Cpu;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;

namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>Scans: what the states start from, and the kernels of a step in a loop.</summary>
internal sealed class GpuScanEmitter(GpuModel model)
{
    public IReadOnlyList<GpuWork> Lower(ScanKernel kernel, Func<Kernel, IReadOnlyList<GpuWork>> lower)
    {
        Scan scan = kernel.Scan;
        GpuWork[] start = scan.States.Count == 0 ? [] : [Start(kernel)];
        return [.. start, new GpuLoop(scan.Steps, scan.Reverse, [.. kernel.Body.Schedule.SelectMany(lower)])];
    }

    /// <summary>All states in one launch: none reads another.</summary>
    private GpuKernel Start(ScanKernel kernel)
    {
        IReadOnlyList<Node> states = kernel.Scan.States;
        bool batched = states.Any(state => state.Type.Batched);
        int widest = states.Where(state => state.Type.Batched == batched).Max(state => state.Shape.Length);
        string name = model.Cpu.Names.Pascal(model.NameOf(kernel) + " start");
        return new GpuKernel(
            name, GpuElements.Groups(batched, widest), NeedsRoom: false,
            [.. states.Select(state => $"{model.ConstantOf(state)} = {Describe(kernel, state)}, before the first step")],
            writer =>
            {
                foreach (Node state in states)
                    GpuElements.Loop(writer, state.Type.Batched, state.Shape.Length, Start(kernel, state, Value(kernel, state)));
            });
    }

    private static Node Initial(ScanKernel kernel, Node state) => kernel.Node.Operands[((ScanLeaf)state.Primitive).Operand];

    /// <summary>The number that a state starts from, where it lies nowhere.</summary>
    private string? Filled(ScanKernel kernel, Node state) =>
        Filling.Of(Initial(kernel, state)) is double value && !model.Cpu.HasConstant(Initial(kernel, state)) ? model.Operators.Number(value) : null;

    private string Describe(ScanKernel kernel, Node state) => Filled(kernel, state) ?? model.Cpu.Word(Initial(kernel, state));

    private string Value(ScanKernel kernel, Node state) =>
        Filled(kernel, state) ?? model.At(Initial(kernel, state), "example", state.Shape.Length == 1 ? "0" : "element");

    private string Start(ScanKernel kernel, Node state, string value)
    {
        ScanStack stack = kernel.Places[state].Stack;
        int first = kernel.FirstRow(state) * stack.RowLength;
        string element = state.Shape.Length == 1 ? CpuModel.Text(first) : first == 0 ? "element" : $"{CpuModel.Text(first)} + element";
        return model.Store(stack, "example", element, value);
    }
}
