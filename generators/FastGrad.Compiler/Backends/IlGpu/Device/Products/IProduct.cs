using Real = float;

namespace FastGrad.Generated.GpuFloat
{
    /// <summary>
    /// A product of matrices as emitted code says it: how large, where the elements are, what becomes of the sums. There may be one of them or
    /// one for each example. Who multiplies decides which elements are read when; each sum is stored once.
    /// </summary>
    internal interface IProduct
    {
        /// <summary>How many products.</summary>
        static abstract int Examples(Frame frame);

        /// <summary>Rows of the left matrix and of the result.</summary>
        static abstract int Rows(Frame frame);

        /// <summary>Columns of the right matrix and of the result.</summary>
        static abstract int Columns(Frame frame);

        /// <summary>Columns of the left matrix and rows of the right one: what is summed over.</summary>
        static abstract int Terms(Frame frame);

        /// <summary>Whether a row's terms are neighbours in memory; if not, the rows of a term are.</summary>
        static abstract bool LeftAlongTerms { get; }

        /// <summary>Whether a column's terms are neighbours in memory; if not, the columns of a term are.</summary>
        static abstract bool RightAlongTerms { get; }

        static abstract Real Left(Frame frame, int example, int row, int term);

        static abstract Real Right(Frame frame, int example, int term, int column);

        /// <summary>Takes an element of the result.</summary>
        static abstract void Store(Frame frame, int example, int row, int column, Real sum);
    }
}
