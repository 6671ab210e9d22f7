using FsCheck;
using FsCheck.Fluent;

namespace FastGrad.Models.Tests.Values;

/// <summary>Random values and batch sizes.</summary>
internal static class Draw
{
    public static readonly double[] Extremes =
        [0, -0.0, 1e-30, -1e-30, 1e30, -1e30, double.PositiveInfinity, double.NegativeInfinity, double.NaN, 1, -1];

    /// <summary>Floats, so that both precisions see the same numbers: most where functions bend, some far out.</summary>
    public static Gen<double> Number { get; } = Gen.OneOf(
        Gen.Choose(-3_000_000, 3_000_000).Select(i => (double)(float)(i * 1e-6)),
        Gen.Choose(-3_000_000, 3_000_000).Select(i => (double)(float)(i * 1e-5)));

    /// <summary>Inputs of a batch of one of the sizes, and as many other numbers.</summary>
    public static Arbitrary<(double[] First, double[] Second)> Batches(int width) => (
        from size in Gen.Elements(FormulaModels.BatchSizes)
        from first in Number.ArrayOf(size * width)
        from second in Number.ArrayOf(size * width)
        select (first, second)).ToArbitrary();

    public static void Check(int count, Property property) => FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(count), property);
}
