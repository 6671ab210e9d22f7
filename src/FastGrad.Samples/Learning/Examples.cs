namespace FastGrad.Samples.Learning;

/// <summary>Examples row after row in two arrays, so that a batch is a slice of each.</summary>
/// <param name="width">Numbers in an input.</param>
/// <param name="inputs">As many rows as there are targets.</param>
/// <param name="targets">One a row.</param>
public class Examples<TTarget>(int width, float[] inputs, TTarget[] targets) where TTarget : unmanaged
{
    private readonly float[] _spare = new float[width];

    public int Count => targets.Length;

    public ReadOnlySpan<float> Inputs(int start, int count) => inputs.AsSpan(start * width, count * width);

    public ReadOnlySpan<TTarget> Targets(int start, int count) => targets.AsSpan(start, count);

    /// <summary>The same rows, to be brought into another order.</summary>
    public Examples<TTarget> Copy() => new(width, [.. inputs], [.. targets]);

    /// <summary>Brings the rows into random order (Fisher and Yates 1938), in place: an order of its own would cost a copy of every batch.</summary>
    public void Shuffle(Random random)
    {
        for (int last = Count - 1; last > 0; last--)
        {
            int chosen = random.Next(last + 1);
            (targets[last], targets[chosen]) = (targets[chosen], targets[last]);
            Span<float> a = Row(last), b = Row(chosen);
            a.CopyTo(_spare);
            b.CopyTo(a);
            _spare.CopyTo(b);
        }
    }

    private Span<float> Row(int index) => inputs.AsSpan(index * width, width);
}
