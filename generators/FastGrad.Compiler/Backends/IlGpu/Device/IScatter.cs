using Real = float;

namespace FastGrad.Generated.GpuFloat
{
    /// <summary>
    /// Rows that are added up by their indices, as emitted code says it: how many of what, where they are, what becomes of the sums. Who adds
    /// decides which indices are read when; each element of a table is stored once.
    /// </summary>
    internal interface IScatter
    {
        /// <summary>How many examples have rows.</summary>
        static abstract int Examples(Frame frame);

        /// <summary>Whether each of them has a table of its own; if not, one takes the rows of all.</summary>
        static abstract bool TablePerExample { get; }

        /// <summary>Rows of a table.</summary>
        static abstract int Rows(Frame frame);

        /// <summary>Elements of a row.</summary>
        static abstract int Columns(Frame frame);

        /// <summary>Indices of an example, each with a row that is added.</summary>
        static abstract int Places(Frame frame);

        /// <summary>Which row of the table an index means; −1 for none.</summary>
        static abstract int Row(Frame frame, int example, int place);

        /// <summary>An element of the row that is added there.</summary>
        static abstract Real Value(Frame frame, int example, int place, int column);

        /// <summary>Takes an element of a table: the only one's, or this example's.</summary>
        static abstract void Store(Frame frame, int example, int element, Real sum);
    }
}
