namespace FastGrad.Gpu.Tests.Mixed;

/// <summary>
/// How far results may be from those without 16 bits. A program that computes them in double says of each value that may be kept in 16 bits, and is
/// run once for each with that one moved as far as rounding may move it. To first order all of them together do the sum of what each does: at most
/// the sum of its sizes; and, since roundings have no sign in common, hardly more than some roots of the sum of its squares (Hoeffding).
/// </summary>
internal sealed class Rounding
{
    // Half of the last of a number's eleven bits; and half of the least number above 0.
    private const double Unit = 1.0 / 2048, Least = 1.0 / (1 << 25);

    // Beyond so many roots comes one number in thirty million: 2 exp(−6² / 2).
    private const double Roots = 6;

    // The moves are small, and what two of them do together is smaller by as much again. Sums of floats are off by far less than 1e-5.
    private const double SecondOrder = 1.1, Single = 1e-5;

    private readonly int _moved;
    private int _count;

    private Rounding(int moved) => _moved = moved;

    /// <summary>What a program gives without 16 bits, and how far from that each of its numbers may be with them.</summary>
    /// <param name="program">Gives its results tensor by tensor.</param>
    public static (double[][] Results, double[][] Bounds) Of(Func<Rounding, double[][]> program)
    {
        var none = new Rounding(-1);
        double[][] results = program(none);
        double[][] sums = [.. results.Select(tensor => new double[tensor.Length])];
        double[][] squares = [.. results.Select(tensor => new double[tensor.Length])];
        for (int moved = 0; moved < none._count; moved++)
        {
            double[][] others = program(new Rounding(moved));
            for (int i = 0; i < results.Length; i++)
            {
                for (int j = 0; j < results[i].Length; j++)
                {
                    double change = Math.Abs(others[i][j] - results[i][j]);
                    sums[i][j] += change;
                    squares[i][j] += change * change;
                }
            }
        }
        return (results, [.. results.Select((tensor, i) => Together(tensor.Max(Math.Abs), sums[i], squares[i]))]);
    }

    /// <summary>A value that may be kept in 16 bits.</summary>
    /// <param name="value">The value.</param>
    /// <param name="scale">What it is multiplied by where it is kept.</param>
    public double Keep(double value, double scale = 1) =>
        _count++ == _moved && value != 0 ? value + Math.CopySign(Math.Max(Math.Abs(value) * Unit, Least / scale), value) : value;

    public double[] Keep(double[] values, double scale = 1) => [.. values.Select(value => Keep(value, scale))];

    private static double[] Together(double largest, double[] sums, double[] squares) =>
        [.. sums.Zip(squares, (sum, square) => SecondOrder * Math.Min(sum, Roots * Math.Sqrt(square)) + Single * largest)];
}
