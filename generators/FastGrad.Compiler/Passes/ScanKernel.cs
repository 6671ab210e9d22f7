using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Passes;

/// <summary>A loop over the steps of a scan, with the kernels of one step inside.</summary>
internal sealed class ScanKernel(Phase phase, Node node, LoweredGraph body) : Kernel(phase)
{
    public Node Node { get; } = node;

    public Scan Scan => (Scan)Node.Primitive;

    /// <summary>One step. Its memory plan is of what no other step reads, relative to the <see cref="Rooms"/>.</summary>
    public LoweredGraph Body { get; } = body;

    /// <summary>What lives from step to step, or after the loop.</summary>
    public List<ScanStack> Stacks { get; } = [];

    /// <summary>Where in the stacks the body's values lie.</summary>
    public Dictionary<Node, (ScanStack Stack, ScanRow Row)> Places { get; } = [];

    /// <summary>Where in the stacks the scan's results lie: as many elements from an example's first.</summary>
    public Dictionary<Node, (ScanStack Stack, int Offset)> Results { get; } = [];

    /// <summary>The room for the plan of a step.</summary>
    public IReadOnlyList<ScanRoom> Rooms { get; } =
    [
        .. new[] { new ScanRoom(batched: false, PlanMemory.RoundUp(body.Memory.FixedLength)), new ScanRoom(batched: true, PlanMemory.RoundUp(body.Memory.ExampleLength)) }
            .Where(room => room.Length > 0)
    ];

    /// <summary>
    /// Decides where values lie that a step leaves to others. A stacked value's rows touch, so that for readers after the loop it is a tensor
    /// like any other. A state that is stacked has one row more, for what it starts from; any other has two, that take turns.
    /// </summary>
    public void LayOut(IReadOnlyCollection<Node> stored)
    {
        Graph body = Scan.Body;
        Dictionary<int, Node> outs = Scan.Outs.ToDictionary(index => index, index => Storage.Of(body.Roots[Scan.Out(index)]));
        foreach (Node state in Scan.States)
        {
            int index = ((ScanLeaf)state.Primitive).Index;
            Node next = Storage.Of(body.Roots[Scan.Next(index)]);
            bool isStacked = outs.Values.Any(root => root == next || root == state);
            var stack = new ScanStack(next.Hint ?? state.Hint, state.Type, isStacked ? Scan.Steps + 1 : 2, isTight: isStacked);
            Stacks.Add(stack);
            Places[state] = (stack, isStacked ? ScanRow.Before : ScanRow.TurnBefore);
            Places[next] = (stack, isStacked ? ScanRow.After : ScanRow.TurnAfter);
        }
        foreach (Node root in outs.Values.Where(root => !Places.ContainsKey(root)).Distinct())
        {
            var stack = new ScanStack(root.Hint, root.Type, Scan.Steps, isTight: true);
            Stacks.Add(stack);
            Places[root] = (stack, ScanRow.Own);
        }
        foreach (Node result in Members.Where(node => node.Primitive is ScanResult && stored.Contains(node)))
        {
            var own = (ScanResult)result.Primitive;
            (ScanStack stack, ScanRow row) = Places[Storage.Of(body.Roots[own.Root])];
            // Of a stack, where the first step's row is; of a state, the row that the last step leaves.
            int at = own.Stacked ? RowOf(row, 0) : RowOf(row, Scan.Reverse ? 0 : Scan.Steps - 1);
            Results[result] = (stack, at * stack.RowLength);
            stack.Results.Add(result);
        }
    }

    /// <summary>The row of what a state starts from.</summary>
    public int FirstRow(Node state) => RowOf(Places[state].Row, Scan.Reverse ? Scan.Steps - 1 : 0);

    /// <summary>The row that a value has at a step.</summary>
    public int RowOf(ScanRow row, int step) => IsNext(row) ? step + 1 : row switch
    {
        ScanRow.TurnBefore => (Scan.Reverse ? step + 1 : step) % 2,
        ScanRow.TurnAfter => (Scan.Reverse ? step : step + 1) % 2,
        _ => step,
    };

    /// <summary>Whether a row is the one after the step's own.</summary>
    public bool IsNext(ScanRow row) => row == (Scan.Reverse ? ScanRow.Before : ScanRow.After);
}

/// <summary>Which row of a stack a body's value has.</summary>
internal enum ScanRow
{
    /// <summary>The step's.</summary>
    Own,

    /// <summary>A stacked state as the step finds it.</summary>
    Before,

    /// <summary>A stacked state as the step leaves it.</summary>
    After,

    /// <summary>Of two rows, the one that the step finds the state in.</summary>
    TurnBefore,

    /// <summary>The other one.</summary>
    TurnAfter,
}

/// <summary>Rows of a value, one for each step, per example where it is batched.</summary>
/// <param name="hint">The user's word for it.</param>
/// <param name="type">Of one row.</param>
/// <param name="rows">How many.</param>
/// <param name="isTight">Whether rows touch: past the end of one, nothing may be written.</param>
internal sealed class ScanStack(string? hint, TensorType type, int rows, bool isTight)
{
    public string? Hint { get; } = hint;

    public bool Batched { get; } = type.Batched;

    /// <summary>Elements of a row that count.</summary>
    public int Length { get; } = type.Shape.Length;

    /// <summary>Elements from one row to the next.</summary>
    public int RowLength { get; } = isTight ? type.Shape.Length : PlanMemory.RoundUp(type.Shape.Length);

    /// <summary>Elements in all: from one example's to the next.</summary>
    public int Stride { get; } = isTight ? PlanMemory.RoundUp(rows * type.Shape.Length) : rows * PlanMemory.RoundUp(type.Shape.Length);

    /// <summary>Whether whole vectors may be stored at a row's end.</summary>
    public bool IsPadded => RowLength % PlanMemory.Align == 0;

    /// <summary>The scan's results that lie here.</summary>
    public HashSet<Node> Results { get; } = [];
}

/// <summary>Where a scan's steps work.</summary>
internal sealed class ScanRoom(bool batched, int length)
{
    public bool Batched { get; } = batched;

    public int Length { get; } = length;
}
