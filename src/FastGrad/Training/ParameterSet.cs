using System.Collections;
using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Memory;

namespace FastGrad;

/// <summary>A model's parameters in the order of their declaration,
/// all in one aligned buffer; or their gradients, laid out alike.</summary>
/// <typeparam name="T">The model's precision.</typeparam>
public sealed class ParameterSet<T> : IReadOnlyList<Parameter<T>> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterDefinition[] _definitions;
    private readonly PinnedBuffer<T> _buffer;
    private readonly int _start;

    /// <summary>Parameters of zeros; <see cref="Initialize"/> gives them their first values.</summary>
    /// <param name="definitions">The parameters. They may leave gaps between each other but not overlap.</param>
    /// <exception cref="ArgumentException">Two have the same name, or share elements.</exception>
    public ParameterSet(ReadOnlySpan<ParameterDefinition> definitions)
    {
        _definitions = definitions.ToArray();
        Length = CheckedLength(_definitions);
        _buffer = new(Length);
    }

    /// <summary>A part of a buffer, laid out like another set.</summary>
    internal ParameterSet(ParameterSet<T> like, PinnedBuffer<T> buffer, int start)
    {
        _definitions = like._definitions;
        Length = like.Length;
        _buffer = buffer;
        _start = start;
    }

    /// <summary>No parameters at all: the buffers of a model that has none.</summary>
    public static ParameterSet<T> Empty { get; } = new([]);

    /// <summary>How many parameters.</summary>
    public int Count => _definitions.Length;

    /// <summary>The parameter declared at a place.</summary>
    /// <param name="index">0 for the first.</param>
    public Parameter<T> this[int index] => (uint)index < (uint)_definitions.Length
        ? new(_definitions[index], _buffer, _start + _definitions[index].Offset)
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"There are {_definitions.Length} parameters.");

    /// <summary>The parameter of a name.</summary>
    /// <param name="name">Layer dot parameter, such as <c>Dense1.Weight</c>.</param>
    /// <exception cref="KeyNotFoundException">No parameter has this name.</exception>
    public Parameter<T> this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            for (int index = 0; index < _definitions.Length; index++)
                if (_definitions[index].Name == name)
                    return this[index];
            throw new KeyNotFoundException(
                $"No parameter is named '{name}'; there are {string.Join(", ", _definitions.Select(d => d.Name))}.");
        }
    }

    /// <summary>Elements from the first parameter's first to the last one's last, gaps included.</summary>
    internal int Length { get; }

    /// <summary>The first element.</summary>
    internal ref T Start
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref _buffer.Start, _start);
    }

    /// <summary>Where each parameter begins, and how many elements it has.</summary>
    /// <param name="frozen">Whether those count that nothing moves.</param>
    internal (int Offset, int Length)[] Ranges(bool frozen = true) =>
        [.. _definitions.Where(definition => frozen || !definition.IsFrozen).Select(definition => (definition.Offset, definition.Shape.Length))];

    /// <summary>What is declared of each parameter.</summary>
    internal ReadOnlySpan<ParameterDefinition> Definitions => _definitions;

    /// <summary>Gives every element the value its initialiser makes of the seed, the parameter's index and the element's index.</summary>
    /// <param name="seed">The same seed gives the same bits.</param>
    public void Initialize(ulong seed)
    {
        for (int index = 0; index < _definitions.Length; index++)
        {
            ParameterDefinition definition = _definitions[index];
            double[] values = new double[definition.Shape.Length];
            Fans fans = Fans.Of(definition.Shape) with { Gain = definition.Gain };
            definition.Initializer.Fill(values, definition.Shape, fans, seed, (uint)index);
            Span<T> own = this[index].Values;
            for (int element = 0; element < values.Length; element++)
                own[element] = T.CreateTruncating(values[element]);
        }
    }

    /// <summary>Copies all values from a set of the same parameters: another model's of the same class, say, or of the same layers.</summary>
    /// <param name="source">Where the values come from.</param>
    /// <exception cref="ArgumentException">Names, their order or shapes differ; nothing has been written.</exception>
    public void CopyFrom(ParameterSet<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Difference(this) is string difference)
            throw new ArgumentException(difference, nameof(source));
        for (int index = 0; index < Count; index++)
            source[index].Values.CopyTo(this[index].Values);
    }

    /// <summary>Copies all values to a set of the same parameters.</summary>
    /// <param name="destination">Where the values go.</param>
    /// <exception cref="ArgumentException">Names, their order or shapes differ; nothing has been written.</exception>
    public void CopyTo(ParameterSet<T> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (Difference(destination) is string difference)
            throw new ArgumentException(difference, nameof(destination));
        destination.CopyFrom(this);
    }

    /// <summary>Another set of the same parameters, all zero.</summary>
    internal ParameterSet<T> ZerosAlike() => new(this, new PinnedBuffer<T>(Length), 0);

    /// <summary>What the garbage collector was asked for.</summary>
    internal long Bytes => _buffer.Bytes;

    internal void Clear() => _buffer.Span.Slice(_start, Length).Clear();

    /// <summary>The parameters in the order of their declaration; allocates nothing.</summary>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<Parameter<T>> IEnumerable<Parameter<T>>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>What keeps these values from fitting into another set.</summary>
    private string? Difference(ParameterSet<T> destination)
    {
        if (Count != destination.Count)
            return $"Got {Count} parameters for {destination.Count}.";
        for (int index = 0; index < Count; index++)
        {
            (ParameterDefinition own, ParameterDefinition other) = (_definitions[index], destination._definitions[index]);
            if (own.Name != other.Name || own.Shape != other.Shape)
                return $"Parameter {index} is {own.Name} {own.Shape}, but its place is that of {other.Name} {other.Shape}.";
        }
        return null;
    }

    private static int CheckedLength(ParameterDefinition[] definitions)
    {
        // Not a query: its classes for values cost a new process milliseconds.
        ParameterDefinition[] sorted = [.. definitions];
        Array.Sort(sorted, static (left, right) => left.Offset.CompareTo(right.Offset));
        long end = 0;
        HashSet<string> names = [];
        foreach (ParameterDefinition definition in sorted)
        {
            if (!names.Add(definition.Name))
                throw new ArgumentException($"Two parameters are named '{definition.Name}'.", nameof(definitions));
            if (definition.Offset < end)
                throw new ArgumentException(
                    $"'{definition.Name}' begins at {definition.Offset}, where another reaches to {end}.", nameof(definitions));
            end = (long)definition.Offset + definition.Shape.Length;
        }
        if (end > PinnedBuffer<T>.MaximumLength)
            throw new ArgumentException($"A model has at most {PinnedBuffer<T>.MaximumLength} parameters, got {end}.", nameof(definitions));
        return (int)end;
    }

    /// <summary>Walks a <see cref="ParameterSet{T}"/>.</summary>
    public struct Enumerator : IEnumerator<Parameter<T>>
    {
        private readonly ParameterSet<T> _parameters;
        private int _index;

        internal Enumerator(ParameterSet<T> parameters)
        {
            _parameters = parameters;
            _index = -1;
        }

        /// <inheritdoc/>
        public readonly Parameter<T> Current => _parameters[_index];

        readonly object IEnumerator.Current => Current;

        /// <inheritdoc/>
        public bool MoveNext() => ++_index < _parameters.Count;

        /// <inheritdoc/>
        public void Reset() => _index = -1;

        /// <inheritdoc/>
        public readonly void Dispose() { }
    }
}
