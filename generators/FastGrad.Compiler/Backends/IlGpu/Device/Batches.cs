using Real = float;

namespace FastGrad.Generated.GpuFloat
{
    using global::ILGPU;

    /// <summary>Copies of examples out of a set of them that lies on the device.</summary>
    [global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]
    public static class Batches
    {
        /// <summary>Rows of numbers in the order asked for.</summary>
        public static void GatherKernel(
            ArrayView<Real> source, ArrayView<int> order, int first, int batch, int length, ArrayView<Real> destination, int at)
        {
            int elements = batch * length;
            for (long next = Grid.IdxX * Group.DimX + Group.IdxX; next < elements; next += Grid.DimX * Group.DimX)
            {
                int i = (int)next, row = i / length;
                destination[at + i] = source[(long)order[first + row] * length + (i - row * length)];
            }
        }

        /// <summary>Rows of whole numbers in the order asked for.</summary>
        public static void GatherLabelsKernel(
            ArrayView<int> source, ArrayView<int> order, int first, int batch, int length, ArrayView<int> destination, int at)
        {
            int elements = batch * length;
            for (long next = Grid.IdxX * Group.DimX + Group.IdxX; next < elements; next += Grid.DimX * Group.DimX)
            {
                int i = (int)next, row = i / length;
                destination[at + i] = source[(long)order[first + row] * length + (i - row * length)];
            }
        }
    }
}
