using FastGrad.Generated.GpuFloat;
using ILGPU;
using DeviceDots = FastGrad.Generated.GpuFloat.Dots;
using DeviceStrips = FastGrad.Generated.GpuFloat.Strips;
using DeviceTiles = FastGrad.Generated.GpuFloat.Tiles;

namespace FastGrad.Gpu.Bench;

/// <summary>Entry points, as they are emitted.</summary>
internal static class ProductKernels
{
    public static void Tiles<TProduct>(Frame frame) where TProduct : struct, IProduct
    {
        frame.Room = SharedMemory.Allocate<float>(Frame.RoomLength);
        DeviceTiles.Multiply<TProduct>(frame, Grid.IdxX, Grid.DimX);
    }

    public static void Strips<TProduct>(Frame frame) where TProduct : struct, IProduct
    {
        frame.Room = SharedMemory.Allocate<float>(Frame.RoomLength);
        DeviceStrips.Multiply<TProduct>(frame, Grid.IdxX, Grid.DimX);
    }

    public static void Dots<TProduct>(Frame frame) where TProduct : struct, IProduct =>
        DeviceDots.Multiply<TProduct>(frame, Grid.IdxX, Grid.DimX);

    /// <summary>The entry point of a form.</summary>
    /// <param name="form">As the compiler calls it.</param>
    public static Action<Frame> Of<TProduct>(string form) where TProduct : struct, IProduct => form switch
    {
        "Tiles" => Tiles<TProduct>,
        "Strips" => Strips<TProduct>,
        "Dots" => Dots<TProduct>,
        _ => throw new ArgumentException($"Got '{form}', but the forms are Tiles, Strips and Dots.", nameof(form)),
    };

    /// <summary>How many groups of so many lanes are launched for it, as emitted programs count them.</summary>
    public static int Groups<TProduct>(string form, Frame frame, int lanes) where TProduct : struct, IProduct
    {
        const int MostGroups = 65535;
        int examples = TProduct.Examples(frame), rows = TProduct.Rows(frame), columns = TProduct.Columns(frame);
        int side = (int)Math.Sqrt(lanes);
        long groups = form switch
        {
            "Tiles" => examples * Ceiling(rows, 4 * side) * Ceiling(columns, 4 * side),
            "Strips" => Ceiling((long)examples * rows * columns, side),
            _ => Ceiling((long)examples * rows * columns, lanes),
        };
        return (int)Math.Clamp(groups, 1, MostGroups);
    }

    private static long Ceiling(long count, long part) => (count + part - 1) / part;
}
