using System.Numerics;
using FastGrad.Kernels;

namespace FastGrad.Tests.Mathematics;

/// <summary>The vector functions by name, at any width.</summary>
internal static class Functions<V, T>
    where V : struct, IVector<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static Func<V, V, V> Named(string name) => name switch
    {
        "exp" => (x, _) => V.Exp(x),
        "expm1" => (x, _) => V.Expm1(x),
        "log" => (x, _) => V.Log(x),
        "log1p" => (x, _) => V.Log1p(x),
        "tanh" => (x, _) => V.Tanh(x),
        "sigmoid" => (x, _) => V.Sigmoid(x),
        "softplus" => (x, _) => V.Softplus(x),
        "erf" => (x, _) => V.Erf(x),
        "sin" => (x, _) => V.Sin(x),
        "cos" => (x, _) => V.Cos(x),
        "pow" => V.Pow,
        _ => throw new ArgumentException(name),
    };

    /// <summary>Of numbers: in the first lane, the others the same.</summary>
    public static T Apply(string name, T x, T y)
    {
        V result = Named(name)(V.Create(x), V.Create(y));
        T[] lanes = new T[V.Count];
        result.Store(ref lanes[0], 0);
        return lanes[0];
    }
}
