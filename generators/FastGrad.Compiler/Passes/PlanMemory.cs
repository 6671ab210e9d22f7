using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Passes;

/// <summary>
/// Where each stored value lies in the arena: first what does not depend on the batch, then per example, place × capacity. A place
/// is given again once its value's last reader is done; only what a reader of the outside needs lives on.
/// </summary>
internal sealed class PlanMemory
{
    /// <summary>The widest vector in floats: rows start and end on it, so that whole vectors may be stored into padding.</summary>
    public const int Align = 16;

    /// <summary>Columns of a packed panel: two of the widest vectors.</summary>
    private const int PanelColumns = 2 * Align;

    private readonly IReadOnlyList<Kernel> _schedule;
    private readonly Graph _graph;
    private readonly IReadOnlyCollection<Node> _stored;
    private readonly IReadOnlyDictionary<Node, Buffer> _fixedPlaces;
    private readonly List<Buffer> _buffers = [];

    private PlanMemory(KernelGraph graph, IReadOnlyList<Kernel> schedule, IReadOnlyDictionary<Node, Buffer> fixedPlaces)
    {
        _fixedPlaces = fixedPlaces;
        _graph = graph.Graph;
        _schedule = schedule;
        _stored = graph.Stored;
    }

    /// <param name="graph">The kernels.</param>
    /// <param name="schedule">Their order.</param>
    /// <param name="fixedPlaces">Buffers that lie already: the outputs of inference, where training has them.</param>
    public static MemoryPlan Run(KernelGraph graph, IReadOnlyList<Kernel> schedule, IReadOnlyDictionary<Node, Buffer>? fixedPlaces = null) =>
        new PlanMemory(graph, schedule, fixedPlaces ?? new Dictionary<Node, Buffer>()).Run();

    /// <summary>Rows of a weight gradient that are made before the sink takes them: 32 KB in single precision, or
    /// 24 rows: whole tiles of eight or of six.</summary>
    public static int PanelRows(Shape weight)
    {
        int rows = weight.Dimensions[0], columns = weight.Dimensions[1];
        int fitting = Math.Max(24, 8192 / columns / 24 * 24);
        return Math.Min(fitting, (rows + 7) / 8 * 8);
    }

    private MemoryPlan Run()
    {
        for (int i = 0; i < _schedule.Count; i++)
        {
            if (_schedule[i] is ScanKernel scan)
            {
                AddBuffers(scan, i);
                continue;
            }
            foreach (Node node in _schedule[i].Members.Where(_stored.Contains))
                _buffers.Add(ForNode(node, i));
            if (_schedule[i] is RowKernel row)
                _buffers.AddRange(row.Kept.Select(node => new Buffer(node, false, RoundUp(row.Length), i, i)));
        }
        // One for all: nothing in it outlives its kernel.
        int scratch = _schedule.Select(ScratchLength).DefaultIfEmpty(0).Max();
        if (scratch > 0)
            _buffers.Add(new Buffer(MemoryPlan.Scratch, false, scratch, 0, int.MaxValue));
        // What other threads need a copy of lies first: the less has to be copied.
        HashSet<Node> kept = [.. _schedule.OfType<RowKernel>().SelectMany(row => row.Kept)];
        Buffer[] own = [.. _buffers.Where(buffer => buffer.Owner is Node node && kept.Contains(node))];
        int fixedLength = Place([.. own, .. _buffers.Where(buffer => !buffer.Batched && !own.Contains(buffer))]);
        int scratchLength = Enumerable.Max(
        [
            scratch, .. own.Select(buffer => buffer.Offset + buffer.Stride),
            .. _schedule.OfType<ScanKernel>().Select(scan => scan.Body.Memory.ScratchLength),
        ]);
        int exampleLength = Place(_buffers.Where(buffer => buffer.Batched && (buffer.Stride > 1 || IsFixed(buffer))));
        // Single numbers come last: they would break the alignment of what followed.
        foreach (Buffer buffer in _buffers.Where(buffer => buffer.Batched && buffer.Stride == 1 && !IsFixed(buffer)))
            buffer.Offset = exampleLength++;

        int lastForward = _schedule.Count(kernel => kernel.Phase == Phase.Forward) - 1;
        bool forwardNeedsScratch = _schedule.Take(lastForward + 1).Any(kernel => ScratchLength(kernel) > 0);
        return new MemoryPlan(_buffers, fixedLength, scratchLength, exampleLength, ForwardLength(batched: true), ForwardLength(batched: false));

        int ForwardLength(bool batched) => _buffers
            .Where(buffer => buffer.Batched == batched && buffer.From <= lastForward && (buffer.Owner != MemoryPlan.Scratch || forwardNeedsScratch))
            .Select(buffer => buffer.Offset + buffer.Stride).DefaultIfEmpty(0).Max();
    }

    private bool IsFixed(Buffer buffer) => buffer.Owner is Node node && _fixedPlaces.ContainsKey(node);

    private Buffer ForNode(Node node, int from)
    {
        if (_fixedPlaces.TryGetValue(node, out Buffer? place))
            return new Buffer(node, place.Batched, place.Stride, 0, int.MaxValue) { Offset = place.Offset };
        int until = LastReader(node, from);
        // One number per example lies with its like; one for all still takes a whole vector, so that what follows stays aligned.
        int stride = !node.Type.Batched ? RoundUp(node.Shape.Length) : node.Shape.IsScalar ? 1 : RowStride(node.Shape);
        return new Buffer(node, node.Type.Batched, stride, from, until);
    }

