using System.Numerics;
using System.Runtime.CompilerServices;

namespace FastGrad.Kernels;

/// <summary>Has the sums of a part's first row and column be those of another place of the whole result.</summary>
internal ref struct Shifted<T, TEpilogue>(TEpilogue epilogue, nint firstRow, nint firstColumn) : IProductEpilogue<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TEpilogue : struct, IProductEpilogue<T>, allows ref struct
{
    private TEpilogue _epilogue = epilogue;
    private readonly nint _firstRow = firstRow, _firstColumn = firstColumn;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<V>(V sum, nint row, nint column) where V : struct, IVector<V, T> =>
        _epilogue.Store(sum, _firstRow + row, _firstColumn + column);
}
