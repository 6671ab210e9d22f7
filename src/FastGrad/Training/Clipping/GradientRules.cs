using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Kernels;

namespace FastGrad.Training;

// Passes over a gradient. What moves is the gradient itself: it stands where other rules have weights.

/// <summary>The sum of squares; constant 0 is what elements are multiplied by first.</summary>
internal readonly struct SquaresRule : IGatherRule
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather<V, T>(in UpdateRange<T> range, ReadOnlySpan<double> constants, Span<double> gathered)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V scale = V.Create(T.CreateTruncating(constants[0])), squares = V.Zero;
        ref readonly T gradients = ref range.Gradients;
        for (nint i = 0; i < range.Count; i += V.Count)
        {
            V gradient = V.Load(in gradients, i) * scale;
            squares = V.MultiplyAdd(gradient, gradient, squares);
        }
        gathered[0] += double.CreateTruncating(V.Sum(squares));
    }
}

/// <summary>The largest magnitude, NaN where one is.</summary>
internal readonly struct LargestRule : IGatherRule
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather<V, T>(in UpdateRange<T> range, ReadOnlySpan<double> constants, Span<double> gathered)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V largest = V.Zero;
        ref readonly T gradients = ref range.Gradients;
        for (nint i = 0; i < range.Count; i += V.Count)
            largest = V.Max(largest, V.Abs(V.Load(in gradients, i)));
        gathered[0] = Math.Max(gathered[0], double.CreateTruncating(V.MaxAcross(largest)));
    }
}

/// <summary>Multiplication by constant 0, then by constant 1.</summary>
internal readonly struct ScaleRule : IUpdateRule
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Update<V, T>(in UpdateRange<T> range, ReadOnlySpan<double> constants)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V first = V.Create(T.CreateTruncating(constants[0])), second = V.Create(T.CreateTruncating(constants[1]));
        ref readonly T gradients = ref range.Gradients;
        ref T scaled = ref range.Weights;
        for (nint i = 0; i < range.Count; i += V.Count)
            (V.Load(in gradients, i) * first * second).Store(ref scaled, i);
    }
}

/// <summary>To within ± constant 0.</summary>
internal readonly struct ClampRule : IUpdateRule
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Update<V, T>(in UpdateRange<T> range, ReadOnlySpan<double> constants)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V limit = V.Create(T.CreateTruncating(constants[0]));
        ref readonly T gradients = ref range.Gradients;
        ref T clipped = ref range.Weights;
        for (nint i = 0; i < range.Count; i += V.Count)
            V.Max(V.Min(V.Load(in gradients, i), limit), -limit).Store(ref clipped, i);
    }
}
