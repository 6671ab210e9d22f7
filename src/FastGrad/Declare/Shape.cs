using System.Runtime.CompilerServices;

namespace FastGrad;

/// <summary>Lengths of a tensor's axes, the fastest last. Up to four of them; none is a scalar, which is also the default value.</summary>
public readonly struct Shape : IEquatable<Shape>
{
    /// <summary>The most axes a shape can have.</summary>
    public const int MaximumRank = 4;

    private readonly Lengths _lengths;

    // Of the scalar, the default, it is 1: stored less one so that zeroed memory says so.
    private readonly int _lengthLessOne;

    /// <summary>A shape of the given axes.</summary>
    /// <param name="lengths">Of each axis, the fastest last; at least 1.</param>
    /// <exception cref="ArgumentException">There are more than four axes, one is empty, or together they hold more than <see cref="int.MaxValue"/> elements.</exception>
    public Shape(params ReadOnlySpan<int> lengths)
    {
        if (lengths.Length > MaximumRank)
            throw new ArgumentException($"A shape has at most {MaximumRank} axes, got {lengths.Length}: {Text(lengths)}.", nameof(lengths));
        long length = 1;
        for (int axis = 0; axis < lengths.Length; axis++)
        {
            if (lengths[axis] < 1)
                throw new ArgumentException($"Axes have at least 1 element, got {Text(lengths)}.", nameof(lengths));
            length *= lengths[axis];
            if (length > int.MaxValue)
                throw new ArgumentException($"A tensor has at most {int.MaxValue} elements, {Text(lengths)} is more.", nameof(lengths));
            _lengths[axis] = lengths[axis];
        }
        Rank = lengths.Length;
        _lengthLessOne = (int)length - 1;
    }

    /// <summary>Number of axes.</summary>
    public int Rank { get; }

    /// <summary>Number of elements: the product of the axes' lengths, 1 for a scalar.</summary>
    public int Length => _lengthLessOne + 1;

    /// <summary>Length of an axis.</summary>
    /// <param name="axis">0 for the first, <see cref="Rank"/> − 1 for the fastest.</param>
    public int this[int axis] => (uint)axis < (uint)Rank
        ? _lengths[axis]
        : throw new ArgumentOutOfRangeException(nameof(axis), axis, $"{this} has {Rank} axes.");

    /// <summary>Whether both have the same axes.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether the axes differ.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Shape other) => Axes(in this).SequenceEqual(Axes(in other));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (int length in Axes(in this))
            hash.Add(length);
        return hash.ToHashCode();
    }

    /// <summary>The lengths with × between them, <c>28×28×1</c>, or <c>scalar</c>.</summary>
    public override string ToString() => Rank == 0 ? "scalar" : Text(Axes(in this));

    private static ReadOnlySpan<int> Axes(ref readonly Shape shape) => ((ReadOnlySpan<int>)shape._lengths)[..shape.Rank];

    private static string Text(ReadOnlySpan<int> lengths)
    {
        DefaultInterpolatedStringHandler text = new(lengths.Length, lengths.Length);
        for (int axis = 0; axis < lengths.Length; axis++)
        {
            if (axis > 0)
                text.AppendLiteral("×");
            text.AppendFormatted(lengths[axis]);
        }
        return text.ToStringAndClear();
    }

    [InlineArray(MaximumRank)]
    private struct Lengths
    {
        private int _first;
    }
}
