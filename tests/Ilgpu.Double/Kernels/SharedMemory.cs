using ILGPU.Execution;
using ILGPU.Runtime;

namespace ILGPU;

public static class SharedMemory
{
    public static ref T Allocate<T>()
        where T : unmanaged => ref Allocate<T>(1)[0];

    public static ArrayView<T> Allocate<T>(int extent)
        where T : unmanaged => Lane.Current.Group.Shared.Allocate<T>(Lane.Current, extent);

    public static ArrayView1D<T, Stride1D.Dense> Allocate1D<T>(Index1D extent)
        where T : unmanaged => Allocate<T>(extent.X);

    public static ArrayView<T> GetDynamic<T>()
        where T : unmanaged => Lane.Current.Group.Shared.Dynamic<T>();
}
