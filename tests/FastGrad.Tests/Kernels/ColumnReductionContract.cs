using System.Numerics;
using FastGrad.Kernels;
using FastGrad.Tests.Runtime;
using Xunit;

namespace FastGrad.Tests.Kernels;

/// <summary>What gathers columns, at every width, with forbidden memory around.</summary>
[Trait("Category", "Numeric")]
public abstract class ColumnReductionContract<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private delegate void Kernel(int batch, ref readonly T source, int sourceStride, int rows, int columns, ref T destination, int destinationStride);

    private static IEnumerable<(int Batch, int Rows, int Columns, int Padding, bool AtEnd)> Cases()
    {
        Random random = new(1);
        for (int columns = 1; columns <= 40; columns++)
            foreach (int rows in (int[])[1, 2, random.Next(3, 41)])
                yield return (random.Next(1, 4), rows, columns, random.Next(0, 3) * 7, random.Next(2) == 0);
        foreach (int columns in (int[])[63, 64, 65, 127, 128, 130, 200])
            yield return (2, 5, columns, 3, true);
    }

    [Fact]
    public void Sums_of_whole_numbers_are_exact() => Check(
        [
            Reductions.LeadingSum<Wide512<T>, T>, Reductions.LeadingSum<Wide256<T>, T>, Reductions.LeadingSum<Wide128<T>, T>,
            Reductions.LeadingSum<WideNative<T>, T>, Reductions.LeadingSum<Scalar<T>, T>,
        ],
        Whole, (sum, value) => sum + value);

    [Fact]
    public void Sums_run_from_the_first_row_to_the_last() => Check(
        [
            Reductions.LeadingSum<Wide512<T>, T>, Reductions.LeadingSum<Wide256<T>, T>, Reductions.LeadingSum<Wide128<T>, T>,
            Reductions.LeadingSum<WideNative<T>, T>, Reductions.LeadingSum<Scalar<T>, T>,
        ],
        random => T.CreateTruncating(random.NextDouble() - 0.5), (sum, value) => sum + value);

    [Fact]
    public void Sums_of_negative_zeros_are_zero() => Check(
        [Reductions.LeadingSum<Wide512<T>, T>, Reductions.LeadingSum<Scalar<T>, T>], _ => T.NegativeZero, (_, _) => T.Zero, _ => T.Zero);

    [Fact]
    public void Largest() => Check(
        [
            Reductions.LeadingMax<Wide512<T>, T>, Reductions.LeadingMax<Wide256<T>, T>, Reductions.LeadingMax<Wide128<T>, T>,
            Reductions.LeadingMax<WideNative<T>, T>, Reductions.LeadingMax<Scalar<T>, T>,
        ],
        Special, T.Max);

    [Fact]
    public void Smallest() => Check(
        [
            Reductions.LeadingMin<Wide512<T>, T>, Reductions.LeadingMin<Wide256<T>, T>, Reductions.LeadingMin<Wide128<T>, T>,
            Reductions.LeadingMin<WideNative<T>, T>, Reductions.LeadingMin<Scalar<T>, T>,
        ],
        Special, T.Min);

    [Fact]
    public void Largest_over_the_batch() => Check(
        [BatchMax<Wide512<T>>, BatchMax<Wide256<T>>, BatchMax<Wide128<T>>, BatchMax<WideNative<T>>, BatchMax<Scalar<T>>],
        Special, T.Max, overBatch: true);

    [Fact]
    public void Smallest_over_the_batch() => Check(
        [BatchMin<Wide512<T>>, BatchMin<Wide256<T>>, BatchMin<Wide128<T>>, BatchMin<WideNative<T>>, BatchMin<Scalar<T>>],
        Special, T.Min, overBatch: true);

    [Fact]
    public void Nothing_is_allocated()
    {
        T[] source = new T[2 * 300], destination = new T[2 * 100];
        Allocation.None(() => Reductions.LeadingSum<Wide512<T>, T>(2, in source[0], 300, 3, 100, ref destination[0], 100));
        Allocation.None(() => Reductions.LeadingMax<Wide512<T>, T>(2, in source[0], 300, 3, 7, ref destination[0], 100));
        Allocation.None(() => Reductions.BatchMin<Wide512<T>, T>(5, in source[0], 100, 100, ref destination[0]));
    }

    private static T Whole(Random random) => T.CreateChecked(random.Next(-50, 50));

    private static T Special(Random random) => random.Next(40) switch
    {
        0 => T.NaN,
        1 => T.PositiveInfinity,
        2 => T.NegativeInfinity,
        3 => T.NegativeZero,
        4 => T.Zero,
        _ => T.CreateTruncating(random.NextDouble() - 0.5),
    };

    // Over the batch: the same numbers as rows of a batch, whose distance is a row's length and the padding.
    private static void BatchMax<V>(int batch, ref readonly T source, int sourceStride, int rows, int columns, ref T destination, int destinationStride)
        where V : struct, IVector<V, T> => Reductions.BatchMax<V, T>(batch, in source, sourceStride, columns, ref destination);

    private static void BatchMin<V>(int batch, ref readonly T source, int sourceStride, int rows, int columns, ref T destination, int destinationStride)
        where V : struct, IVector<V, T> => Reductions.BatchMin<V, T>(batch, in source, sourceStride, columns, ref destination);

    private static void Check(Kernel[] widths, Func<Random, T> draw, Func<T, T, T> next, Func<T, T>? first = null, bool overBatch = false)
    {
        Random random = new(2);
        foreach (var (drawnBatch, drawnRows, columns, padding, atEnd) in Cases())
        {
            var (batch, rows) = overBatch ? (drawnRows, 1) : (drawnBatch, drawnRows);
            int length = rows * columns, results = overBatch ? 1 : batch;
            using Guarded<T> source = Guarded.Examples(batch, length, length + padding, atEnd, _ => draw(random));
            foreach (Kernel kernel in widths)
            {
                using Guarded<T> destination = Guarded.Examples(results, columns, columns + padding, atEnd, _ => T.NaN);
                kernel(batch, in source.Start, length + padding, rows, columns, ref destination.Start, columns + padding);
                destination.AssertOnlyExamples(results, columns, columns + padding);
                for (int result = 0; result < results; result++)
                    for (int column = 0; column < columns; column++)
                    {
                        T[] gathered = [.. Enumerable.Range(0, drawnRows).Select(row =>
                            source.Span[overBatch ? row * (length + padding) + column : result * (length + padding) + row * columns + column])];
                        T expected = gathered.Skip(1).Aggregate(first is null ? gathered[0] : first(gathered[0]), next);
                        T actual = destination.Span[result * (columns + padding) + column];
                        Assert.True(Bits.Same(expected, actual), $"{batch} × {rows} × {columns} [{result}, {column}]: expected {expected:R}, got {actual:R}");
                    }
            }
        }
    }
}

public sealed class ColumnReductionSingleTests : ColumnReductionContract<float>;

public sealed class ColumnReductionDoubleTests : ColumnReductionContract<double>;
