using System.Numerics;

namespace FastGrad.Devices;

/// <summary>Rows between a device, where a row may be longer than what counts of it, and the host, where they touch.</summary>
internal sealed class DeviceRows<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _room;

    /// <param name="length">Elements on their way at once, at most: a capacity's rows.</param>
    public DeviceRows(int length) => _room = new T[Math.Max(1, length)];

    public void Read(DeviceMemory<T> memory, long at, int rows, int stride, int length, Span<T> destination)
    {
        if (stride == length)
        {
            memory.Read(destination[..(rows * length)], at);
            return;
        }
        Span<T> wide = _room.AsSpan(0, rows * stride);
        memory.Read(wide, at);
        for (int row = 0; row < rows; row++)
            wide.Slice(row * stride, length).CopyTo(destination[(row * length)..]);
    }

    public void Write(DeviceMemory<T> memory, long at, int rows, int stride, int length, ReadOnlySpan<T> source)
    {
        if (stride == length)
        {
            memory.Write(source[..(rows * length)], at);
            return;
        }
        Span<T> wide = _room.AsSpan(0, rows * stride);
        wide.Clear();
        for (int row = 0; row < rows; row++)
            source.Slice(row * length, length).CopyTo(wide[(row * stride)..]);
        memory.Write(wide, at);
    }

    /// <summary>Whole numbers, as numbers of the model's precision.</summary>
    public void Write(DeviceMemory<T> memory, long at, ReadOnlySpan<int> source)
    {
        while (!source.IsEmpty)
        {
            int count = Math.Min(source.Length, _room.Length);
            for (int index = 0; index < count; index++)
                _room[index] = T.CreateTruncating(source[index]);
            memory.Write(_room.AsSpan(0, count), at);
            source = source[count..];
            at += count;
        }
    }
}
