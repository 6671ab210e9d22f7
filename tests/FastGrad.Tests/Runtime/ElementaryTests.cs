using System.Numerics;
using FastGrad.Kernels;
using Xunit;

namespace FastGrad.Tests.Runtime;

/// <summary>
/// The accuracy of the vector functions, against System.Math in double. Widths agree bit for bit (see <see cref="VectorContract{V, T}"/>),
/// so one of them is enough here.
/// </summary>
[Trait("Category", "Numeric")]
public sealed class ElementaryTests
{
    // In units of the last place. Math's own error, up to one unit in double, is part of it.
    private const long ExpAndLog = 2;
    private const long TanhAndSigmoid = 4;

    [Fact]
    public void Exp_is_accurate()
    {
        Check<float>(Scalar<float>.Exp, Math.Exp, ExpAndLog);
        Check<double>(Scalar<double>.Exp, Math.Exp, ExpAndLog);
    }

    [Fact]
    public void Log_is_accurate()
    {
        Check<float>(Scalar<float>.Log, Math.Log, ExpAndLog);
        Check<double>(Scalar<double>.Log, Math.Log, ExpAndLog);
    }

    [Fact]
    public void Tanh_is_accurate()
    {
        Check<float>(Scalar<float>.Tanh, Math.Tanh, TanhAndSigmoid);
        Check<double>(Scalar<double>.Tanh, Math.Tanh, TanhAndSigmoid);
    }

    [Fact]
    public void Sigmoid_is_accurate()
    {
        Check<float>(Scalar<float>.Sigmoid, Sigmoid, TanhAndSigmoid);
        Check<double>(Scalar<double>.Sigmoid, Sigmoid, TanhAndSigmoid);
    }

    private static double Sigmoid(double x)
    {
        double power = Math.Exp(-Math.Abs(x));
        return (x < 0 ? power : 1) / (1 + power);
    }

    private static void Check<T>(Func<Scalar<T>, Scalar<T>> function, Func<double, double> reference, long bound)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Random random = new(5);
        IEnumerable<T> near = Enumerable.Range(0, 20000).Select(_ => T.CreateChecked((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-4, 4))));
        foreach (T x in Samples.Of<T>().Concat(near))
        {
            T expected = T.CreateChecked(reference(double.CreateChecked(x))), actual = default;
            function(Scalar<T>.Create(x)).Store(ref actual, 0);
            Assert.True(Bits.Distance(expected, actual) <= bound, $"of {x:R}: expected {expected:R}, got {actual:R}, {Bits.Distance(expected, actual)} units off");
        }
    }
}
