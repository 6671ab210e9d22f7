using System.Globalization;

namespace FastGrad.Tests.Mathematics;

/// <summary>What functions.py wrote to functions.txt: values to a hundredth of a double's last place.</summary>
internal static class FunctionTable
{
    /// <param name="More">By how much the exact value is larger in magnitude, in units of the last place of the nearest double.</param>
    public readonly record struct Row(double X, double Y, double Nearest, double More)
    {
        /// <summary>How far a result is from the exact value, in units of the last place.</summary>
        public double Error(double result) => double.IsNaN(result) || (double.IsNegative(result) != double.IsNegative(Nearest))
            ? double.PositiveInfinity
            : Math.Abs(Magnitude(result) - Magnitude(Nearest) - More);

        private static long Magnitude(double value) => BitConverter.DoubleToInt64Bits(Math.Abs(value));
    }

    private static readonly Dictionary<string, List<Row>> _rows = Read();

    public static IReadOnlyList<Row> Of(string function) => _rows[function];

    private static Dictionary<string, List<Row>> Read()
    {
        Dictionary<string, List<Row>> rows = [];
        List<Row> current = [];
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Mathematics", "functions.txt")))
        {
            string[] parts = line.Split(' ');
            if (parts is [string name])
                rows.Add(name, current = []);
            else
                current.Add(new(Number(parts[0]), parts.Length == 4 ? Number(parts[1]) : 0, Number(parts[^2]), Hundredths(parts[^1])));
        }
        return rows;
    }

    private static double Number(string digits) =>
        BitConverter.UInt64BitsToDouble(ulong.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    private static double Hundredths(string digits) => int.Parse(digits, CultureInfo.InvariantCulture) / 100.0;
}
