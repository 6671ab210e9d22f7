using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace FastGrad.Bench;

/// <summary>The generator's times in half a minute: medians of runs in turn.</summary>
internal static class GeneratorQuick
{
    public static void Run(int rounds)
    {
        long start = Stopwatch.GetTimestamp();
        _ = new GeneratorWork(1);
        Write($"The first model of a fresh process, with the JIT and the references: {Stopwatch.GetElapsedTime(start).TotalMilliseconds:F0} ms");
        Console.WriteLine();
        Console.WriteLine("| Models | all, ms | per model, ms | least ms | one model edited, ms | another file edited, ms |");
        Console.WriteLine("|---:|---:|---:|---:|---:|---:|");
        GeneratorWork[] works = [new(1), new(10), new(50)];
        int[] counts = [1, 10, 50];
        List<double>[] cold = [[], [], []], model = [[], [], []], elsewhere = [[], [], []];
        // The first rounds are the JIT's.
        for (int round = -5; round < rounds; round++)
            for (int size = 0; size < works.Length; size++)
            {
                double all = Milliseconds(works[size].Cold), one = Milliseconds(works[size].EditOfAModel), other = Milliseconds(works[size].EditElsewhere);
                if (round < 0)
                    continue;
                cold[size].Add(all);
                model[size].Add(one);
                elsewhere[size].Add(other);
            }
        for (int size = 0; size < works.Length; size++)
        {
            double all = Median(cold[size]);
            Write($"| {counts[size]} | {all:F1} | {all / counts[size]:F2} | {cold[size].Min():F1} | {Median(model[size]):F2} | {Median(elsewhere[size]):F2} |");
        }
    }

    private static double Milliseconds(Func<GeneratorDriver> run)
    {
        long start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
