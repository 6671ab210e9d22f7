namespace FastGrad.Gpu.Tests.Mixed;

/// <summary>
/// How far results may be from those without 16 bits: a program that computes them in double says of each value that may be kept in 16 bits, and
/// is run once for each with that one moved as far as rounding may move it. To first order the sum of what the moves do is what all can do together.
/// </summary>
internal sealed class Rounding
{
    // Half of the last of a number's eleven bits; and half of the least number above 0.
    private const double Unit = 1.0 / 2048, Least = 1.0 / (1 << 25);

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
        double[][] bounds = [.. results.Select(tensor => Enumerable.Repeat(Single * tensor.Max(Math.Abs), tensor.Length).ToArray())];
        for (int moved = 0; moved < none._count; moved++)
        {
            double[][] others = program(new Rounding(moved));
            for (int i = 0; i < results.Length; i++)
            {
                for (int j = 0; j < results[i].Length; j++)
                    bounds[i][j] += SecondOrder * Math.Abs(others[i][j] - results[i][j]);
            }
        }
        return (results, bounds);
    }

    /// <summary>A value that may be kept in 16 bits.</summary>
    /// <param name="value">The value.</param>
    /// <param name="scale">What it is multiplied by where it is kept.</param>
    public double Keep(double value, double scale = 1) =>
        _count++ == _moved && value != 0 ? value + Math.CopySign(Math.Max(Math.Abs(value) * Unit, Least / scale), value) : value;

    public double[] Keep(double[] values, double scale = 1) => [.. values.Select(value => Keep(value, scale))];
}
