using Real = float;

namespace FastGrad.Generated.GpuFloat
{
    using global::ILGPU;

    /// <summary>Products of small matrices: each element is a lane's.</summary>
    internal static class Dots
    {
        /// <summary>All elements of a product.</summary>
        public static void Multiply<TProduct>(Frame frame, int group, int groups) where TProduct : struct, IProduct
        {
            int rows = TProduct.Rows(frame), columns = TProduct.Columns(frame), terms = TProduct.Terms(frame);
            int all = TProduct.Examples(frame) * rows * columns;
            for (int i = group * Group.DimX + Group.IdxX; i < all; i += groups * Group.DimX)
            {
                int line = i / columns, column = i - line * columns, example = line / rows, row = line - example * rows;
                Real sum = 0;
                for (int term = 0; term < terms; term++)
                    sum += TProduct.Left(frame, example, row, term) * TProduct.Right(frame, example, term, column);
                TProduct.Store(frame, example, row, column, sum);
            }
        }
    }
}
