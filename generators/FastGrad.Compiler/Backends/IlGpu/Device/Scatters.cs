using Real = float;

namespace FastGrad.Generated.GpuFloat
{
    using global::ILGPU;

    /// <summary>
    /// Adds up rows by their indices. Each element of a table is a lane's, who adds in the order in which the rows lie: nothing is added
    /// atomically, and the bits are the same each time. What a group's lanes share is the search, since their elements are of few rows.
    /// </summary>
    internal static class Scatters
    {
        // Indices that a group looks at together, and neighbours among them that are passed over together; the room has a number for each of both.
        private const int Tile = 1024, Block = 32;

        /// <summary>All elements of the tables.</summary>
        public static void Add<TScatter>(Frame frame, int group, int groups) where TScatter : struct, IScatter
        {
            int columns = TScatter.Columns(frame), length = TScatter.Rows(frame) * columns, places = TScatter.Places(frame);
            int examples = TScatter.Examples(frame);
            int all = TScatter.TablePerExample ? examples * length : length, pass = 0;
            for (int start = group * Group.DimX; start < all; start += groups * Group.DimX)
            {
                int end = start + Group.DimX < all ? start + Group.DimX : all;
                int firstRow = start / columns, rows = (end - 1) / columns + 1 - firstRow;
                // Only these examples have rows for the group's elements.
                int first = TScatter.TablePerExample ? start / length : 0, last = TScatter.TablePerExample ? (end - 1) / length + 1 : examples;
                int i = start + Group.IdxX, row = i / columns, column = i - row * columns;
                Real sum = 0;
                for (int tile = first * places; tile < last * places; tile += Tile, pass++)
                {
                    int count = last * places - tile < Tile ? last * places - tile : Tile;
                    Find<TScatter>(frame, tile, count, firstRow, rows, pass);
                    Group.Barrier();
                    // A lane behind the last element has a row that no index means.
                    sum = Continue<TScatter>(frame, sum, tile, count, row - firstRow, column, pass);
                    Group.Barrier();
                }
                if (i < end)
                    TScatter.Store(frame, i / length, i % length, sum);
            }
        }

        /// <summary>
        /// Leaves in the room which of the group's rows each index of a tile means, or −1, and marks the blocks that have one of them. A mark is the
        /// pass's own, whichever lane makes it, so none has to be taken away; what was there before and looks like it costs a look and no more.
        /// </summary>
        private static void Find<TScatter>(Frame frame, int tile, int count, int firstRow, int rows, int pass) where TScatter : struct, IScatter
        {
            int places = TScatter.Places(frame);
            for (int i = Group.IdxX; i < count; i += Group.DimX)
            {
                int example = (tile + i) / places, row = TScatter.Row(frame, example, tile + i - example * places);
                int near = row + (TScatter.TablePerExample ? example * TScatter.Rows(frame) : 0) - firstRow;
                bool isHere = row >= 0 && near >= 0 && near < rows;
                frame.Room[i] = isHere ? near : -1;
                if (isHere)
                    frame.Room[Tile + i / Block] = pass;
            }
        }

        /// <summary>A sum, and what a tile adds to it.</summary>
        private static Real Continue<TScatter>(Frame frame, Real sum, int tile, int count, int row, int column, int pass)
            where TScatter : struct, IScatter
        {
            int places = TScatter.Places(frame);
            Real wanted = row, mark = pass;
            for (int block = 0; block < count; block += Block)
            {
                if (frame.Room[Tile + block / Block] != mark)
                    continue;
                for (int i = block; i < block + Block && i < count; i++)
                {
                    if (frame.Room[i] == wanted)
                    {
                        int example = (tile + i) / places;
                        sum += TScatter.Value(frame, example, tile + i - example * places, column);
                    }
                }
            }
            return sum;
        }
    }
}
