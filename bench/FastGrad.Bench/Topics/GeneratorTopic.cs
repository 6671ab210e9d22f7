using Microsoft.CodeAnalysis;

namespace FastGrad.Bench;

/// <summary>The generator's times in half a minute: medians of runs in turn.</summary>
internal static class GeneratorTopic
{
    private static readonly int[] _counts = [1, 10, 50];

    public static void Run(Quick quick)
    {
        if (!quick.Wants("Generator"))
            return;
        long start = Clock.Now;
        _ = new GeneratorWork(1);
        quick.Report.Line($"The first model of a fresh process, with the JIT and the references: {Clock.MicrosecondsSince(start) / 1e3:F0} ms\n");
        GeneratorWork[] works = [.. _counts.Select(count => new GeneratorWork(count))];
        List<double>[] cold = [[], [], []], model = [[], [], []], elsewhere = [[], [], []];
        // The first rounds are the JIT's.
        for (int round = -5; round < (quick.RoundsAsked ?? 31); round++)
            for (int size = 0; size < works.Length; size++)
            {
                double all = Milliseconds(works[size].Cold);
                double one = Milliseconds(works[size].EditOfAModel), other = Milliseconds(works[size].EditElsewhere);
                if (round < 0)
                    continue;
                cold[size].Add(all);
                model[size].Add(one);
                elsewhere[size].Add(other);
            }
        quick.Report.Table(
            ["Models", "all, ms", "per model, ms", "least ms", "one model edited, ms", "another file edited, ms"],
            _counts.Select((count, size) =>
            {
                double all = Statistics.Median(cold[size]);
                return (FormattableString[])
                [
                    $"{count}", $"{all:F1}", $"{all / count:F2}", $"{cold[size].Min():F1}",
                    $"{Statistics.Median(model[size]):F2}", $"{Statistics.Median(elsewhere[size]):F2}",
                ];
            }));
    }

    private static double Milliseconds(Func<GeneratorDriver> run)
    {
        long start = Clock.Now;
        run();
        return Clock.MicrosecondsSince(start) / 1e3;
    }
}
