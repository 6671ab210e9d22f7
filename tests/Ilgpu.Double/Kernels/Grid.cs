using ILGPU.Execution;

namespace ILGPU;

public static class Grid
{
    public static int IdxX => Index.X;

    public static int IdxY => Index.Y;

    public static int IdxZ => Index.Z;

    public static Index3D Index => Lane.Current.Group.GridIndex;

    public static int DimX => Dimension.X;

    public static int DimY => Dimension.Y;

    public static int DimZ => Dimension.Z;

    public static Index3D Dimension => Lane.Current.Group.GridDim;

    public static int LinearIndex => ((Index.Z * DimY) + Index.Y) * DimX + Index.X;

    public static Index3D GlobalIndex => ComputeGlobalIndex(Index, Group.Index);

    public static LongIndex3D LongGlobalIndex => ComputeLongGlobalIndex(Index, Group.Index);

    public static int GlobalLinearIndex => (LinearIndex * Group.Dimension.Size) + Group.LinearIndex;

    public static Index1D ComputeGlobalIndex(Index1D gridIdx, Index1D groupIdx) => checked((gridIdx.X * Group.DimX) + groupIdx.X);

    public static Index2D ComputeGlobalIndex(Index2D gridIdx, Index2D groupIdx) =>
        new(checked((gridIdx.X * Group.DimX) + groupIdx.X), checked((gridIdx.Y * Group.DimY) + groupIdx.Y));

    public static Index3D ComputeGlobalIndex(Index3D gridIdx, Index3D groupIdx) => checked((gridIdx * Group.Dimension) + groupIdx);

    public static LongIndex1D ComputeLongGlobalIndex(Index1D gridIdx, Index1D groupIdx) => (gridIdx.X * (long)Group.DimX) + groupIdx.X;

    public static LongIndex3D ComputeLongGlobalIndex(Index3D gridIdx, Index3D groupIdx) =>
        (gridIdx.ToLongIndex() * Group.Dimension.ToLongIndex()) + groupIdx.ToLongIndex();
}
