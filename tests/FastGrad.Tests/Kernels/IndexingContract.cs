using System.Numerics;
using FastGrad.Kernels;
using FastGrad.Tests.Runtime;
using Xunit;

namespace FastGrad.Tests.Kernels;

/// <summary>Rows by index and back, with forbidden memory around.</summary>
[Trait("Category", "Numeric")]
public abstract class IndexingContract<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private sealed record Case(int Batch, int Rows, int Width, int Count, int TableStride, int IndexStride, int Padding, bool AtEnd, bool Labels);

    private static IEnumerable<Case> Cases(Random random)
    {
        for (int round = 0; round < 1500; round++)
        {
            int rows = random.Next(1, 9), width = random.Next(1, round % 4 == 0 ? 70 : 6), count = random.Next(1, 9), padding = random.Next(2) * random.Next(9);
            yield return new(
                random.Next(1, 4), rows, width, count, TableStride: random.Next(2) == 0 ? 0 : rows * width + padding,
                IndexStride: random.Next(3) == 0 ? 0 : count + padding, padding, AtEnd: random.Next(2) == 0, Labels: random.Next(2) == 0);
        }
    }

    [Fact]
    public void Gather_takes_rows()
    {
        Random random = new(1);
        foreach (Case each in Cases(random))
        {
            int length = each.Count * each.Width, stride = length + each.Padding;
            using Guarded<T> table = Guarded.Examples(each.Batch, each.Rows * each.Width, each.TableStride, each.AtEnd, index => T.CreateChecked(index % 97));
            using Guarded<T> indices = Guarded.Examples(each.Batch, each.Count, each.IndexStride, each.AtEnd, _ => AnyIndex(random, each.Rows, each.Labels));
            using Guarded<T> destination = Guarded.Examples(each.Batch, length, stride, each.AtEnd, _ => T.Zero);
            if (each.Labels)
            {
                using Guarded<int> labels = Whole(indices, each.AtEnd);
                Indexing.Gather(
                    each.Batch, in table.Start, each.TableStride, each.Rows, in labels.Start, each.IndexStride, each.Count, each.Width, ref destination.Start, stride);
            }
            else
                Indexing.Gather(
                    each.Batch, in table.Start, each.TableStride, each.Rows, in indices.Start, each.IndexStride, each.Count, each.Width, ref destination.Start, stride);

            destination.AssertOnlyExamples(each.Batch, length, stride);
            for (int example = 0; example < each.Batch; example++)
                for (int place = 0; place < length; place++)
                {
                    T index = indices.Span[example * each.IndexStride + place / each.Width];
                    T expected = index >= T.Zero && index < T.CreateChecked(each.Rows)
                        ? table.Span[example * each.TableStride + int.CreateTruncating(index) * each.Width + place % each.Width] : T.NaN;
                    Assert.Equal(expected, destination.Span[example * stride + place]);
                }
        }
    }

    [Fact]
    public void Scatter_adds_rows_in_order()
    {
        Random random = new(2);
        foreach (Case each in Cases(random))
        {
            int length = each.Count * each.Width, resultLength = each.Rows * each.Width;
            bool overBatch = random.Next(2) == 0;
            int valueStride = each.TableStride == 0 ? 0 : length + each.Padding, stride = overBatch ? 0 : resultLength + each.Padding;
            // Whole numbers would not tell orders apart.
            using Guarded<T> values = Guarded.Examples(each.Batch, length, valueStride, each.AtEnd, _ => T.CreateTruncating(random.NextDouble() - 0.5));
            using Guarded<T> indices = Guarded.Examples(each.Batch, each.Count, each.IndexStride, each.AtEnd, _ => AnyIndex(random, each.Rows, each.Labels));
            using Guarded<T> destination = Guarded.Examples(each.Batch, resultLength, stride, each.AtEnd, _ => T.NaN);
            if (each.Labels)
            {
                using Guarded<int> labels = Whole(indices, each.AtEnd);
                Indexing.Scatter(
                    each.Batch, in values.Start, valueStride, in labels.Start, each.IndexStride, each.Count, each.Width, each.Rows, ref destination.Start, stride);
            }
            else
                Indexing.Scatter(
                    each.Batch, in values.Start, valueStride, in indices.Start, each.IndexStride, each.Count, each.Width, each.Rows, ref destination.Start, stride);

            T[] expected = new T[destination.Length];
            for (int example = 0; example < each.Batch; example++)
            {
                if (!overBatch && example > 0)
                    expected.AsSpan(example * stride - each.Padding, each.Padding).Fill(T.NaN);
                for (int place = 0; place < length; place++)
                {
                    T index = indices.Span[example * each.IndexStride + place / each.Width];
                    if (index >= T.Zero && index < T.CreateChecked(each.Rows))
                        expected[example * stride + int.CreateTruncating(index) * each.Width + place % each.Width] += values.Span[example * valueStride + place];
                }
            }
            Bits.AssertSame<T>(expected, destination.Span);
            destination.AssertWhole();
        }
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        T[] table = new T[100], indices = new T[20], result = new T[200];
        int[] labels = new int[20];
        Allocation.None(() => Indexing.Gather(2, in table[0], 0, 10, in indices[0], 10, 10, 10, ref result[0], 100));
        Allocation.None(() => Indexing.Gather(2, in table[0], 0, 10, in labels[0], 10, 10, 10, ref result[0], 100));
        Allocation.None(() => Indexing.Scatter(2, in table[0], 0, in indices[0], 10, 10, 10, 10, ref result[0], 100));
        Allocation.None(() => Indexing.Scatter(2, in table[0], 0, in labels[0], 10, 10, 10, 10, ref result[0], 0));
    }

    // Now and then one that is outside.
    private static T AnyIndex(Random random, int rows, bool labels) => random.Next(12) switch
    {
        0 => labels ? T.CreateChecked(-1) : T.NaN,
        1 => T.CreateChecked(rows),
        2 => labels ? T.CreateChecked(int.MinValue) : T.NegativeInfinity,
        3 => labels ? T.CreateChecked(1 << 30) : T.CreateChecked(1e30),
        _ => T.CreateChecked(random.Next(rows)),
    };

    // Between the examples there is NaN.
    private static Guarded<int> Whole(Guarded<T> indices, bool atEnd) =>
        new([.. indices.Span.ToArray().Select(index => T.IsNaN(index) ? 3 : int.CreateSaturating(index))], int.MaxValue, atEnd);
}

public sealed class IndexingSingleTests : IndexingContract<float>;

public sealed class IndexingDoubleTests : IndexingContract<double>;
