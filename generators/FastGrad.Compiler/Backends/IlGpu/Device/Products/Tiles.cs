using Real = float;

namespace FastGrad.Generated.GpuFloat
{
    using global::FastGrad.Generated.Gpu;
    using global::ILGPU;

    /// <summary>
    /// Products of matrices, tile by tile. The lanes of a group are a square; each has 4 × 4 elements of the tile in registers, a side's length
    /// apart, so that neighbours read and write neighbours. Both operands come through shared memory, sixteen terms at a time. Each sum is of its
    /// terms in their order, however many lanes there are.
    /// </summary>
    internal static class Tiles
    {
        private const int Depth = 16;

        // Of the room: a tile's lines and one more, so that what lies along terms is not stored all to one bank.
        private const int Pitch = 65, RightHalf = Depth * Pitch;

        /// <summary>All elements of a product, shared out to groups by tiles.</summary>
        public static void Multiply<TProduct>(Frame frame, int group, int groups) where TProduct : struct, IProduct
        {
            int shift = Squares.SideShift(), size = 4 << shift;
            int rows = TProduct.Rows(frame), columns = TProduct.Columns(frame);
            int across = (columns + size - 1) / size, tiles = (rows + size - 1) / size * across;
            int all = TProduct.Examples(frame) * tiles;
            for (int tile = group; tile < all; tile += groups)
            {
                int example = tile / tiles, place = tile - example * tiles, down = place / across;
                Tile<TProduct>(frame, example, down * size, (place - down * across) * size, rows, columns, shift);
            }
        }

        private static void Tile<TProduct>(Frame frame, int example, int row, int column, int rows, int columns, int shift)
            where TProduct : struct, IProduct
        {
            int side = 1 << shift, terms = TProduct.Terms(frame);
            int laneRow = Group.IdxX >> shift, laneColumn = Group.IdxX & (side - 1);
            Real s00 = 0, s01 = 0, s02 = 0, s03 = 0, s10 = 0, s11 = 0, s12 = 0, s13 = 0;
            Real s20 = 0, s21 = 0, s22 = 0, s23 = 0, s30 = 0, s31 = 0, s32 = 0, s33 = 0;
            for (int term = 0; term < terms; term += Depth)
            {
                LoadLeft<TProduct>(frame, example, row, term, rows, terms, shift);
                LoadRight<TProduct>(frame, example, term, column, terms, columns, shift);
                Group.Barrier();
                for (int line = 0; line < RightHalf; line += Pitch)
                {
                    int left = line + laneRow, right = line + RightHalf + laneColumn;
                    Real a0 = frame.Room[left], a1 = frame.Room[left + side];
                    Real a2 = frame.Room[left + 2 * side], a3 = frame.Room[left + 3 * side];
                    Real b0 = frame.Room[right], b1 = frame.Room[right + side];
                    Real b2 = frame.Room[right + 2 * side], b3 = frame.Room[right + 3 * side];
                    s00 += a0 * b0;
                    s01 += a0 * b1;
                    s02 += a0 * b2;
                    s03 += a0 * b3;
                    s10 += a1 * b0;
                    s11 += a1 * b1;
                    s12 += a1 * b2;
                    s13 += a1 * b3;
                    s20 += a2 * b0;
                    s21 += a2 * b1;
                    s22 += a2 * b2;
                    s23 += a2 * b3;
                    s30 += a3 * b0;
                    s31 += a3 * b1;
                    s32 += a3 * b2;
                    s33 += a3 * b3;
                }
                Group.Barrier();
            }
            // A loop, so that what becomes of a sum is compiled four times and not sixteen.
            row += laneRow;
            column += laneColumn;
            for (int i = 0; i < 4; i++, row += side)
            {
                Store<TProduct>(frame, example, row, column, rows, columns, i == 0 ? s00 : i == 1 ? s10 : i == 2 ? s20 : s30);
                Store<TProduct>(frame, example, row, column + side, rows, columns, i == 0 ? s01 : i == 1 ? s11 : i == 2 ? s21 : s31);
                Store<TProduct>(frame, example, row, column + 2 * side, rows, columns, i == 0 ? s02 : i == 1 ? s12 : i == 2 ? s22 : s32);
                Store<TProduct>(frame, example, row, column + 3 * side, rows, columns, i == 0 ? s03 : i == 1 ? s13 : i == 2 ? s23 : s33);
            }
        }

