using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Kernels;
using Xunit;

namespace FastGrad.Tests.Runtime;

[Trait("Category", "Numeric")]
public sealed class ReductionTests
{
    [Fact]
    public void Columns_are_summed_at_every_width()
    {
        Columns<Wide512<float>, float>();
        Columns<Wide256<float>, float>();
        Columns<Wide128<double>, double>();
        Columns<WideNative<double>, double>();
        Columns<Scalar<double>, double>();
    }

    [Fact]
    public void Contiguous_numbers_are_summed_at_every_width()
    {
        Contiguous<Wide512<float>, float>();
        Contiguous<Wide256<double>, double>();
        Contiguous<Wide128<float>, float>();
        Contiguous<WideNative<double>, double>();
        Contiguous<Scalar<double>, double>();
    }

    private static void Columns<V, T>()
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (int batch in (int[])[1, 2, 7])
            foreach (int columns in (int[])[1, 3, 15, 16, 17, 63, 64, 65, 130])
            {
                int stride = (columns + 15) / 16 * 16;
                T[] rows = Numbers<T>(batch * stride);
                T[] scratch = new T[columns + 32];
                Collector<T> collector = new([]);
                Reductions.ColumnSums<V, T, Collector<T>>(null, batch, in rows[0], stride, columns, ref scratch[0], 5, ref collector);
                // Small whole numbers: the sums are exact.
                Assert.Equal(
                    Enumerable.Range(0, columns).Select(column => Enumerable.Range(0, batch).Aggregate(T.Zero, (sum, row) => sum + rows[row * stride + column])),
                    collector.Taken);
            }
    }

    private static void Contiguous<V, T>()
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int count = 0; count < 70; count++)
        {
            T[] values = Numbers<T>(count);
            Assert.Equal(values.Take(count).Aggregate(T.Zero, (sum, value) => sum + value), Reductions.Sum<V, T>(in values[0], count));
        }
    }

    /// <summary>Whole numbers, then NaN.</summary>
    private static T[] Numbers<T>(int count) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. Enumerable.Range(0, count).Select(index => T.CreateChecked(index * 37 % 101 - 50)), .. Enumerable.Repeat(T.NaN, 64)];

    private readonly record struct Collector<T>(List<T> Taken) : IGradientSink<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Take(ref readonly T gradient, nint offset, nint count)
        {
            Assert.Equal(5, offset);
            for (nint index = 0; index < count; index++)
                Taken.Add(Unsafe.Add(ref Unsafe.AsRef(in gradient), index));
        }
    }
}
