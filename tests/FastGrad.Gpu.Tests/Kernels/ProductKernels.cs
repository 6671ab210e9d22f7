using FastGrad.Generated.GpuFloat;
using ILGPU;

namespace FastGrad.Gpu.Tests.Kernels;

/// <summary>Entry points, as they are emitted.</summary>
internal static class ProductKernels
{
    public static void Tiles<TProduct>(Frame frame) where TProduct : struct, IProduct
    {
        frame.Room = SharedMemory.Allocate<float>(Frame.RoomLength);
        Generated.GpuFloat.Tiles.Multiply<TProduct>(frame, Grid.IdxX, Grid.DimX);
    }

    public static void Strips<TProduct>(Frame frame) where TProduct : struct, IProduct
    {
        frame.Room = SharedMemory.Allocate<float>(Frame.RoomLength);
        Generated.GpuFloat.Strips.Multiply<TProduct>(frame, Grid.IdxX, Grid.DimX);
    }

    public static void Dots<TProduct>(Frame frame) where TProduct : struct, IProduct =>
        Generated.GpuFloat.Dots.Multiply<TProduct>(frame, Grid.IdxX, Grid.DimX);
}
