using System.Numerics.Tensors;
using FastGrad.Memory;

namespace FastGrad.Bench;

internal static class VectorTopic
{
    private const int Length = 2_048, Rows = 128;

    private const string Tensors = "TensorPrimitives";

    private delegate void Function(ReadOnlySpan<float> x, Span<float> y);

    public static void Run(Quick quick)
    {
        Workload[] triads = Bandwidth.Triads;
        (Measurement[] references, Measurement[] measured) = quick.Run(Maps().Concat(RowKernels()), rounds: 101, triads);
        if (measured.Length == 0)
            return;
        IEnumerable<string> levels = references.Select(triad => $"{triad.Workload.Name["triad ".Length..]} {triad.ByteRate:F0}");
        quick.Report.Line($"GB/s of a = b + s·c: {string.Join(", ", levels)}.");
        quick.Report.Line($"Functions of {Length} numbers in the first cache; rows of {Rows} examples, as a prediction.\n");
        quick.Report.Table(
            ["Function", "ns per number", "GB/s", "of triad in L1", $"{Tensors} ns", "÷ ours"],
            measured.Where(row => row.Workload.Way == Workload.Ours).Select(row =>
            {
                Measurement? theirs = measured.FirstOrDefault(other => other.Workload.Name == row.Workload.Name && other != row);
                return (FormattableString[])
                [
                    $"{row.Workload.Name}", $"{PerNumber(row):F3}", $"{row.ByteRate:F0}", $"{row.ByteRate / references[0].ByteRate:P0}",
                    $"{(theirs is null ? null : PerNumber(theirs)):F3}", $"{theirs?.Microseconds / row.Microseconds:F2}",
                ];
            }));
    }

    private static double PerNumber(Measurement measured) => measured.Microseconds * 1e3 / (measured.Workload.Bytes / (2 * sizeof(float)));

    private static IEnumerable<Workload> Maps() =>
    [
        .. Map<ReluMap>("relu", (x, y) => TensorPrimitives.Max(x, 0, y)),
        .. Map<SqrtMap>("sqrt", TensorPrimitives.Sqrt),
        .. Map<ExpMap>("exp", TensorPrimitives.Exp),
        .. Map<Expm1Map>("expm1", TensorPrimitives.ExpM1),
        .. Map<LogMap>("log", TensorPrimitives.Log),
        .. Map<Log1pMap>("log1p", TensorPrimitives.LogP1),
        .. Map<TanhMap>("tanh", TensorPrimitives.Tanh),
        .. Map<SigmoidMap>("sigmoid", TensorPrimitives.Sigmoid),
        .. Map<SoftplusMap>("softplus", null),
        .. Map<ErfMap>("erf", null),
        .. Map<SinMap>("sin", TensorPrimitives.Sin),
        .. Map<CosMap>("cos", TensorPrimitives.Cos),
        .. Map<PowMap>("pow 1.7", (x, y) => TensorPrimitives.Pow(x, 1.7f, y)),
    ];

    private static IEnumerable<Workload> Map<TMap>(string name, Function? theirs) where TMap : struct, IMap
    {
        PinnedBuffer<float> x = new(Length), y = new(Length);
        Random random = new(1);
        foreach (ref float value in x.Span)
            value = random.NextSingle() * 8 + 0.01f;
        const long Bytes = 2L * sizeof(float) * Length;
        yield return new(name, 1, () => Widest.Of(new MapLoop<TMap>(x, y))) { Bytes = Bytes };
        if (theirs is not null)
            yield return new(name, 1, () => Repeat(() => theirs(x.Span, y.Span))) { Bytes = Bytes, Way = Tensors };
    }

    private static Action<long> Repeat(Action call) => calls =>
    {
        for (; calls > 0; calls--)
            call();
    };

    private static IEnumerable<Workload> RowKernels() =>
    [
        .. Row("softmax of 10", () => new Softmax10().CreatePredictor(Rows), 10, SoftMax),
        .. Row("softmax of 128", () => new Softmax128().CreatePredictor(Rows), 128, SoftMax),
        .. Row("softmax of 1024", () => new Softmax1024().CreatePredictor(Rows), 1024, SoftMax),
        .. Row("layer norm of 128", () => new LayerNorm128().CreatePredictor(Rows), 128, null),
    ];

    private static IEnumerable<Workload> Row(string name, Func<Predictor<float>> create, int columns, Function? theirs)
    {
        float[] x = Data.Normal(new(1), Rows * columns), y = new float[x.Length];
        long bytes = 2L * sizeof(float) * x.Length;
        Action<long> ours()
        {
            Predictor<float> predictor = create();
            return Repeat(() => predictor.Predict(x, y));
        }
        void theirRows()
        {
            for (int row = 0; row < x.Length; row += columns)
                theirs(x.AsSpan(row, columns), y.AsSpan(row, columns));
        }
        yield return new(name, Rows, ours) { Bytes = bytes };
        if (theirs is not null)
            yield return new(name, Rows, () => Repeat(theirRows)) { Bytes = bytes, Way = Tensors };
    }

    // The library's own does not guard against large numbers, as every softmax in use does.
    private static void SoftMax(ReadOnlySpan<float> x, Span<float> y)
    {
        TensorPrimitives.Subtract(x, TensorPrimitives.Max(x), y);
        TensorPrimitives.SoftMax<float>(y, y);
    }
}
