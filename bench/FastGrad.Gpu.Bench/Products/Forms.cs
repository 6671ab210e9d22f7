namespace FastGrad.Gpu.Bench;

/// <summary>Products in all forms, at sizes around those where the compiler takes another: what its thresholds could be set by.</summary>
internal static class Forms
{
    private static readonly string[] _forms = ["Tiles", "Strips", "Dots"];
    private static readonly int[] _batches = [16, 64, 512];

    public static IEnumerable<Subject> All =>
    [
        // Tiles from more than a few columns on; strips from some terms on.
        .. AtBatches<Forward<N16, N4>>(16, 4),
        .. AtBatches<Forward<N16, N8>>(16, 8),
        .. AtBatches<Forward<N16, N12>>(16, 12),
        .. AtBatches<Forward<N16, N24>>(16, 24),
        .. AtBatches<Forward<N24, N8>>(24, 8),
        .. AtBatches<Forward<N32, N8>>(32, 8),
        .. AtBatches<Forward<N64, N4>>(64, 4),
        .. AtBatches<Forward<N64, N8>>(64, 8),
        .. AtBatches<Forward<N64, N12>>(64, 12),
        .. AtBatches<Forward<N64, N24>>(64, 24),
        .. AtBatches<Forward<N256, N8>>(256, 8),
        .. AtBatches<Forward<N256, N12>>(256, 12),
        .. AtBatches<Forward<N256, N24>>(256, 24),
        // Strips up to a few tiles of a weight gradient.
        .. AtBatches<WeightGradient<N64, N64>>(64, 64),
        .. AtBatches<WeightGradient<N128, N64>>(128, 64),
        .. AtBatches<WeightGradient<N192, N64>>(192, 64),
        .. AtBatches<WeightGradient<N128, N128>>(128, 128),
        .. AtBatches<WeightGradient<N192, N128>>(192, 128),
        .. AtBatches<WeightGradient<N192, N192>>(192, 192),
        .. AtBatches<WeightGradient<N256, N256>>(256, 256),
        // Tiles where each example's matrices fill a part of them; strips from many terms on.
        .. AtBatches<PerExample<N16, N16>>(16, 16),
        .. AtBatches<PerExample<N32, N24>>(32, 24),
        .. AtBatches<PerExample<N32, N32>>(32, 32),
        .. AtBatches<PerExample<N64, N10>>(64, 10),
        .. AtBatches<PerExample<N64, N24>>(64, 24),
        .. AtBatches<PerExample<N96, N96>>(96, 96),
        .. AtBatches<PerExample<N128, N8>>(128, 8),
        .. AtBatches<PerExample<N256, N4>>(256, 4),
        .. AtBatches<PerExample<N256, N8>>(256, 8),
    ];

    public static void Show(Report report, Result[] results, double peak)
    {
        report.Line($"In µs; what the compiler takes is marked. Dimensions are batch × inputs × outputs.\n");
        report.Table(
            ["Product", .. _forms, "the best", "compiler's ÷ best"],
            results.GroupBy(result => result.Subject).Select(product =>
            {
                string chosen = product.Key.Chosen;
                Result best = product.MinBy(result => result.Microseconds)!;
                return (FormattableString[])
                [
                    $"{product.Key.Name}",
                    .. product.Select(result => (FormattableString)$"{(result.Way.Name == chosen ? "→ " : "")}{Text.Of(result.Microseconds)}"),
                    $"{best.Way.Name}", $"{product.First(result => result.Way.Name == chosen).Microseconds / best.Microseconds:F2}",
                ];
            }));
    }

    private static IEnumerable<Subject> AtBatches<TKind>(int inputs, int outputs) where TKind : struct, IKind =>
        _batches.Select(batch => Products.Of<TKind>(batch, inputs, outputs, _forms));
}
