using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;

namespace FastGrad.Compiler.Backends.Cpu;

/// <summary>Where the values of scans lie: behind places that move with <c>step</c>, and what stands in their bodies for values outside.</summary>
internal sealed partial class CpuModel
{
    private readonly Dictionary<Node, StepPlace> _steps = [];
    private readonly Dictionary<Node, Node> _shared = [];
    private readonly List<LoweredGraph> _bodies = [];

    /// <summary>Where a value of a scan lies: within a stack or a sequence; null for one that has a place of its own.</summary>
    public StepPlace? StepOf(Node value) => _steps.TryGetValue(At(value), out StepPlace? step) ? step : null;

    /// <summary>A value of ours past whose end nothing may be written, and that does not end with a vector.</summary>
    public bool EndsWithinVector(Node value) => _steps.TryGetValue(At(value), out StepPlace? step) && step.EndsWithinVector;

    /// <summary>The value that has the memory in which another one lies: a leaf, or what a kernel leaves.</summary>
    public Node Source(Node value)
    {
        Node node = At(value);
        while (_steps.TryGetValue(node, out StepPlace? step) && step.Owner is Node sequence)
            node = At(sequence);
        return node;
    }

    /// <summary>A row of a stack.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="row">C# for its number, in parentheses where it is more than a name.</param>
    public string Row(ScanStack stack, string row)
    {
        string offset = stack.RowLength == 1 ? Parentheses.Strip(row) : $"{row} * {Text(stack.RowLength)}";
        if (!stack.Batched)
            return row == "0" ? $"frame.Fixed({_constants[stack]})" : $"frame.Fixed({_constants[stack]} + {(stack.RowLength == 1 ? row : offset)})";
        return row == "0" ? $"frame.Rows({_constants[stack]})" : $"Unsafe.Add(ref frame.Rows({_constants[stack]}), {offset})";
    }

    /// <summary>The value itself, behind other names of it: views, boundaries, and what a scan's body calls it.</summary>
    public Node At(Node value)
    {
        Node node = Storage.Of(value);
        while (_shared.TryGetValue(node, out Node? outer))
            node = Storage.Of(outer);
        return node;
    }

    private void Name(ScanKernel scan, MemoryPlan memory)
    {
        _bodies.Add(scan.Body);
        foreach (Node leaf in scan.Body.Graph.Nodes.Where(node => node.Primitive is Given))
        {
            if (leaf.Primitive is not ScanLeaf own)
                NameLeaf(leaf);
            else if (own.Kind == ScanLeafKind.Shared)
                _shared[leaf] = scan.Node.Operands[own.Operand];
            else if (own.Kind == ScanLeafKind.Element)
                Place(leaf, scan.Node.Operands[own.Operand]);
        }
        foreach ((Node node, (ScanStack stack, ScanRow row)) in scan.Places.Select(place => (place.Key, place.Value)))
        {
            _steps[node] = new StepPlace(
                stack, Offset(scan, row, stack), Row(stack, Text(scan, row)), stack.Batched ? stack.Stride : 0, !stack.IsPadded);
            _constants[node] = Names.Pascal(node.Hint ?? stack.Hint ?? "kept");
        }
        foreach ((Node node, (ScanStack stack, int offset)) in scan.Results.Select(result => (result.Key, result.Value)))
        {
            string first = stack.Batched ? $"frame.Rows({_constants[stack]})" : $"frame.Fixed({_constants[stack]})";
            string reference = offset == 0 ? first : $"Unsafe.Add(ref {first}, {Text(offset)})";
            _steps[node] = new StepPlace(stack, new StepOffset(offset), reference, stack.Batched ? stack.Stride : 0, EndsWithinVector: true);
            _constants[node] = Names.Pascal(node.Hint ?? stack.Hint ?? "kept");
        }
        Dictionary<bool, int> rooms = scan.Rooms.ToDictionary(room => room.Batched, room => memory.Of(room).Offset);
        Name(scan.Body, buffer => rooms[buffer.Batched] + buffer.Offset, KernelWords(scan) + " scratch", KernelWords(scan) + " step");
    }

    /// <summary>A step's element of a sequence.</summary>
    private void Place(Node leaf, Node sequence)
    {
        string first = Place(sequence);
        if (first is "inputs" or "targets")
            first = $"Unsafe.AsRef(in {first})";
        string offset = leaf.Shape.Length == 1 ? "step" : $"step * {Text(leaf.Shape.Length)}";
        string reference = $"Unsafe.Add(ref {first}, {offset})";
        bool endsWithin = leaf.Shape.Length % PlanMemory.Align != 0;
        _steps[leaf] = new StepPlace(sequence, new StepOffset(0, leaf.Shape.Length), reference, Stride(sequence), endsWithin);
        _constants[leaf] = Names.Pascal((leaf.Hint ?? Word(sequence)) + " element");
    }

    private static StepOffset Offset(ScanKernel scan, ScanRow row, ScanStack stack) => row switch
    {
        ScanRow.TurnBefore or ScanRow.TurnAfter => new StepOffset(0, stack.RowLength, scan.RowOf(row, 0), Turns: true),
        _ => new StepOffset(0, stack.RowLength, scan.IsNext(row) ? 1 : 0),
    };

    private static string Text(ScanKernel scan, ScanRow row) => row switch
    {
        ScanRow.TurnBefore or ScanRow.TurnAfter => scan.RowOf(row, 0) == 0 ? "(step & 1)" : "((step + 1) & 1)",
        _ => scan.IsNext(row) ? "(step + 1)" : "step",
    };
}