    private int LastReader(Node node, int from)
    {
        int until = from;
        for (int i = from; i < _schedule.Count; i++)
        {
            if (Schedule.Reads(_schedule[i]).Contains(node))
                until = i;
        }
        // The outside reads these after the last kernel, and writes the output gradient before backward.
        return _graph.Roots.Any(root => Storage.Of(root.Value) == node && RootPhases.IsReadOutside(root.Key)) ? int.MaxValue : until;
    }

    /// <summary>A scan's stacks, as long as any of them is read, and the room in which its steps work.</summary>
    private void AddBuffers(ScanKernel scan, int from)
    {
        foreach (ScanStack stack in scan.Stacks)
        {
            int until = scan.Results.Where(result => result.Value.Stack == stack).Select(result => LastReader(result.Key, from)).DefaultIfEmpty(from).Max();
            _buffers.Add(new Buffer(stack, stack.Batched, stack.Stride, from, until));
        }
        foreach (ScanRoom room in scan.Rooms)
            _buffers.Add(new Buffer(room, room.Batched, room.Length, from, from));
    }

    /// <summary>What a kernel packs or gathers before it hands it on. Whole vectors are stored at the end: two of them may stand past it.</summary>
    private static int ScratchLength(Kernel kernel)
    {
        int length = kernel switch
        {
            ProductKernel { Form: ProductForm.InputGradient } product => product.Right.Shape.Dimensions[1] * PanelColumns,
            WeightGradientKernel weight => PanelRows(weight.Product.Shape) * weight.Product.Shape.Dimensions[1],
            BatchSumKernel sum when sum.Delivers >= 0 || !Storage.Of(sum.Source).Shape.IsScalar => sum.Sum.Shape.Length,
            _ => 0,
        };
        return length == 0 ? 0 : RoundUp(length) + PanelColumns;
    }

    /// <summary>First fit over time: the lowest place that no value of an overlapping lifetime holds.</summary>
    private int Place(IEnumerable<Buffer> all)
    {
        List<Buffer> buffers = [.. all], placed = [.. buffers.Where(IsFixed)];
        foreach (Buffer buffer in buffers.Where(buffer => !IsFixed(buffer)))
        {
            List<Buffer> others = [.. placed.Where(other => other.From <= buffer.Until && buffer.From <= other.Until).OrderBy(other => other.Offset)];
            int offset = 0;
            foreach (Buffer other in others)
            {
                if (offset + buffer.Stride <= other.Offset)
                    break;
                offset = Math.Max(offset, RoundUp(other.Offset + other.Stride));
            }
            buffer.Offset = offset;
            placed.Add(buffer);
        }
        return placed.Select(buffer => buffer.Offset + buffer.Stride).DefaultIfEmpty(0).Max();
    }

    public static int RoundUp(int length) => (length + Align - 1) / Align * Align;

    /// <summary>
    /// From one example's row to the next. Vectors of 512 bytes and multiples would fall on few places of the first cache, where products read
    /// many rows at once: they are moved apart by a line of it. Values of more axes stay together, so that the examples' rows make one tall matrix.
    /// </summary>
    public static int RowStride(Shape shape)
    {
        int stride = RoundUp(shape.Length);
        return shape.Rank == 1 && stride % 128 == 0 ? stride + Align : stride;
    }
}

/// <summary>A stretch of the arena: a value, or a kernel's scratch.</summary>
internal sealed class Buffer(object owner, bool batched, int stride, int from, int until)
{
    /// <summary>A node, a scan's <see cref="ScanStack"/> or <see cref="ScanRoom"/>, or <see cref="MemoryPlan.Scratch"/>.</summary>
    public object Owner { get; } = owner;

    public bool Batched { get; } = batched;

    /// <summary>Elements: per example where batched, in all where not.</summary>
    public int Stride { get; } = stride;

    /// <summary>Index of the kernel that writes it.</summary>
    public int From { get; } = from;

    /// <summary>Index of the last kernel that reads it.</summary>
    public int Until { get; } = until;

    /// <summary>Place per example where batched, offset from the arena's start where not.</summary>
    public int Offset { get; set; }
}

/// <param name="FixedLength">Elements that do not depend on the batch.</param>
/// <param name="ScratchLength">
/// Elements of the room that each further thread needs: for <see cref="MemoryPlan.Scratch"/>, and for what rows keep, at the same offsets
/// as in the arena.
/// </param>
/// <param name="ExampleLength">Elements per example.</param>
/// <param name="ForwardExampleLength">Elements per example that forward alone touches.</param>
/// <param name="ForwardFixedLength">Elements that do not depend on the batch and that forward alone touches.</param>
internal sealed record MemoryPlan(
    IReadOnlyList<Buffer> Buffers, int FixedLength, int ScratchLength, int ExampleLength, int ForwardExampleLength, int ForwardFixedLength)
{
    /// <summary>Owns the stretch that kernels use while they run.</summary>
    public static readonly object Scratch = new();

    public Buffer Of(object owner) => Buffers.First(buffer => Owns(buffer, owner));

    public bool Has(object owner) => Buffers.Any(buffer => Owns(buffer, owner));

    private static bool Owns(Buffer buffer, object owner) =>
        buffer.Owner == owner || (buffer.Owner is ScanStack stack && owner is Node result && stack.Results.Contains(result));
}
