using Real = float;

namespace FastGrad.Generated.GpuFloat
{
    /// <summary>Indices that are numbers: they are checked where they come from, but can be NaN.</summary>
    internal static class Indexing
    {
        /// <summary>The row that an index means; −1 where it is outside, also for NaN, which compares with nothing.</summary>
        public static int Row(Real index, int rows) => index >= 0 && index < rows ? (int)index : -1;

        /// <inheritdoc cref="Row(Real, int)"/>
        public static int Row(int index, int rows) => index >= 0 && index < rows ? index : -1;
    }
}
