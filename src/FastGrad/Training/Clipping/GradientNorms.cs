using System.Numerics;

namespace FastGrad.Training;

/// <summary>Euclidean norms of gradients, for all magnitudes that the precision has.</summary>
internal static class GradientNorms
{
    /// <summary>The norm of one tensor's gradient.</summary>
    public static double OfTensor<T>(in TensorWalk<T> gradients, int tensor) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double squares = Squares(in gradients, tensor, 1);
        // Below Least, squares that vanished may be missed; overflow shows as ∞. Both are rare, so the usual tensor is read once.
        if (squares >= Least<T>() && squares <= double.MaxValue)
            return Math.Sqrt(squares);
        double largest = Largest(in gradients, tensor);
        if (largest == 0 || !double.IsFinite(largest))
            return largest;
        // A power of two rounds nothing. One exponent is left at either end, where the scale itself would be no normal number.
        int exponent = Math.Clamp(Math.ILogB(largest), -HighestExponent<T>(), HighestExponent<T>());
        return Math.ScaleB(Math.Sqrt(Squares(in gradients, tensor, Math.ScaleB(1, -exponent))), exponent);
    }

    /// <summary>The norm of all tensors together, from the norms of each.</summary>
    public static double Together(ReadOnlySpan<double> norms)
    {
        double largest = 0;
        foreach (double norm in norms)
            largest = Math.Max(largest, norm);
        if (largest == 0 || !double.IsFinite(largest))
            return largest;
        double squares = 0;
        foreach (double norm in norms)
            squares += norm / largest * (norm / largest);
        return largest * Math.Sqrt(squares);
    }

    private static double Squares<T>(in TensorWalk<T> gradients, int tensor, double scale) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double squares = 0;
        gradients.Gather<SquaresRule>(tensor, new ReadOnlySpan<double>(in scale), new Span<double>(ref squares));
        return squares;
    }

    private static double Largest<T>(in TensorWalk<T> gradients, int tensor) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double largest = 0;
        gradients.Gather<LargestRule>(tensor, [], new Span<double>(ref largest));
        return largest;
    }

    /// <summary>What a sum of squares exceeds so far that squares lost below the smallest normal number are less than its rounding.</summary>
    private static double Least<T>() => typeof(T) == typeof(float) ? 1e-24 : 1e-270;

    private static int HighestExponent<T>() => typeof(T) == typeof(float) ? 126 : 1022;
}
