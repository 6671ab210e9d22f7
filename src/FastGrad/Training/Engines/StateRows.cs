using System.Numerics;

namespace FastGrad.Training;

/// <summary>How the states of a trainer's or predictor's examples lie in their memory.</summary>
internal sealed class StateRows<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _capacity;
    private readonly StateLayout[] _layouts;
    private readonly double[][] _first;

    public StateRows(IReadOnlyList<StateLayout> layouts, int capacity)
    {
        _capacity = capacity;
        _layouts = [.. layouts];
        _first = new double[_layouts.Length][];
        for (int index = 0; index < _layouts.Length; index++)
            _first[index] = _layouts[index].First(index);
    }

    /// <summary>Copies the states of a batch's examples.</summary>
    public void Copy(int batch, ReadOnlySpan<T> rows, Span<T> destination)
    {
        foreach (StateLayout state in _layouts)
            rows.Slice(state.Place * _capacity, state.Stride * batch).CopyTo(destination[(state.Place * _capacity)..]);
    }

    /// <summary>Every example's states as in the beginning.</summary>
    public void Reset(Span<T> rows)
    {
        for (int index = 0; index < _layouts.Length; index++)
            for (int element = 0; element < _first[index].Length; element++)
            {
                T value = T.CreateTruncating(_first[index][element]);
                for (int example = 0; example < _capacity; example++)
                    rows[_layouts[index].Place * _capacity + example * _layouts[index].Stride + element] = value;
            }
    }

    /// <summary>Room for the states of all examples, one row each, as checkpoints hold them.</summary>
    public ParameterSet<T> AsTensors()
    {
        List<ParameterDefinition> definitions = [];
        int end = 0;
        foreach (StateLayout state in _layouts)
        {
            definitions.Add(new(state.Name, new(_capacity, state.Shape.Length), state.Initializer, end));
            end += _capacity * state.Shape.Length;
        }
        return new([.. definitions]);
    }

    public void Export(ReadOnlySpan<T> rows, ParameterSet<T> tensors)
    {
        for (int index = 0; index < _layouts.Length; index++)
            for (int example = 0; example < _capacity; example++)
            {
                (int start, int length) = Range(index, example);
                rows.Slice(start, length).CopyTo(tensors[index].Values[(example * length)..]);
            }
    }

    public void Import(ParameterSet<T> tensors, Span<T> rows)
    {
        for (int index = 0; index < _layouts.Length; index++)
            for (int example = 0; example < _capacity; example++)
            {
                (int start, int length) = Range(index, example);
                tensors[index].Values.Slice(example * length, length).CopyTo(rows[start..]);
            }
    }

    private (int Start, int Length) Range(int index, int example) =>
        (_layouts[index].Place * _capacity + example * _layouts[index].Stride, _layouts[index].Shape.Length);
}
