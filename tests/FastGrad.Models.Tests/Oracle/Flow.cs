namespace FastGrad.Models.Tests.Oracle;

/// <summary>
/// Numbers with the most by which compiled code of a given precision may miss them: first-order error analysis, carried along as the
/// declaration is run. Each rounding errs by at most the unit u times the magnitude it rounds, a sum of n products by (n + 1)·u times
/// the sum of their magnitudes in whatever order they are added (Higham, "Accuracy and Stability", 3.1), and errors already there are passed on
/// by the derivative. What is of second order is left out, and made good by doubling the bound at the end.
/// </summary>
internal sealed class Flow(double[] values, double[] errors)
{
    public Flow(int length) : this(new double[length], new double[length]) { }

    public double[] Values { get; } = values;

    public double[] Errors { get; } = errors;

    public int Length => Values.Length;

    public static Flow Exact(double[] values) => new(values, new double[values.Length]);

    public void Add(int index, double value, double error)
    {
        Values[index] += value;
        Errors[index] += error;
    }

    public Flow Slice(int start, int length) => new(Values[start..(start + length)], Errors[start..(start + length)]);

    /// <summary>That actual values lie within the bound.</summary>
    public void Check(double[] actual, string what)
    {
        Assert.Equal(Length, actual.Length);
        for (int i = 0; i < Length; i++)
            Assert.True(
                Math.Abs(actual[i] - Values[i]) <= 2 * Errors[i],
                $"{what}[{i}]: expected {Values[i]:R}, got {actual[i]:R}, which is {Math.Abs(actual[i] - Values[i]):E2} off where {2 * Errors[i]:E2} is allowed");
    }
}
