using FastGrad.Kernels;
using Single = FastGrad.Generated.GpuFloat.Mathematics;
using Twice = FastGrad.Generated.GpuDouble.Mathematics;

namespace FastGrad.Gpu.Tests.Kernels;

/// <summary>
/// The device sources' functions. What they are measured by are the CPU's in double, which tests of their own hold to the exact values; in double
/// those are as far off as ours may be.
/// </summary>
[Trait("Category", "Numeric")]
public class MathematicsTests
{
    // What IVector allows at most is 2.5; a sine of an angle of millions is half a unit worse here.
    private const double SingleUnits = 2.5, DoubleUnits = 4;

    private const int Points = 20000;

    private static readonly Dictionary<string, Function> _functions = new()
    {
        ["Abs"] = new(Single.Abs, Twice.Abs, Scalar<double>.Abs),
        ["Sqrt"] = new(Single.Sqrt, Twice.Sqrt, Scalar<double>.Sqrt),
        ["Floor"] = new(Single.Floor, Twice.Floor, Scalar<double>.Floor),
        ["Exp"] = new(Single.Exp, Twice.Exp, Scalar<double>.Exp),
        ["Expm1"] = new(Single.Expm1, Twice.Expm1, Scalar<double>.Expm1),
        ["Log"] = new(Single.Log, Twice.Log, Scalar<double>.Log),
        ["Log1p"] = new(Single.Log1p, Twice.Log1p, Scalar<double>.Log1p),
        ["Tanh"] = new(Single.Tanh, Twice.Tanh, Scalar<double>.Tanh),
        ["Sigmoid"] = new(Single.Sigmoid, Twice.Sigmoid, Scalar<double>.Sigmoid),
        ["Softplus"] = new(Single.Softplus, Twice.Softplus, Scalar<double>.Softplus),
        ["Erf"] = new(Single.Erf, Twice.Erf, Scalar<double>.Erf),
        ["Sin"] = new(Single.Sin, Twice.Sin, Scalar<double>.Sin),
        ["Cos"] = new(Single.Cos, Twice.Cos, Scalar<double>.Cos),
    };

    private static readonly Dictionary<string, FunctionOfTwo> _pairs = new()
    {
        ["Max"] = new(Single.Max, Twice.Max, Scalar<double>.Max),
        ["Min"] = new(Single.Min, Twice.Min, Scalar<double>.Min),
        ["Pow"] = new(Single.Pow, Twice.Pow, Scalar<double>.Pow),
    };

    // Where functions saturate, overflow, lose digits or change their way of computing.
    private static readonly float[] _special =
    [
        0, 1, 2, 3, 0.5f, 1000, 1e-45f, 1e-40f, 1.1754944e-38f, float.MaxValue, float.PositiveInfinity, float.NaN, 88.7f, 88.8f, 87.4f, 103.9f, 104,
        9.9f, 10, 3.99f, 4, 6000, 6001, 1e10f, 1e30f, 0.99999994f, 1.0000001f, 15.999f, 16, 65536,
    ];

    public static TheoryData<string> Functions => [.. _functions.Keys];

    public static TheoryData<string> Pairs => [.. _pairs.Keys];

    [Theory, MemberData(nameof(Functions))]
    public void A_function_in_float(string name)
    {
        foreach (float x in Numbers(1))
            Close(_functions[name].Single(x), Cpu(_functions[name].Cpu, x), $"{name}({x:R})");
    }

    [Theory, MemberData(nameof(Functions))]
    public void A_function_in_double(string name)
    {
        // Further from 0 than floats reach, and with digits that they have not.
        foreach (double x in Numbers(2).Select(x => x * 1.000000001).Concat([1e300, -1e300, 5e-324, 709.7, 709.8, -745.1, -745.2, 1e-310, 999999.5]))
            Close(_functions[name].Twice(x), Cpu(_functions[name].Cpu, x), $"{name}({x:R})");
    }

    [Theory, MemberData(nameof(Pairs))]
    public void A_function_of_two_numbers(string name)
    {
        (var single, var twice, var cpu) = _pairs[name];
        foreach ((float x, float y) in NumberPairs())
        {
            Close(single(x, y), Cpu(cpu, x, y), $"{name}({x:R}, {y:R})");
            Close(twice(x, y), Cpu(cpu, x, y), $"{name}({x:R}, {y:R}) in double");
        }
    }

    private static IEnumerable<float> Numbers(int seed)
    {
        var random = new System.Random(seed);
        foreach (float special in _special)
        {
            yield return special;
            yield return -special;
        }
        for (int i = 0; i < Points; i++)
        {
            yield return BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
            yield return (float)(random.NextDouble() * 2 - 1) * (i % 2 == 0 ? 1 : 100);
            yield return 1 + (float)(random.NextDouble() * 2 - 1) * 0.01f;
        }
    }

    private static IEnumerable<(float, float)> NumberPairs()
    {
        float[] all = [.. _special, .. _special.Select(special => -special)];
        foreach (float x in all)
        {
            foreach (float y in all)
                yield return (x, y);
        }
        var random = new System.Random(3);
        for (int i = 0; i < Points; i++)
        {
            yield return ((float)random.NextDouble() * 4, (float)(random.NextDouble() * 2 - 1) * 30);
            yield return (BitConverter.Int32BitsToSingle(random.Next(0, 0x7F800000)), (float)(random.NextDouble() * 2 - 1));
            yield return (1 + (float)(random.NextDouble() * 2 - 1) * 0.001f, (float)(random.NextDouble() * 2 - 1) * 80000);
            yield return (-random.Next(20), random.Next(-30, 30));
        }
    }

    private static double Cpu(Func<Scalar<double>, Scalar<double>> function, double x)
    {
        double result = 0;
        function(Scalar<double>.Create(x)).Store(ref result, 0);
        return result;
    }

    private static double Cpu(Func<Scalar<double>, Scalar<double>, Scalar<double>> function, double x, double y)
    {
        double result = 0;
        function(Scalar<double>.Create(x), Scalar<double>.Create(y)).Store(ref result, 0);
        return result;
    }

    private static void Close(float actual, double exact, string call)
    {
        if (IsSame(actual, (float)exact))
            return;
        double unit = Math.Max(float.Epsilon, Math.ScaleB(1, Math.ILogB(exact) - 23));
        Assert.True(Math.Abs(actual - exact) <= SingleUnits * unit && IsSigned(actual, exact), $"{call} is {actual:R}, not {exact:R}");
    }

    private static void Close(double actual, double exact, string call)
    {
        if (IsSame(actual, exact))
            return;
        double unit = Math.Max(double.Epsilon, Math.BitIncrement(Math.Abs(exact)) - Math.Abs(exact));
        Assert.True(Math.Abs(actual - exact) <= DoubleUnits * unit && IsSigned(actual, exact), $"{call} is {actual:R}, not {exact:R}");
    }

    private static bool IsSame(double actual, double exact) => actual.Equals(exact) && (double.IsNaN(exact) || IsSigned(actual, exact));

    private static bool IsSigned(double actual, double exact) => double.IsNegative(actual) == double.IsNegative(exact);

    private sealed record Function(Func<float, float> Single, Func<double, double> Twice, Func<Scalar<double>, Scalar<double>> Cpu);

    private sealed record FunctionOfTwo(
        Func<float, float, float> Single, Func<double, double, double> Twice, Func<Scalar<double>, Scalar<double>, Scalar<double>> Cpu);
}
