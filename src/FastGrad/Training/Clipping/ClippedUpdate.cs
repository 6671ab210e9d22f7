using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Kernels;

namespace FastGrad.Training;

/// <summary>
/// The fused step's clipping by value: a piece of the gradient goes to the optimizer by way of a small copy that stays in the first cache. In
/// place would be wrong: a piece may be a value that other kernels read later, such as the gradient that two biases share.
/// </summary>
internal static class ClippedUpdate
{
    private const int Block = 1024;

    // Its own method, and not inlined: the copy lies on the stack of whoever has a limit, and of nobody else.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run<T>(OptimizerState<T> state, T limit, ref readonly T gradients, nint offset, nint count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> clipped = stackalloc T[Block];
        ReadOnlySpan<double> constants = [double.CreateTruncating(limit)];
        for (nint start = 0; start < count; start += Block)
        {
            nint length = nint.Min(Block, count - start);
            ref readonly T piece = ref Unsafe.Add(ref Unsafe.AsRef(in gradients), start);
            UpdateBody<ClampRule, T> body = new(new(ref clipped[0], in piece, ref clipped[0], 0, length), constants);
            VectorRange.Run<T, UpdateBody<ClampRule, T>>(length, ref body);
            state.Update(in clipped[0], offset + start, length);
        }
    }
}
