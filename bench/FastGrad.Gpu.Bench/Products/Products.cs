namespace FastGrad.Gpu.Bench;

/// <summary>Products in the form that the compiler chooses.</summary>
internal static class Products
{
    public static IEnumerable<Subject> All =>
    [
        .. Of<N64, N64>(64),
        .. Of<N128, N128>(128),
        .. Of<N256, N256>(256),
        .. Of<N512, N512>(512),
        .. Of<N1024, N1024>(1024),
        .. Of<N2048, N2048>(2048),
        // W4's, W5's and W6's.
        .. Of<N784, N128>(128),
        .. Of<N128, N10>(128),
        .. Of<N784, N512>(128),
        .. Of<N512, N512>(128),
        .. Of<N512, N10>(128),
        .. Of<N1024, N1024>(256),
        .. Of<N1024, N10>(256),
    ];

    public static void Show(Report report, Result[] results, double peak)
    {
        report.Line($"Dimensions are batch × inputs × outputs; forward is x·W, dX is dy·Wᵀ, dW is xᵀ·dy.\n");
        report.Table(
            ["Workload", "Batch", "Way", "µs", "least µs", "GFLOP/s", "of peak"],
            results.Select(result => (FormattableString[])
            [
                $"{result.Subject.Name}", $"{result.Subject.Batch}", $"{result.Way.Name}", $"{Text.Of(result.Microseconds)}",
                $"{Text.Of(result.Least)}", $"{result.FlopRate:F1}", $"{Text.Share(result.FlopRate / peak)}",
            ]));
    }

    /// <summary>A product's ways in some forms, those named or the one that the compiler chooses.</summary>
    public static Subject Of<TKind>(int batch, int inputs, int outputs, params string[] forms) where TKind : struct, IKind
    {
        long examples = TKind.Examples(new() { Batch = batch });
        (long rows, long terms, long columns) = (TKind.Rows(new() { Batch = batch }), TKind.Terms(new() { Batch = batch }), TKind.Columns(new()));
        return new($"product {batch}×{inputs}×{outputs} {TKind.Name}", batch, 2 * examples * rows * terms * columns, machine =>
        {
            ProductRun<TKind> run = new(machine, batch);
            return forms.DefaultIfEmpty(TKind.Chosen.Type).Select(run.In);
        })
        {
            Chosen = TKind.Chosen.Type,
        };
    }

    private static IEnumerable<Subject> Of<TInputs, TOutputs>(int batch)
        where TInputs : struct, ISize
        where TOutputs : struct, ISize =>
    [
        Of<Forward<TInputs, TOutputs>>(batch, TInputs.Value, TOutputs.Value),
        Of<InputGradient<TInputs, TOutputs>>(batch, TInputs.Value, TOutputs.Value),
        Of<WeightGradient<TInputs, TOutputs>>(batch, TInputs.Value, TOutputs.Value),
    ];
}
