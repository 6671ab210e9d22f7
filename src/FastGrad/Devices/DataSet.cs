using System.Numerics;
using FastGrad.Training;

namespace FastGrad.Devices;

/// <summary>Examples that stay on a device, from which it puts batches together.</summary>
internal sealed class DataSet<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DeviceStore _store, _packs;
    private readonly DeviceProgram<T> _program;
    private readonly DeviceMemories<T> _memories;
    private readonly DeviceRows<T> _rows;
    private readonly Column[] _inputs, _targets;
    private readonly Column? _weights;
    private readonly int _labelLength;
    private DeviceMemory<int>? _labels, _order;
    private (DeviceMemory<T> Inputs, DeviceMemory<T> Targets, DeviceMemory<int> Labels)? _packed;
    private int _room;

    public DataSet(DeviceStore store, DeviceProgram<T> program, DeviceMemories<T> memories, DeviceRows<T> rows, ProgramLayout layout, bool hasLabels)
    {
        _store = store;
        _packs = store.Part();
        _program = program;
        _memories = memories;
        _rows = rows;
        _inputs = [.. layout.Inputs.Select(input => new Column(memories.Inputs, input.Length, input.Place * memories.Capacity))];
        _targets = hasLabels
            ? []
            : [.. layout.Targets.Select(target => new Column(memories.Targets, target.Length, target.Place * memories.Capacity))];
        _weights = layout.WeightPlace < 0 ? null : new(memories.Targets, 1, layout.WeightPlace * memories.Capacity);
        _labelLength = hasLabels ? layout.TargetLength : 0;
    }

    /// <summary>Examples; 0 before there are any.</summary>
    public int Count { get; private set; }

    /// <summary>How often examples were replaced by others: what was made of those before does not fit any more.</summary>
    public int Version { get; private set; }

    /// <summary>Whether their memory, and what else the trainer has on the device, is gone.</summary>
    public bool IsDisposed => _store.IsDisposed;

    /// <summary>Whether targets are labels and nothing else.</summary>
    public bool HasLabels => _labelLength > 0;

    /// <summary>
    /// All inputs in one memory and all targets and weights in another, of each the rows of all examples: where there is one of them as it lies,
    /// else as a copy.
    /// </summary>
    /// <param name="store">Takes the copies.</param>
    /// <exception cref="DeviceMemoryException">The device has too little memory for them.</exception>
    public (DeviceMemory<T> Inputs, DeviceMemory<T> Targets, DeviceMemory<int> Labels) Pack(DeviceStore store) =>
        (Pack(store, _inputs), Pack(store, _weights is null ? _targets : [.. _targets, _weights]), _labels ?? store.Allocate<int>(1, "labels"));

    /// <summary>The same, made when it is first asked for and kept as long as these examples.</summary>
    /// <exception cref="DeviceMemoryException">The device has too little memory for it.</exception>
    public (DeviceMemory<T> Inputs, DeviceMemory<T> Targets, DeviceMemory<int> Labels) Packed
    {
        get
        {
            if (_packed is null)
                Unpack();
            return _packed ??= Pack(_packs);
        }
    }

    /// <summary>Gives the copies back, and what is left of some that could not be made.</summary>
    public void Unpack()
    {
        _packed = null;
        _packs.Clear();
    }

    /// <summary>Makes room for examples. Those before are given up.</summary>
    /// <exception cref="DeviceMemoryException">There is no room; there are no examples any more.</exception>
    public void Begin(int count)
    {
        Count = 0;
        Version++;
        Unpack();
        if (count != _room)
            Allocate(count);
    }

    /// <summary>All of them are there.</summary>
    public void End() => Count = _room;

    public void TakeInput(int index, ReadOnlySpan<T> rows) => _inputs[index].Memory!.Write(rows);

    public void TakeInput(int index, ReadOnlySpan<int> rows) => _rows.Write(_inputs[index].Memory!, 0, rows);

    public void TakeTarget(int index, ReadOnlySpan<T> rows) => _targets[index].Memory!.Write(rows);

    public void TakeTarget(int index, ReadOnlySpan<int> rows) => _rows.Write(_targets[index].Memory!, 0, rows);

    public void TakeWeights(ReadOnlySpan<T> rows) => _weights!.Memory!.Write(rows);

    public void TakeLabels(ReadOnlySpan<int> labels) => _labels!.Write(labels);

    /// <summary>The order that batches take examples in.</summary>
    public DeviceMemory<int> Order => _order!;

    /// <summary>In which order batches take examples from here on.</summary>
    public void TakeOrder(ReadOnlySpan<int> order) => _order!.Write(order);

    /// <summary>Has the device put a batch where kernels read it.</summary>
    /// <param name="first">Place in the order.</param>
    /// <param name="batch">Examples.</param>
    public void Gather(int first, int batch)
    {
        foreach (Column input in _inputs)
            Gather(input, first, batch);
        foreach (Column target in _targets)
            Gather(target, first, batch);
        if (_weights is not null)
            Gather(_weights, first, batch);
        if (_labels is not null)
            _program.Gather(_labels, _order!, first, batch, _labelLength, _memories.Labels, 0);
    }

    private void Gather(Column column, int first, int batch) =>
        _program.Gather(column.Memory!, _order!, first, batch, column.Length, column.Destination, column.At);

    private DeviceMemory<T> Pack(DeviceStore store, Column[] columns)
    {
        if (columns is [Column one])
            return one.Memory!;
        DeviceMemory<T> all = store.Allocate<T>((long)Count * columns.Sum(column => column.Length), "examples");
        long at = 0;
        foreach (Column column in columns)
        {
            all.Copy(column.Memory!, 0, at, (long)Count * column.Length);
            at += (long)Count * column.Length;
        }
        return all;
    }

    private void Allocate(int count)
    {
        _room = 0;
        foreach (Column column in (Column[])[.. _inputs, .. _targets, .. _weights is null ? [] : (Column[])[_weights]])
        {
            _store.Free(column.Memory);
            column.Memory = null;
            column.Memory = _store.Allocate<T>((long)count * column.Length, "examples");
        }
        _store.Free(_labels);
        _store.Free(_order);
        (_labels, _order) = (null, null);
        if (_labelLength > 0)
            _labels = _store.Allocate<int>((long)count * _labelLength, "labels of the examples");
        _order = _store.Allocate<int>(count, "order of the examples");
        _room = count;
    }

    /// <summary>One input or target of all examples, and where a batch's goes.</summary>
    private sealed class Column(DeviceMemory<T> destination, int length, int at)
    {
        public DeviceMemory<T> Destination => destination;

        public int Length => length;

        public int At => at;

        public DeviceMemory<T>? Memory { get; set; }
    }
}
