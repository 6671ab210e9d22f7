using System.Numerics;
using FastGrad.Kernels;
using FastGrad.Tests.Runtime;
using Xunit;

namespace FastGrad.Tests.Kernels;

/// <summary>Products of matrices against naive sums in double, at every width, with forbidden memory around every operand.</summary>
[Trait("Category", "Numeric")]
public abstract class MatrixContract<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly double _unit = typeof(T) == typeof(float) ? Math.Pow(2, -24) : Math.Pow(2, -53);

    /// <summary>Every small shape, and others up to 40, with sums that are longer than a block now and then.</summary>
    private static IEnumerable<MatrixCase> Cases()
    {
        Random random = new(1);
        int[] small = [1, 2, 3, 4, 5, 8, 9];
        foreach (int rows in small)
            foreach (int inner in small)
                foreach (int columns in small)
                    yield return Draw(random, rows, inner, columns);
        for (int count = 0; count < 800; count++)
            yield return Draw(random, random.Next(1, 41), random.Next(1, 41), random.Next(1, 41));
        foreach (int inner in (int[])[127, 128, 129, 255, 256, 257, 300, 511, 600])
            foreach (int columns in (int[])[1, 7, 16, 31, 32, 33, 47, 48, 49, 70])
                yield return Draw(random, random.Next(1, 20), inner, columns);
        // Rows of 4 KB and more.
        foreach (int columns in (int[])[511, 512, 1023, 1024, 1055])
            foreach (int rows in (int[])[31, 32, 33])
                yield return Draw(random, rows, random.Next(1, 5), columns) with { Batch = 2 };
    }

    private static MatrixCase Draw(Random random, int rows, int inner, int columns) => new(
        Batch: random.Next(1, 5), rows, inner, columns, TransposeLeft: random.Next(2) == 0, TransposeRight: random.Next(2) == 0,
        LeftShared: random.Next(3) == 0, RightShared: random.Next(3) == 0, Padding: random.Next(3) == 0 ? 0 : random.Next(1, 20),
        OverBatch: random.Next(2) == 0, AtEnd: random.Next(2) == 0);

    [Fact]
    public void Whole_numbers_are_exact_at_every_width()
    {
        Random random = new(2);
        foreach (MatrixCase shape in Cases())
        {
            using MatrixHarness<T> harness = new(shape, () => T.CreateChecked(random.Next(-9, 10)));
            (double[] expected, _) = harness.Naive();
            foreach (T[] actual in harness.RunAllWidths())
                Assert.Equal(expected, actual.Select(double.CreateChecked));
        }
    }

    [Fact]
    public void Reals_are_close_and_the_same_at_every_width()
    {
        Random random = new(3);
        foreach (MatrixCase shape in Cases())
        {
            using MatrixHarness<T> harness = new(shape, () => T.CreateTruncating(random.NextDouble() * 2 - 1));
            (double[] expected, double[] size) = harness.Naive();
            int terms = shape.Inner * (shape.OverBatch ? shape.Batch : 1);
            T[][] results = harness.RunAllWidths();
            for (int index = 0; index < expected.Length; index++)
            {
                double difference = Math.Abs(double.CreateChecked(results[0][index]) - expected[index]);
                // Each term is rounded at most twice and each partial sum once, relative to at most the sum of absolute values.
                Assert.True(difference <= 2 * (terms + 1) * _unit * size[index], $"{shape} [{index}]: {difference} off");
            }
            foreach (T[] result in results)
                Bits.AssertSame<T>(results[0], result, shape.ToString());
        }
    }

    [Fact]
    public void NaN_and_infinity_go_where_arithmetic_takes_them()
    {
        Random random = new(4);
        T[] values = [T.Zero, T.Zero, T.Zero, T.One, -T.One, T.Zero, T.One, T.One, T.NaN, T.PositiveInfinity, T.NegativeInfinity];
        foreach (MatrixCase shape in Cases())
        {
            // About one in 20, so that zeros meet them and much stays finite.
            using MatrixHarness<T> harness = new(shape, () => values[random.Next(random.Next(4) == 0 ? values.Length : 8)]);
            (double[] expected, _) = harness.Naive();
            foreach (T[] actual in harness.RunAllWidths())
                Assert.Equal(expected, actual.Select(double.CreateChecked));
        }
    }

    [Fact]
    public void An_example_has_the_same_bits_in_any_batch()
    {
        Random random = new(5);
        foreach (MatrixCase drawn in Cases().Where(shape => !shape.OverBatch).Take(600))
        {
            MatrixCase shape = drawn with { Batch = 3, LeftShared = false };
            using MatrixHarness<T> together = new(shape, () => T.CreateTruncating(random.NextDouble() * 2 - 1));
            T[] results = together.Run<Wide512<T>>();
            for (int example = 0; example < 3; example++)
            {
                using MatrixHarness<T> alone = new(shape with { Batch = 1 }, () => T.Zero);
                together.Left.Example(example, shape.LeftStride, shape.LeftLength).CopyTo(alone.Left.Span);
                together.Right.Example(shape.RightShared ? 0 : example, shape.RightStride, shape.RightLength).CopyTo(alone.Right.Span);
                Bits.AssertSame<T>(results.AsSpan(example * shape.ResultLength, shape.ResultLength), alone.Run<Wide512<T>>(), shape.ToString());
            }
        }
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        MatrixCase shape = new(
            Batch: 3, Rows: 9, Inner: 300, Columns: 37, TransposeLeft: false, TransposeRight: true, LeftShared: false, RightShared: false,
            Padding: 3, OverBatch: false, AtEnd: true);
        foreach (MatrixCase each in (MatrixCase[])[shape, shape with { OverBatch = true }, shape with { TransposeRight = false }])
        {
            using MatrixHarness<T> harness = new(each, () => T.One);
            Allocation.None(harness.Call<Wide512<T>>);
            Allocation.None(harness.Call<Scalar<T>>);
        }
    }
}

public sealed class MatrixSingleTests : MatrixContract<float>;

public sealed class MatrixDoubleTests : MatrixContract<double>;
