using System.Diagnostics;
using System.Globalization;
using System.Runtime;

namespace FastGrad.Bench;

/// <summary>
/// W3 in processes of its own, which have compiled nothing yet: from the model's construction to the tenth step, the forty steps after it,
/// and the speed in the end.
/// </summary>
internal static class JitTopic
{
    /// <summary>The command that makes this program such a process.</summary>
    public const string Child = "first-steps";

    private const int Batch = 32, First = 10, Next = 40;

    public static void Run(Quick quick)
    {
        if (!quick.Wants("W3 jit"))
            return;
        double[][] runs = [.. Enumerable.Range(0, quick.RoundsAsked ?? 9).Select(_ => InChild())];
        double[] medians = [.. Enumerable.Range(0, runs[0].Length).Select(column => Statistics.Median(runs.Select(run => run[column])))];
        quick.Report.Table(
            ["W3 × 32 in a fresh process", "median"],
            [
                [$"construction to the first step, ms", $"{medians[0] / 1e3:F1}"],
                [$"construction to the tenth step, ms", $"{medians[1] / 1e3:F1}"],
                [$"… of that the JIT on this thread, ms", $"{medians[2] / 1e3:F1}"],
                [$"… for so many methods", $"{medians[3]:F0}"],
                [$"a step of the next forty, µs", $"{medians[4]:F2}"],
                [$"a step after a second, µs", $"{medians[5]:F2}"],
                [$"ratio of these two", $"{medians[4] / medians[5]:F2}"],
            ]);
        quick.Report.Csv("W3 to the tenth step", Batch, Workload.Ours, medians[1]);
    }

    /// <summary>
    /// What the child does: it prints microseconds to the first and to the tenth step, of that the JIT's and for how many methods, then those
    /// of a step after that, and of one at last.
    /// </summary>
    public static void RunChild()
    {
        Random random = new(1);
        float[] inputs = Data.Normal(random, Batch * 32);
        int[] labels = Data.Labels(random, Batch, 10)[0];
        double[] steps = new double[Next];

        TimeSpan compiling = JitInfo.GetCompilationTime(currentThread: true);
        long compiled = JitInfo.GetCompiledMethodCount(currentThread: true);
        long start = Clock.Now;
        W3.Trainer<Adam> trainer = new W3().CreateTrainer(Batch);
        trainer.Step(inputs, labels);
        double toFirst = Clock.MicrosecondsSince(start);
        for (int step = 1; step < First; step++)
            trainer.Step(inputs, labels);
        double toTenth = Clock.MicrosecondsSince(start);
        double jit = (JitInfo.GetCompilationTime(currentThread: true) - compiling).TotalMicroseconds;
        long methods = JitInfo.GetCompiledMethodCount(currentThread: true) - compiled;
        TimeSteps(trainer, inputs, labels, steps);
        double next = Statistics.Median(steps);

        long warm = Clock.Now;
        while (Clock.MicrosecondsSince(warm) < 1e6)
            trainer.Step(inputs, labels);
        double[] late = new double[10_000];
        TimeSteps(trainer, inputs, labels, late);
        double last = Statistics.Median(late);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{toFirst:R} {toTenth:R} {jit:R} {methods} {next:R} {last:R}"));
    }

    private static void TimeSteps(W3.Trainer<Adam> trainer, float[] inputs, int[] labels, double[] microseconds)
    {
        for (int step = 0; step < microseconds.Length; step++)
        {
            long start = Clock.Now;
            trainer.Step(inputs, labels);
            microseconds[step] = Clock.MicrosecondsSince(start);
        }
    }

    private static double[] InChild()
    {
        using Process child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, Arguments()) { RedirectStandardOutput = true })!;
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return child.ExitCode == 0
            ? [.. output.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))]
            : throw new InvalidOperationException($"A child process ended with {child.ExitCode}.");
    }

    // This program is its own executable, or lies in dotnet's hands.
    private static string[] Arguments() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
        ? [typeof(JitTopic).Assembly.Location, Child]
        : [Child];
}
