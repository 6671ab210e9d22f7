namespace FastGrad.Bench;

/// <summary>Widths of the dense workloads' layers, the input's first, and the work of their products, a multiply-add counting two.</summary>
internal static class Widths
{
    public static readonly int[] W1 = [10, 1], W2 = [2, 16, 16, 1], W3 = [32, 64, 64, 10], W4 = [784, 128, 10];
    public static readonly int[] W5 = [784, 512, 512, 10], W6 = [1024, 1024, 1024, 1024, 10];

    /// <summary>Forward, weight gradient, and, but for the first layer, input gradient.</summary>
    public static long StepFlops(int batch, int[] widths) => 2L * batch * (3 * Products(widths).Sum() - Products(widths).First());

    /// <summary>Of one prediction.</summary>
    public static long PredictionFlops(int[] widths) => 2 * Products(widths).Sum();

    private static IEnumerable<long> Products(int[] widths) => widths.Zip(widths.Skip(1), (inputs, outputs) => (long)inputs * outputs);
}
