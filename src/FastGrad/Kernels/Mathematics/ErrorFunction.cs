using System.Numerics;
using System.Runtime.CompilerServices;

namespace FastGrad.Kernels;

/// <summary>The error function. Its coefficients come from the script beside the tests.</summary>
internal static class ErrorFunction
{
    /// <summary>Below 1 an odd polynomial; above, 1 − eᵖ, with a polynomial p for the logarithm of what is left to 1.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static V Erf<V, T>(V x)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V one = V.Constant(1), size = V.Abs(x), last = V.Constant(4, 6);
        V near = V.MultiplyAdd(x, Near<V, T>(x * x), x);
        V far = one - V.Exp(LogOfRest<V, T>(V.Select(V.GreaterThan(size, last), last, size)));
        far = V.XorBits(far, V.AndBits(x, V.Constant(-0.0)));
        return V.Select(V.LessThan(size, one), near, far);
    }

    /// <summary>erf(x) / x − 1 for |x| &lt; 1, from the square.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Near<V, T>(V square)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V sum;
        if (typeof(T) == typeof(float))
        {
            sum = V.Constant(7.889119157487838e-05);
            sum = V.MultiplyAdd(sum, square, V.Constant(-0.0008020845698406905));
            sum = V.MultiplyAdd(sum, square, V.Constant(0.005189536461939261));
            sum = V.MultiplyAdd(sum, square, V.Constant(-0.026854445581508075));
            sum = V.MultiplyAdd(sum, square, V.Constant(0.11283600211815889));
            sum = V.MultiplyAdd(sum, square, V.Constant(-0.37612627140440547));
            return V.MultiplyAdd(sum, square, V.Constant(0.12837916591465431));
        }
        sum = V.Constant(-7.801188874097751e-10);
        sum = V.MultiplyAdd(sum, square, V.Constant(1.3722976265924504e-08));
        sum = V.MultiplyAdd(sum, square, V.Constant(-1.6209175911748696e-07));
        sum = V.MultiplyAdd(sum, square, V.Constant(1.6447517677871873e-06));
        sum = V.MultiplyAdd(sum, square, V.Constant(-1.4924744663335489e-05));
        sum = V.MultiplyAdd(sum, square, V.Constant(0.00012055295320494294));
        sum = V.MultiplyAdd(sum, square, V.Constant(-0.0008548325989696758));
        sum = V.MultiplyAdd(sum, square, V.Constant(0.005223977607423468));
        sum = V.MultiplyAdd(sum, square, V.Constant(-0.02686617064327622));
        sum = V.MultiplyAdd(sum, square, V.Constant(0.11283791670945253));
        sum = V.MultiplyAdd(sum, square, V.Constant(-0.3761263890318355));
        return V.MultiplyAdd(sum, square, V.Constant(0.12837916709551256));
    }

    /// <summary>log(1 − erf(x)) from 1 to where nothing is left, the closer the more is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogOfRest<V, T>(V x)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V sum;
        if (typeof(T) == typeof(float))
        {
            sum = V.Constant(0.00018557359899752838);
            sum = V.MultiplyAdd(sum, x, V.Constant(-0.002939604360991897));
            sum = V.MultiplyAdd(sum, x, V.Constant(0.021805310609218784));
            sum = V.MultiplyAdd(sum, x, V.Constant(-0.10303736041539298));
            sum = V.MultiplyAdd(sum, x, V.Constant(-0.6382256787279037));
            sum = V.MultiplyAdd(sum, x, V.Constant(-1.1270400395019369));
            return V.MultiplyAdd(sum, x, V.Constant(-0.00035371768197937106));
        }
        sum = V.Constant(1.0390269467187596e-12);
        sum = V.MultiplyAdd(sum, x, V.Constant(-4.7516309464716844e-11));
        sum = V.MultiplyAdd(sum, x, V.Constant(1.0170356334479061e-09));
        sum = V.MultiplyAdd(sum, x, V.Constant(-1.3522120803479397e-08));
        sum = V.MultiplyAdd(sum, x, V.Constant(1.2483016573788987e-07));
        sum = V.MultiplyAdd(sum, x, V.Constant(-8.451896156487914e-07));
        sum = V.MultiplyAdd(sum, x, V.Constant(4.301766893082576e-06));
        sum = V.MultiplyAdd(sum, x, V.Constant(-1.6421434144371468e-05));
        sum = V.MultiplyAdd(sum, x, V.Constant(4.4769756972938614e-05));
        sum = V.MultiplyAdd(sum, x, V.Constant(-6.97499901245147e-05));
        sum = V.MultiplyAdd(sum, x, V.Constant(-4.5956942756095614e-05));
        sum = V.MultiplyAdd(sum, x, V.Constant(0.0006428353563673363));
        sum = V.MultiplyAdd(sum, x, V.Constant(-0.0017709274851046574));
        sum = V.MultiplyAdd(sum, x, V.Constant(0.00028223053645690756));
        sum = V.MultiplyAdd(sum, x, V.Constant(0.01907695411442194));
        sum = V.MultiplyAdd(sum, x, V.Constant(-0.10274664205143527));
        sum = V.MultiplyAdd(sum, x, V.Constant(-0.6366287038951542));
        sum = V.MultiplyAdd(sum, x, V.Constant(-1.1283772823667788));
        return V.MultiplyAdd(sum, x, V.Constant(-1.8438785014972396e-07));
    }
}
