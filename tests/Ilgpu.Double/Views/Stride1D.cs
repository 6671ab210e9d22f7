namespace ILGPU;

public interface IStride1D
{
    Index1D StrideExtent { get; }

    int XStride { get; }

    int ComputeElementIndex(Index1D index);

    long ComputeElementIndex(LongIndex1D index);

    int ComputeBufferLength(Index1D extent);

    long ComputeBufferLength(LongIndex1D extent);
}

public static class Stride1D
{
    /// <summary>Neighbours lie beside each other. The double has no other stride.</summary>
    public readonly struct Dense : IStride1D
    {
        public Index1D StrideExtent => Index1D.One;

        public int XStride => 1;

        public int ComputeElementIndex(Index1D index) => index;

        public long ComputeElementIndex(LongIndex1D index) => index;

        public int ComputeBufferLength(Index1D extent) => extent;

        public long ComputeBufferLength(LongIndex1D extent) => extent;
    }
}
