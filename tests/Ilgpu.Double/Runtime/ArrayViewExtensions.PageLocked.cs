namespace ILGPU.Runtime;

/// <summary>Copies that are done when the stream has been synchronised. They are as long as the page-locked array.</summary>
public static partial class ArrayViewExtensions
{
    public static void CopyToPageLockedAsync<T, TView>(this TView source, PageLockedArray<T> pageLockedArray)
        where TView : IContiguousArrayView<T>
        where T : unmanaged => source.CopyToPageLockedAsync(DefaultStream(source), pageLockedArray);

    public static void CopyToPageLockedAsync<T, TView>(this TView source, AcceleratorStream stream, PageLockedArray<T> pageLockedArray)
        where TView : IContiguousArrayView<T>
        where T : unmanaged => Transfer.ToPageLocked(source, stream, pageLockedArray);

    public static void CopyFromPageLockedAsync<T, TView>(this TView target, PageLockedArray<T> pageLockedArray)
        where TView : IContiguousArrayView<T>
        where T : unmanaged => target.CopyFromPageLockedAsync(DefaultStream(target), pageLockedArray);

    public static void CopyFromPageLockedAsync<T, TView>(this TView target, AcceleratorStream stream, PageLockedArray<T> pageLockedArray)
        where TView : IContiguousArrayView<T>
        where T : unmanaged => Transfer.FromPageLocked(target, stream, pageLockedArray);

    public static void CopyToPageLockedAsync<T>(this ArrayView1D<T, Stride1D.Dense> source, PageLockedArray1D<T> pageLockedArray)
        where T : unmanaged => source.BaseView.CopyToPageLockedAsync(pageLockedArray);

    public static void CopyToPageLockedAsync<T>(
        this ArrayView1D<T, Stride1D.Dense> source, AcceleratorStream stream, PageLockedArray1D<T> pageLockedArray)
        where T : unmanaged => source.BaseView.CopyToPageLockedAsync(stream, pageLockedArray);

    public static void CopyFromPageLockedAsync<T>(this ArrayView1D<T, Stride1D.Dense> target, PageLockedArray1D<T> pageLockedArray)
        where T : unmanaged => target.BaseView.CopyFromPageLockedAsync(pageLockedArray);

    public static void CopyFromPageLockedAsync<T>(
        this ArrayView1D<T, Stride1D.Dense> target, AcceleratorStream stream, PageLockedArray1D<T> pageLockedArray)
        where T : unmanaged => target.BaseView.CopyFromPageLockedAsync(stream, pageLockedArray);
}