        /// <summary>Sixteen terms of a tile's rows: four loads before the first store, so that they are on their way together.</summary>
        private static void LoadLeft<TProduct>(Frame frame, int example, int row, int term, int rows, int terms, int shift)
            where TProduct : struct, IProduct
        {
            bool along = TProduct.LeftAlongTerms;
            for (int i = Group.IdxX; i < Depth << (shift + 2); i += 4 * Group.DimX)
            {
                int i1 = i + Group.DimX, i2 = i1 + Group.DimX, i3 = i2 + Group.DimX;
                Real v0 = Left<TProduct>(frame, example, row + Line(i, shift, along), term + Term(i, shift, along), rows, terms);
                Real v1 = Left<TProduct>(frame, example, row + Line(i1, shift, along), term + Term(i1, shift, along), rows, terms);
                Real v2 = Left<TProduct>(frame, example, row + Line(i2, shift, along), term + Term(i2, shift, along), rows, terms);
                Real v3 = Left<TProduct>(frame, example, row + Line(i3, shift, along), term + Term(i3, shift, along), rows, terms);
                frame.Room[Place(i, shift, along)] = v0;
                frame.Room[Place(i1, shift, along)] = v1;
                frame.Room[Place(i2, shift, along)] = v2;
                frame.Room[Place(i3, shift, along)] = v3;
            }
        }

        /// <summary>Sixteen terms of a tile's columns.</summary>
        private static void LoadRight<TProduct>(Frame frame, int example, int term, int column, int terms, int columns, int shift)
            where TProduct : struct, IProduct
        {
            bool along = TProduct.RightAlongTerms;
            for (int i = Group.IdxX; i < Depth << (shift + 2); i += 4 * Group.DimX)
            {
                int i1 = i + Group.DimX, i2 = i1 + Group.DimX, i3 = i2 + Group.DimX;
                Real v0 = Right<TProduct>(frame, example, term + Term(i, shift, along), column + Line(i, shift, along), terms, columns);
                Real v1 = Right<TProduct>(frame, example, term + Term(i1, shift, along), column + Line(i1, shift, along), terms, columns);
                Real v2 = Right<TProduct>(frame, example, term + Term(i2, shift, along), column + Line(i2, shift, along), terms, columns);
                Real v3 = Right<TProduct>(frame, example, term + Term(i3, shift, along), column + Line(i3, shift, along), terms, columns);
                frame.Room[RightHalf + Place(i, shift, along)] = v0;
                frame.Room[RightHalf + Place(i1, shift, along)] = v1;
                frame.Room[RightHalf + Place(i2, shift, along)] = v2;
                frame.Room[RightHalf + Place(i3, shift, along)] = v3;
            }
        }

        // Beyond the edge both operands are 0: a sum there is not stored, and a term there adds nothing.
        private static Real Left<TProduct>(Frame frame, int example, int row, int term, int rows, int terms) where TProduct : struct, IProduct =>
            row < rows && term < terms ? TProduct.Left(frame, example, row, term) : 0;

        private static Real Right<TProduct>(Frame frame, int example, int term, int column, int terms, int columns)
            where TProduct : struct, IProduct =>
            column < columns && term < terms ? TProduct.Right(frame, example, term, column) : 0;

        private static void Store<TProduct>(Frame frame, int example, int row, int column, int rows, int columns, Real sum)
            where TProduct : struct, IProduct
        {
            if (row < rows && column < columns)
                TProduct.Store(frame, example, row, column, sum);
        }

        private static int Place(int i, int shift, bool alongTerms) => Term(i, shift, alongTerms) * Pitch + Line(i, shift, alongTerms);

        // Neighbouring lanes load neighbours in memory.
        private static int Term(int i, int shift, bool alongTerms) => alongTerms ? i % Depth : i >> (shift + 2);

        private static int Line(int i, int shift, bool alongTerms) => alongTerms ? i / Depth : i & ((4 << shift) - 1);
    }
}
