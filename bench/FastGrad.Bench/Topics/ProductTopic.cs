using FastGrad.Kernels;

namespace FastGrad.Bench;

internal static class ProductTopic
{
    public static void Run(Quick quick)
    {
        if (!quick.Wants("product ") && !Products([]).Any(workload => quick.Wants(workload.ToString())))
            return;
        INativeProducts[] libraries = NativeLibraries.Find();
        (Measurement[] references, Measurement[] measured) = quick.Run(Products(libraries), rounds: 31, FmaPeak.Workload);
        double peak = references[0].FlopRate;
        quick.Report.Line($"Peak of fused multiply-adds, one core: {peak:F0} GFLOP/s. Dimensions are batch × inputs × outputs.\n");
        quick.Report.Table(
            ["Product", "µs", "GFLOP/s", "of peak", .. libraries.SelectMany(library => (string[])[$"{library.Name} µs", "÷ ours"])],
            measured.GroupBy(row => row.Workload.Name).Select(group =>
            {
                Measurement ours = group.First(row => row.Workload.Way == Workload.Ours);
                return (FormattableString[])
                [
                    $"{ours.Workload.Name}", $"{ours.Microseconds:G4}", $"{ours.FlopRate:F1}", $"{ours.FlopRate / peak:P0}",
                    .. libraries.Select(library => group.FirstOrDefault(row => row.Workload.Way == library.Name)?.Microseconds)
                        .SelectMany(theirs => (FormattableString[])[$"{theirs:G4}", $"{theirs / ours.Microseconds:F2}"]),
                ];
            }));
    }

    private static IEnumerable<Workload> Products(INativeProducts[] libraries) =>
    [
        .. Of<N2, N16>(1, libraries),
        .. Of<N32, N64>(1, libraries),
        .. Of<N784, N128>(1, libraries),
        .. Of<N16, N16>(16, libraries),
        .. Of<N16, N1>(64, libraries),
        .. Of<N32, N32>(32, libraries),
        .. Of<N64, N10>(32, libraries),
        .. Of<N32, N64>(32, libraries),
        .. Of<N64, N64>(32, libraries),
        .. Of<N64, N64>(64, libraries),
        .. Of<N128, N10>(32, libraries),
        .. Of<N784, N128>(32, libraries),
        .. Of<N128, N128>(128, libraries),
        .. Of<N512, N10>(128, libraries),
        .. Of<N784, N512>(128, libraries),
        .. Of<N256, N256>(256, libraries),
        .. Of<N512, N512>(512, libraries),
        .. Of<N1024, N1024>(256, libraries),
        .. Of<N1024, N1024>(1024, libraries),
    ];

    private static IEnumerable<Workload> Of<TInputs, TOutputs>(int batch, INativeProducts[] libraries)
        where TInputs : struct, ISize
        where TOutputs : struct, ISize =>
        Enum.GetValues<ProductForm>().SelectMany(form => Of<DenseShape<TInputs, TOutputs>>(form, batch, libraries));

    private static IEnumerable<Workload> Of<TShape>(ProductForm form, int batch, INativeProducts[] libraries) where TShape : struct, IProductShape
    {
        string name = $"product {batch}×{TShape.Inputs}×{TShape.Outputs} {Word(form)}";
        long flops = 2L * batch * TShape.Inputs * TShape.Outputs;
        // All on the same numbers, so that they can be held against each other once.
        Lazy<ProductData> data = new(() => ProductData.Of<TShape>(form, batch));
        Lazy<float[]> result = new(() =>
        {
            Widest.Of(new OwnProduct<TShape>(data.Value))(1);
            return data.Value.Result();
        });
        yield return new(name, batch, () => Widest.Of(new OwnProduct<TShape>(data.Value))) { Flops = flops };
        foreach (INativeProducts library in libraries)
            yield return new(name, batch, () => Checked(NativeProduct.Of(library, data.Value), data.Value, result.Value, library.Name))
            {
                Flops = flops,
                Way = library.Name,
            };
    }

    private static string Word(ProductForm form) => form switch
    {
        ProductForm.Forward => "forward",
        ProductForm.InputGradient => "dX",
        _ => "dW",
    };

    // A peer that computes something else is no peer.
    private static Action<long> Checked(Action<long> run, ProductData data, float[] ours, string peer)
    {
        run(1);
        float[] theirs = data.Result();
        float most = ours.Max(Math.Abs);
        for (int i = 0; i < ours.Length; i++)
            if (!(Math.Abs(ours[i] - theirs[i]) <= 1e-4f * most))
                throw new InvalidOperationException(
                    $"{peer}'s {Word(data.Form)} of {data.Batch}×{data.Inputs}×{data.Outputs} gives {theirs[i]} where ours gives {ours[i]}.");
        return run;
    }
}
