using System.Runtime.CompilerServices;
using ILGPU.Execution;
using ILGPU.Runtime;
using ILGPU.Testing;

namespace ILGPU;

/// <summary>
/// Elements in a row, seen from a kernel. Every access is checked: its index, that the memory still exists, and that a kernel runs.
/// </summary>
public readonly struct ArrayView<T> : IContiguousArrayView<T>
    where T : unmanaged
{
    public static readonly int ElementSize = Interop.SizeOf<T>();
    public static readonly ArrayView<T> Empty;

    private readonly MemoryBuffer? _buffer;
    private readonly long _index;

    public ArrayView(MemoryBuffer source, long index, long length)
    {
        if (index < 0 || length < 0)
            throw new MisuseException($"A view of {length} elements from {index} cannot be.");
        _buffer = source;
        _index = index;
        Length = length;
    }

    internal MemoryBuffer? Buffer => _buffer;

    internal long Index => _index;

    MemoryBuffer IArrayView.Buffer => _buffer!;

    long IContiguousArrayView.Index => _index;

    long IContiguousArrayView.IndexInBytes => _index * ElementSize;

    int IArrayView.ElementSize => ElementSize;

    public bool IsValid => _buffer is not null && Length > 0;

    public long Length { get; }

    public int IntLength => checked((int)Length);

    public long LengthInBytes => Length * ElementSize;

    public LongIndex1D Extent => new(Length);

    public Index1D IntExtent => new(IntLength);

    public Stride1D.Dense Stride => default;

    public ref T this[Index1D index] => ref this[(long)index.X];

    public ref T this[LongIndex1D index] => ref this[index.X];

    public ref T this[int index] => ref this[(long)index];

    public ref T this[long index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((ulong)index >= (ulong)Length)
                throw Misuse.OutOfRange(index, Length, typeof(T));
            _buffer!.VerifyAccess();
            return ref Address(index);
        }
    }

    public ArrayView<T> SubView(long index) => SubView(index, Length - index);

    public ArrayView<T> SubView(int index, int subViewLength) => SubView((long)index, subViewLength);

    public ArrayView<T> SubView(long index, long subViewLength)
    {
        // ILGPU refuses an empty view at the end of a view that is not.
        bool begins = (index >= 0 && index < Length) || (index == 0 && Length < 1);
        if (!begins || subViewLength < 0 || index + subViewLength > Length)
            throw Misuse.SubView(index, subViewLength, Length);
        return new ArrayView<T>(_buffer!, _index + index, subViewLength);
    }

    public ArrayView<TOther> Cast<TOther>()
        where TOther : unmanaged
    {
        int size = ArrayView<TOther>.ElementSize;
        if (_index * ElementSize % size != 0 || LengthInBytes % size != 0)
            throw Misuse.Cast(typeof(T), typeof(TOther), _index, Length);
        return new ArrayView<TOther>(_buffer!, _index * ElementSize / size, LengthInBytes / size);
    }

    ArrayView<byte> IContiguousArrayView.AsRawArrayView() => new(_buffer!, _index * ElementSize, LengthInBytes);

    public override string ToString() => $"{_index} [{Length}]";

    public static implicit operator ArrayView1D<T, Stride1D.Dense>(ArrayView<T> view) => new(view, view.Extent, default);

    public static implicit operator ArrayView<T>(ArrayView1D<T, Stride1D.Dense> view) => view.BaseView;

    private unsafe ref T Address(long index) => ref ((T*)_buffer!.NativePtr)[_index + index];
}
