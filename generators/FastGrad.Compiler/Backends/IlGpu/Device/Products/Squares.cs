namespace FastGrad.Generated.Gpu
{
    using global::ILGPU;

    /// <summary>A group's lanes as a square. Their number is a power of four.</summary>
    internal static class Squares
    {
        /// <summary>Lanes of the square's side.</summary>
        public static int Side() => 1 << SideShift();

        /// <summary>The logarithm of the square's side, to base 2.</summary>
        public static int SideShift()
        {
            int lanes = Group.DimX;
            return lanes >= 256 ? 4 : lanes >= 64 ? 3 : lanes >= 16 ? 2 : lanes >= 4 ? 1 : 0;
        }
    }
}
