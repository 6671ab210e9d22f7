using System.Runtime.CompilerServices;

namespace FastGrad.Memory;

/// <summary>
/// Room for a kernel's own use while it runs, one per thread, made when a thread first needs it. It is too large for a stack: whose thread it
/// is, and how much of the stack it has left, is not for a kernel to know.
/// </summary>
internal static class ThreadRoom
{
    /// <summary>How much there is; a quarter of a small second cache.</summary>
    public const int Bytes = 256 * 1024;

    [ThreadStatic]
    private static PinnedBuffer<byte>? _buffer;

    /// <summary>The first of as many elements as fit, at the start of a line of the cache.</summary>
    public static ref T Start<T>() where T : unmanaged => ref Unsafe.As<byte, T>(ref (_buffer ?? Make()).Start);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PinnedBuffer<byte> Make() => _buffer = new(Bytes);
}
