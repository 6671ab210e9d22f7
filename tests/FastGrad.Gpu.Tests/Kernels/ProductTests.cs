using FastGrad.Generated.GpuFloat;
using FastGrad.Gpu.Tests.Api;
using FsCheck;
using FsCheck.Fluent;

namespace FastGrad.Gpu.Tests.Kernels;

/// <summary>The products of the device sources against plain loops: whatever the shapes, how matrices lie, groups and lanes.</summary>
[Trait("Category", "Numeric")]
public class ProductTests
{
    private const int Cases = 8;

    public enum Form { Tiles, Strips, Dots }

    public static TheoryData<Form> Forms => [Form.Tiles, Form.Strips, Form.Dots];

    private static Gen<ProductSize> Sizes =>
        from examples in Gen.Choose(1, 3)
        from rows in Gen.Choose(1, 70)
        from columns in Gen.Choose(1, 70)
        from terms in Gen.Choose(1, 70)
        from groups in Gen.Choose(1, 5)
        from lanes in Gen.Elements(1, 4, 16, 64)
        select new ProductSize(examples, rows, columns, terms, groups, lanes);

    [Theory, MemberData(nameof(Forms))]
    public void Rows_by_columns(Form form) => Holds<Yes, No>(form);

    [Theory, MemberData(nameof(Forms))]
    public void Rows_by_columns_that_lie_along_terms(Form form) => Holds<Yes, Yes>(form);

    [Theory, MemberData(nameof(Forms))]
    public void Transposed_rows_by_columns(Form form) => Holds<No, No>(form);

    [Theory, MemberData(nameof(Forms))]
    public void Both_transposed(Form form) => Holds<No, Yes>(form);

    [Theory, MemberData(nameof(Forms))]
    public void A_GPUs_group(Form form)
    {
        using var machine = TestAccelerator.OnProcessor(4, 64);
        var run = new ProductRun<Yes, No>(new ProductSize(1, 65, 67, 33, Groups: 2, Lanes: 256), new System.Random(5));

        Assert.Equal(run.Expected(), run.On(machine, Kernel<Yes, No>(form)));
    }

    [Theory, MemberData(nameof(Forms))]
    public void What_is_no_number_stays_in_its_row_and_column(Form form)
    {
        using var machine = TestAccelerator.OnProcessor(4, 4);
        var run = new ProductRun<Yes, No>(new ProductSize(1, 19, 21, 18, Groups: 2, Lanes: 16), new System.Random(6));
        run.Left[run.LeftPlace(0, 18, 17)] = float.NaN;
        run.Right[run.RightPlace(0, 0, 20)] = float.PositiveInfinity;

        Assert.Equal(run.Expected(), run.On(machine, Kernel<Yes, No>(form)));
    }

    [Theory, MemberData(nameof(Forms))]
    public void The_same_bits_each_time(Form form)
    {
        using var machine = TestAccelerator.OnProcessor(4, 4);
        var size = new ProductSize(1, 9, 7, 70, Groups: 3, Lanes: 16);
        var run = new ProductRun<No, No>(size, new System.Random(7));
        var random = new System.Random(8);
        foreach (ref float value in run.Left.AsSpan())
            value *= (float)random.NextDouble();

        float[] once = run.On(machine, Kernel<No, No>(form));

        Assert.Equal(once, run.On(machine, Kernel<No, No>(form)));
    }

    private static void Holds<TLeft, TRight>(Form form)
        where TLeft : struct, IFlag
        where TRight : struct, IFlag
    {
        using var machine = TestAccelerator.OnProcessor(4, 16);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Cases),
            Prop.ForAll(Sizes.ToArbitrary(), size =>
            {
                var run = new ProductRun<TLeft, TRight>(size, new System.Random(size.GetHashCode()));
                Assert.Equal(run.Expected(), run.On(machine, Kernel<TLeft, TRight>(form)));
            }));
    }

    private static Action<Frame> Kernel<TLeft, TRight>(Form form)
        where TLeft : struct, IFlag
        where TRight : struct, IFlag => form switch
        {
            Form.Tiles => ProductKernels.Tiles<Matrices<TLeft, TRight>>,
            Form.Strips => ProductKernels.Strips<Matrices<TLeft, TRight>>,
            _ => ProductKernels.Dots<Matrices<TLeft, TRight>>,
        };
}
