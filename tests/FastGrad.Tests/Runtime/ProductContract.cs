using System.Numerics;
using FastGrad.Kernels;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FastGrad.Tests.Runtime;

/// <summary>The three forms of a dense product against naive sums in double, and every width against one number at a time.</summary>
[Trait("Category", "Numeric")]
public abstract class ProductContract<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Where tiles and vectors end: below, at and above.
    private static readonly int[] _lengths = [1, 2, 3, 4, 5, 7, 8, 9, 10, 13, 15, 16, 17, 23, 31, 32, 33, 47, 48, 49, 64, 65, 67, 81];

    /// <summary>Batch, inputs, outputs.</summary>
    public static TheoryData<int, int, int> FewOutputs()
    {
        TheoryData<int, int, int> data = [];
        foreach (int batch in (int[])[1, 2, 9, 33])
            foreach (int inputs in (int[])[1, 10, 16, 67])
                foreach (int outputs in (int[])[1, 2, 3, 4, 8])
                    data.Add(batch, inputs, outputs);
        return data;
    }

    private static Arbitrary<Dimensions> AnyDimensions => (
        from batch in Gen.Elements(_lengths.Where(length => length <= 33).ToArray())
        from inputs in Gen.Elements(_lengths)
        from outputs in Gen.Elements(_lengths)
        from padding in Gen.Elements(0, 1, 16)
        from panel in Gen.Elements(8, 16, 32)
        select new Dimensions(batch, inputs, outputs, padding, panel)).ToArbitrary();

    [Fact]
    public void Sums_are_right() => Prop.ForAll(AnyDimensions, SumsAreRight).QuickCheckThrowOnFailure();

    private static void SumsAreRight(Dimensions dimensions)
    {
        ProductHarness<T> product = Random(dimensions);
        Func<int, int, double> x = (row, column) => double.CreateChecked(product.X[row * dimensions.InputStride + column]);
        Func<int, int, double> w = (row, column) => double.CreateChecked(product.Weight[row * dimensions.Outputs + column]);
        Func<int, int, double> dy = (row, column) => double.CreateChecked(product.OutputGradient[row * dimensions.OutputStride + column]);
        Compare(product.Forward<Wide512<T>>(), dimensions.Batch, dimensions.Outputs, dimensions.Inputs, x, w);
        Compare(product.InputGradient<Wide512<T>>(), dimensions.Batch, dimensions.Inputs, dimensions.Outputs, dy, (row, column) => w(column, row));
        Compare(product.WeightGradient<Wide512<T>>(), dimensions.Inputs, dimensions.Outputs, dimensions.Batch, (row, column) => x(column, row), dy);
    }

    [Fact]
    public void All_widths_agree_bit_for_bit() => Prop.ForAll(AnyDimensions, AllWidthsAgree).QuickCheckThrowOnFailure();

    // They have ways of their own: narrower vectors, no transposition, a gradient along the inputs.
    [Theory]
    [MemberData(nameof(FewOutputs))]
    public void Few_outputs_are_right_at_every_width(int batch, int inputs, int outputs)
    {
        Dimensions dimensions = new(batch, inputs, outputs);
        SumsAreRight(dimensions);
        AllWidthsAgree(dimensions);
    }

    [Fact]
    public void A_learned_vector_is_multiplied_once_for_all_examples()
    {
        foreach (int outputs in (int[])[1, 5])
        {
            Dimensions dimensions = new(Batch: 1, Inputs: 19, outputs, InputPadding: -19);
            Assert.Equal(0, dimensions.InputStride);
            SumsAreRight(dimensions);
            AllWidthsAgree(dimensions);
        }
    }

    // Columns are copied before they are read: those that fit, and only for as many rows.
    [Theory]
    [InlineData(15, 5, 515)]
    [InlineData(16, 5, 515)]
    [InlineData(19, 33, 528)]
    [InlineData(17, 1100, 520)]
    public void Wide_rows_are_right_at_every_width(int batch, int inputs, int outputs)
    {
        Dimensions dimensions = new(batch, inputs, outputs, PanelRows: 24);
        SumsAreRight(dimensions);
        AllWidthsAgree(dimensions);
    }

    private static void AllWidthsAgree(Dimensions dimensions)
    {
        ProductHarness<T> product = Random(dimensions);
        Agree(
            product.Forward<Scalar<T>>(), product.Forward<Wide128<T>>(), product.Forward<Wide256<T>>(),
            product.Forward<Wide512<T>>(), product.Forward<WideNative<T>>());
        Agree(
            product.InputGradient<Scalar<T>>(), product.InputGradient<Wide128<T>>(), product.InputGradient<Wide256<T>>(),
            product.InputGradient<Wide512<T>>(), product.InputGradient<WideNative<T>>());
        Agree(
            product.WeightGradient<Scalar<T>>(), product.WeightGradient<Wide128<T>>(), product.WeightGradient<Wide256<T>>(),
            product.WeightGradient<Wide512<T>>(), product.WeightGradient<WideNative<T>>());
    }

    [Fact]
    public void Negative_zero_never_reaches_the_sink()
    {
        T tiny = T.Epsilon;
        bool negative = false;
        ProductHarness<T> product = new(new(Batch: 1, Inputs: 19, Outputs: 21), () => (negative = !negative) ? -tiny : tiny);
        foreach (T gradient in product.WeightGradient<Wide512<T>>().Concat(product.WeightGradient<Scalar<T>>()))
            Assert.True(T.IsPositive(gradient) && gradient == T.Zero, $"got {gradient:R}");
    }

    [Fact]
    public void An_example_has_the_same_bits_in_any_batch()
    {
        Dimensions whole = new(Batch: 23, Inputs: 37, Outputs: 41);
        ProductHarness<T> product = Random(whole);
        T[] together = product.Forward<Wide512<T>>();
        for (int example = 0; example < whole.Batch; example++)
        {
            ProductHarness<T> alone = new(whole with { Batch = 1 }, () => T.Zero);
            product.X.AsSpan(example * whole.InputStride, whole.Inputs).CopyTo(alone.X);
            product.Weight.CopyTo(alone.Weight, 0);
            Bits.AssertSame<T>(together.AsSpan(example * whole.Outputs, whole.Outputs), alone.Forward<Wide512<T>>());
        }
    }

    private static ProductHarness<T> Random(Dimensions dimensions)
    {
        Random random = new(dimensions.GetHashCode());
        return new(dimensions, () => T.CreateTruncating(random.NextDouble() * 2 - 1));
    }

    private static void Agree(params T[][] results)
    {
        foreach (T[] result in results)
            Bits.AssertSame<T>(results[0], result);
    }

    private static void Compare(T[] actual, int rows, int columns, int terms, Func<int, int, double> left, Func<int, int, double> right)
    {
        Assert.Equal(rows * columns, actual.Length);
        // Each term is rounded at most twice and each partial sum once, relative to at most the sum of absolute values.
        double unit = typeof(T) == typeof(float) ? Math.Pow(2, -24) : Math.Pow(2, -53);
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
            {
                double sum = 0, size = 0;
                for (int term = 0; term < terms; term++)
                {
                    double product = left(row, term) * right(term, column);
                    sum += product;
                    size += Math.Abs(product);
                }
                double difference = Math.Abs(double.CreateChecked(actual[row * columns + column]) - sum);
                Assert.True(difference <= 2 * (terms + 1) * unit * size, $"[{row}, {column}] of {rows}×{columns}, {terms} terms: {difference} off");
            }
    }
}

public sealed class ProductSingleTests : ProductContract<float>;

public sealed class ProductDoubleTests : ProductContract<double>;
