namespace FastGrad;

/// <summary>How a number goes from one value to another.</summary>
internal static class Annealing
{
    /// <summary>Along half a cosine.</summary>
    /// <param name="start">At 0.</param>
    /// <param name="end">At 1.</param>
    /// <param name="share">How much of the way is behind; beyond 1 it goes back.</param>
    // ½·(1 + cos πx) is cos² ½πx, which has all its digits near x = 1 too. Two shares rather than a difference: each end is itself, exactly.
    public static double Cosine(double start, double end, double share)
    {
        (double sine, double cosine) = double.SinCosPi(share / 2);
        return start * (cosine * cosine) + end * (sine * sine);
    }

    /// <summary>In a straight line.</summary>
    /// <inheritdoc cref="Cosine"/>
    public static double Linear(double start, double end, double share) => start * (1 - share) + end * share;
}
