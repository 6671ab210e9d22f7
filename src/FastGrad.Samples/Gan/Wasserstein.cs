namespace FastGrad.Samples.Gan;

/// <summary>
/// How far one heap of numbers is from another: the least mean distance that its numbers must be carried to become the other. On a line the
/// order stays, so it is the mean distance of the sorted numbers. Vaserstein, "Markov Processes over Denumerable Products of Spaces" (1969).
/// </summary>
public static class Wasserstein
{
    /// <param name="one">Some numbers.</param>
    /// <param name="other">As many.</param>
    public static double Distance(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        float[] left = one.ToArray(), right = other.ToArray();
        if (left.Length != right.Length)
            throw new ArgumentException($"Got {right.Length} numbers to compare with {left.Length}.", nameof(other));
        Array.Sort(left);
        Array.Sort(right);
        double sum = 0;
        for (int index = 0; index < left.Length; index++)
            sum += Math.Abs((double)left[index] - right[index]);
        return sum / left.Length;
    }
}
