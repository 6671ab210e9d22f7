using Real = float;

namespace FastGrad.Generated.GpuFloat
{
    using global::FastGrad.Generated.Gpu;
    using global::ILGPU;

    /// <summary>
    /// Products with few elements and many terms, which make few tiles or thin ones: of a square of lanes each row has an element, each column a
    /// share of the terms.
    /// </summary>
    internal static class Strips
    {
        /// <summary>All elements of a product, shared out to groups by as many as the square has rows.</summary>
        public static void Multiply<TProduct>(Frame frame, int group, int groups) where TProduct : struct, IProduct
        {
            int shift = Squares.SideShift(), side = 1 << shift, lane = Group.IdxX;
            int rows = TProduct.Rows(frame), columns = TProduct.Columns(frame), terms = TProduct.Terms(frame);
            int all = TProduct.Examples(frame) * rows * columns;
            // Neighbouring lanes read neighbours in memory.
            int slow = lane >> shift, fast = lane & (side - 1);
            int own = TProduct.LeftAlongTerms ? slow : fast, share = TProduct.LeftAlongTerms ? fast : slow;
            for (int strip = group; strip * side < all; strip += groups)
            {
                int element = strip * side + own;
                int line = element / columns, column = element - line * columns, example = line / rows, row = line - example * rows;
                Real sum = 0;
                if (element < all)
                {
                    for (int term = share; term < terms; term += side)
                        sum += TProduct.Left(frame, example, row, term) * TProduct.Right(frame, example, term, column);
                }
                frame.Room[share * side + own] = sum;
                Group.Barrier();
                if (share == 0 && element < all)
                {
                    for (int other = side + own; other < side * side; other += side)
                        sum += frame.Room[other];
                    TProduct.Store(frame, example, row, column, sum);
                }
                Group.Barrier();
            }
        }
    }
}
