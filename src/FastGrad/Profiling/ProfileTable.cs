using System.Globalization;
using System.Text;
using FastGrad.Kernels;

namespace FastGrad;

/// <summary>Writes a profile as a table: a row for each kernel that ran, then the sums.</summary>
internal static class ProfileTable
{
    private const string Gap = "  ";
    private const int LongestName = 72;

    // The first two columns are words, the others numbers.
    private const int Words = 2;

    private static readonly string[] _head = ["phase", "kernel", "calls", "ms", "of all", "µs a call", "GFLOP/s", "GB/s", "of peak"];

    public static string Write(string model, Precision precision, IEnumerable<KernelProfile> kernels)
    {
        double peak = precision == Precision.Double ? FmaPeak<double>.FlopsPerSecond : FmaPeak<float>.FlopsPerSecond;
        KernelProfile[] run = [.. kernels.Where(kernel => kernel.Calls > 0)];
        double all = run.Sum(kernel => kernel.Time.TotalSeconds);
        List<string[]> rows = [_head, .. run.Select(kernel => Row(kernel, all, peak)), Total(run, all, peak)];
        int[] widths = [.. Enumerable.Range(0, _head.Length).Select(column => rows.Max(row => row[column].Length))];
        string rule = new('─', widths.Sum() + Gap.Length * (widths.Length - 1));
        StringBuilder text = new();
        text.Append($"{model}, {(precision == Precision.Double ? "double" : "float")}\n").Append(rule).Append('\n');
        for (int row = 0; row < rows.Count; row++)
        {
            if (row == 1 || row == rows.Count - 1)
                text.Append(rule).Append('\n');
            text.Append(string.Join(Gap, rows[row].Select((cell, column) =>
                column < Words ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd()).Append('\n');
        }
        text.Append(rule).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"Peak: {peak / 1e9:F0} GFLOP/s, of one core, in vectors of {VectorWidth.Chosen}.");
        return text.ToString();
    }

    private static string[] Row(KernelProfile kernel, double all, double peak)
    {
        double seconds = kernel.Time.TotalSeconds;
        string name = kernel.Name.Length <= LongestName ? kernel.Name : kernel.Name[..(LongestName - 1)] + "…";
        return
        [
            kernel.Phase, name, kernel.Calls.ToString("#,0", CultureInfo.InvariantCulture), Text(seconds * 1e3, "F2"), Percent(seconds, all),
            Text(seconds * 1e6 / kernel.Calls, "F3"), Rate(kernel.Flops, seconds), Rate(kernel.Bytes, seconds),
            kernel.Flops == 0 ? "" : Percent(kernel.Flops, seconds * peak),
        ];
    }

    private static string[] Total(KernelProfile[] kernels, double seconds, double peak)
    {
        long flops = kernels.Sum(kernel => kernel.Flops);
        return
        [
            "total", "", "", Text(seconds * 1e3, "F2"), "", "", Rate(flops, seconds), Rate(kernels.Sum(kernel => kernel.Bytes), seconds),
            flops == 0 ? "" : Percent(flops, seconds * peak),
        ];
    }

    /// <summary>Billions a second, or nothing of nothing.</summary>
    private static string Rate(long amount, double seconds) => amount == 0 || seconds == 0 ? "" : Text(amount / seconds / 1e9, "F1");

    private static string Percent(double part, double whole) => whole == 0 ? "" : Text(100 * part / whole, "F0") + "%";

    private static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
