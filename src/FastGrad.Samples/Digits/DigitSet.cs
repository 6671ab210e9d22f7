namespace FastGrad.Samples.Digits;

/// <summary>Pictures and what they show, row after row in two arrays, so that a batch is a slice of each.</summary>
public sealed class DigitSet(float[] pixels, int[] labels)
{
    public const int Pixels = 64;

    public int Count => labels.Length;

    public ReadOnlySpan<float> Inputs(int start, int count) => pixels.AsSpan(start * Pixels, count * Pixels);

    public ReadOnlySpan<int> Labels(int start, int count) => labels.AsSpan(start, count);

    /// <summary>Brings the rows into random order (Fisher and Yates 1938), in place: an order of its own would cost a copy of every batch.</summary>
    public void Shuffle(Random random)
    {
        Span<float> spare = stackalloc float[Pixels];
        for (int last = Count - 1; last > 0; last--)
        {
            int chosen = random.Next(last + 1);
            (labels[last], labels[chosen]) = (labels[chosen], labels[last]);
            Span<float> a = Row(last), b = Row(chosen);
            a.CopyTo(spare);
            b.CopyTo(a);
            spare.CopyTo(b);
        }
    }

    private Span<float> Row(int index) => pixels.AsSpan(index * Pixels, Pixels);
}
