using ILGPU.Execution;

namespace ILGPU;

public static class Group
{
    public static int IdxX => Lane.Current.Index.X;

    public static int IdxY => Lane.Current.Index.Y;

    public static int IdxZ => Lane.Current.Index.Z;

    public static Index3D Index => Lane.Current.Index;

    public static int DimX => Lane.Current.Group.GroupDim.X;

    public static int DimY => Lane.Current.Group.GroupDim.Y;

    public static int DimZ => Lane.Current.Group.GroupDim.Z;

    public static Index3D Dimension => Lane.Current.Group.GroupDim;

    public static int LinearIndex => Lane.Current.LinearIndex;

    public static bool IsFirstThread => LinearIndex == 0;

    public static bool IsLastThread => LinearIndex == Dimension.Size - 1;

    public static void Barrier() => Lane.Current.Group.Barrier(Lane.Current);

    /// <summary>BarrierAnd and BarrierOr are left out: on OpenCL they answer true to anything.</summary>
    public static int BarrierPopCount(bool predicate) => Lane.Current.Group.Count(Lane.Current, predicate);
}
