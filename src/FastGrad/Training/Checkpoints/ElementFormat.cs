using System.Runtime.CompilerServices;

namespace FastGrad.Training;

/// <summary>How a file holds numbers, by the names that safetensors gives: <c>F32</c>, <c>BF16</c>.</summary>
internal static class ElementFormat
{
    /// <summary>A model's precision.</summary>
    /// <exception cref="PlatformNotSupportedException">Memory is not laid out as files are.</exception>
    public static string Of<T>() where T : unmanaged
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Checkpoints are little-endian, and so must be the processor.");
        return Unsafe.SizeOf<T>() == sizeof(double) ? "F64" : "F32";
    }

    /// <summary>Bytes of an element; 0 for a format that does not exist.</summary>
    public static int Bytes(string format) => format switch
    {
        "BOOL" or "U8" or "I8" or "F8_E5M2" or "F8_E4M3" => 1,
        "I16" or "U16" or "F16" or "BF16" => 2,
        "I32" or "U32" or "F32" => 4,
        "I64" or "U64" or "F64" => 8,
        _ => 0,
    };

    /// <summary>Whether <see cref="Read"/> knows it.</summary>
    public static bool IsReal(string format) => format is "F16" or "BF16" or "F32" or "F64";

    /// <summary>A number of one of the real formats. A double holds each of them exactly.</summary>
    public static double Read(string format, ReadOnlySpan<byte> element) => format switch
    {
        "F16" => (double)BitConverter.ToHalf(element),
        "BF16" => BitConverter.UInt32BitsToSingle((uint)BitConverter.ToUInt16(element) << 16),
        "F32" => BitConverter.ToSingle(element),
        _ => BitConverter.ToDouble(element),
    };
}
