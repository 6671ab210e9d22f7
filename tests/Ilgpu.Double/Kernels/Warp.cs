using ILGPU.Execution;

namespace ILGPU;

/// <summary>Where a lane is within its warp. Shuffles are left out: they do not run everywhere ILGPU does.</summary>
public static class Warp
{
    public static int WarpSize => Lane.Current.Group.WarpSize;

    public static int LaneIdx => Group.LinearIndex % WarpSize;

    public static bool IsFirstLane => LaneIdx == 0;

    public static bool IsLastLane => LaneIdx == WarpSize - 1;

    public static int WarpIdx => Group.LinearIndex / WarpSize;
}
