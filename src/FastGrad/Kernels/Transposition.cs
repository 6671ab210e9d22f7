using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FastGrad.Kernels;

/// <summary>Lays a few rows of a matrix out so that they can be read as columns of vectors.</summary>
internal static class Transposition
{
    /// <summary>
    /// Writes up to 2·V.Count contiguous rows as the columns of a matrix whose rows are 2·V.Count long. Of the lanes without a row, those
    /// that share a vector with one are 0; a second vector without any is left as it is.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack<V, T>(ref readonly T source, int length, int rows, ref T destination)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        PackVector<V, T>(in source, length, length, Math.Min(rows, V.Count), ref destination);
        if (rows > V.Count)
            PackVector<V, T>(
                in Unsafe.Add(ref Unsafe.AsRef(in source), (nint)V.Count * length), length, length, rows - V.Count,
                ref Unsafe.Add(ref destination, V.Count));
    }

    /// <summary>
    /// Writes <paramref name="vectors"/> (one or two) times V.Count rows, <paramref name="stride"/> elements apart, as the columns of a matrix
    /// whose rows are 2·V.Count long. Reads nothing past a row.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PackTight<V, T>(ref readonly T source, nint stride, nint length, int vectors, ref T destination)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint side = Vector128<T>.Count;
        for (int vector = 0; vector < vectors; vector++)
        {
            ref T rows = ref Unsafe.Add(ref Unsafe.AsRef(in source), vector * V.Count * stride);
            ref T columns = ref Unsafe.Add(ref destination, vector * V.Count);
            if (length < side)
                OneByOne<V, T>(ref rows, stride, length, V.Count, ref columns);
            else
            {
                PackVector<V, T>(in rows, stride, length / side * side, V.Count, ref columns);
                // The rest once more with the terms before it, so that it is as many as are read at a time.
                if (length % side != 0)
                    PackVector<V, T>(
                        in Unsafe.Add(ref rows, length - side), stride, side, V.Count, ref Unsafe.Add(ref columns, (length - side) * 2 * V.Count));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PackVector<V, T>(ref readonly T source, nint stride, nint length, nint rows, ref T destination)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (rows == V.Count && V.Count == Vector512<T>.Count && Interleave.Has512)
            Whole512(ref Unsafe.AsRef(in source), stride, length, ref destination);
        else if (rows == V.Count && V.Count == Vector256<T>.Count && Interleave.Has256)
            Whole256(ref Unsafe.AsRef(in source), stride, length, ref destination);
        else if (rows == V.Count && V.Count == Vector128<T>.Count && Interleave.Has128)
            Whole128(ref Unsafe.AsRef(in source), stride, length, ref destination);
        else
            OneByOne<V, T>(ref Unsafe.AsRef(in source), stride, length, rows, ref destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void OneByOne<V, T>(ref T source, nint stride, nint length, nint rows, ref T destination)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nint term = 0; term < length; term++)
        {
            for (nint row = 0; row < rows; row++)
                Unsafe.Add(ref destination, row) = Unsafe.Add(ref source, row * stride + term);
            for (nint row = rows; row < V.Count; row++)
                Unsafe.Add(ref destination, row) = T.Zero;
            destination = ref Unsafe.Add(ref destination, 2 * V.Count);
        }
    }

    // The whole ones take 16 bytes of each row at a time. Every 128-bit lane of a vector holds a row, neighbouring rows in neighbouring
    // vectors, so that interleaving within lanes is all that is left to do. The last 16 bytes of a row may reach into the next.

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Whole512<T>(ref T source, nint stride, nint length, ref T destination) where T : unmanaged
    {
        nint side = Vector128<T>.Count;
        for (nint term = 0; term < length; term += side)
        {
            Vector512<T> r0 = Rows512(ref source, 0, side, stride), r1 = Rows512(ref source, 1, side, stride);
            if (typeof(T) == typeof(double))
                Save512(ref destination, length - term, Interleave.Low64(r0, r1), Interleave.High64(r0, r1), default, default);
            else
            {
                Vector512<T> r2 = Rows512(ref source, 2, side, stride), r3 = Rows512(ref source, 3, side, stride);
                Vector512<T> a = Interleave.Low32(r0, r1), b = Interleave.High32(r0, r1);
                Vector512<T> c = Interleave.Low32(r2, r3), d = Interleave.High32(r2, r3);
                Save512(
                    ref destination, length - term,
                    Interleave.Low64(a, c), Interleave.High64(a, c), Interleave.Low64(b, d), Interleave.High64(b, d));
            }
            source = ref Unsafe.Add(ref source, side);
            destination = ref Unsafe.Add(ref destination, side * 2 * Vector512<T>.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Whole256<T>(ref T source, nint stride, nint length, ref T destination) where T : unmanaged
    {
        nint side = Vector128<T>.Count;
        for (nint term = 0; term < length; term += side)
        {
            Vector256<T> r0 = Rows256(ref source, 0, side, stride), r1 = Rows256(ref source, 1, side, stride);
            if (typeof(T) == typeof(double))
                Save256(ref destination, length - term, Interleave.Low64(r0, r1), Interleave.High64(r0, r1), default, default);
            else
            {
                Vector256<T> r2 = Rows256(ref source, 2, side, stride), r3 = Rows256(ref source, 3, side, stride);
                Vector256<T> a = Interleave.Low32(r0, r1), b = Interleave.High32(r0, r1);
                Vector256<T> c = Interleave.Low32(r2, r3), d = Interleave.High32(r2, r3);
                Save256(
                    ref destination, length - term,
                    Interleave.Low64(a, c), Interleave.High64(a, c), Interleave.Low64(b, d), Interleave.High64(b, d));
            }
            source = ref Unsafe.Add(ref source, side);
            destination = ref Unsafe.Add(ref destination, side * 2 * Vector256<T>.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Whole128<T>(ref T source, nint stride, nint length, ref T destination) where T : unmanaged
    {
        nint side = Vector128<T>.Count;
        for (nint term = 0; term < length; term += side)
        {
            Vector128<T> r0 = Row128(ref source, 0, stride), r1 = Row128(ref source, 1, stride);
            if (typeof(T) == typeof(double))
                Save128(ref destination, length - term, Interleave.Low64(r0, r1), Interleave.High64(r0, r1), default, default);
            else
            {
                Vector128<T> r2 = Row128(ref source, 2, stride), r3 = Row128(ref source, 3, stride);
                Vector128<T> a = Interleave.Low32(r0, r1), b = Interleave.High32(r0, r1);
                Vector128<T> c = Interleave.Low32(r2, r3), d = Interleave.High32(r2, r3);
                Save128(
                    ref destination, length - term,
                    Interleave.Low64(a, c), Interleave.High64(a, c), Interleave.Low64(b, d), Interleave.High64(b, d));
            }
            source = ref Unsafe.Add(ref source, side);
            destination = ref Unsafe.Add(ref destination, side * 2 * Vector128<T>.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> Row128<T>(ref T source, nint row, nint stride) where T : unmanaged =>
        Vector128.LoadUnsafe(ref Unsafe.Add(ref source, row * stride));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Rows256<T>(ref T source, nint row, nint step, nint stride) where T : unmanaged =>
        Vector256.Create(Row128(ref source, row, stride), Row128(ref source, row + step, stride));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Rows512<T>(ref T source, nint row, nint step, nint stride) where T : unmanaged =>
        Vector512.Create(Rows256(ref source, row, step, stride), Rows256(ref source, row + 2 * step, step, stride));

    // As many columns as the row still has.

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Save512<T>(ref T destination, nint count, Vector512<T> c0, Vector512<T> c1, Vector512<T> c2, Vector512<T> c3)
        where T : unmanaged
    {
        nuint stride = 2 * (nuint)Vector512<T>.Count;
        c0.StoreUnsafe(ref destination);
        if (count > 1)
            c1.StoreUnsafe(ref destination, stride);
        if (typeof(T) == typeof(float) && count > 2)
            c2.StoreUnsafe(ref destination, 2 * stride);
        if (typeof(T) == typeof(float) && count > 3)
            c3.StoreUnsafe(ref destination, 3 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Save256<T>(ref T destination, nint count, Vector256<T> c0, Vector256<T> c1, Vector256<T> c2, Vector256<T> c3)
        where T : unmanaged
    {
        nuint stride = 2 * (nuint)Vector256<T>.Count;
        c0.StoreUnsafe(ref destination);
        if (count > 1)
            c1.StoreUnsafe(ref destination, stride);
        if (typeof(T) == typeof(float) && count > 2)
            c2.StoreUnsafe(ref destination, 2 * stride);
        if (typeof(T) == typeof(float) && count > 3)
            c3.StoreUnsafe(ref destination, 3 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Save128<T>(ref T destination, nint count, Vector128<T> c0, Vector128<T> c1, Vector128<T> c2, Vector128<T> c3)
        where T : unmanaged
    {
        nuint stride = 2 * (nuint)Vector128<T>.Count;
        c0.StoreUnsafe(ref destination);
        if (count > 1)
            c1.StoreUnsafe(ref destination, stride);
        if (typeof(T) == typeof(float) && count > 2)
            c2.StoreUnsafe(ref destination, 2 * stride);
        if (typeof(T) == typeof(float) && count > 3)
            c3.StoreUnsafe(ref destination, 3 * stride);
    }
}
