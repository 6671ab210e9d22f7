using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FastGrad.Kernels;

namespace FastGrad.Training;

/// <summary>Keeps a gradient in the arena, where another kernel reads it before it goes on: a parameter used in two places.</summary>
/// <typeparam name="T">The model's precision.</typeparam>
/// <param name="destination">The first element.</param>
public readonly ref struct StoreSink<T>(ref T destination) : IGradientSink<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ref T _destination = ref destination;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(ref readonly T gradient, nint offset, nint count) =>
        MemoryMarshal.CreateReadOnlySpan(in gradient, (int)count).CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref _destination, offset), (int)count));
}
