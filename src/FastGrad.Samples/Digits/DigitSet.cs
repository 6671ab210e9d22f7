using FastGrad.Samples.Learning;

namespace FastGrad.Samples.Digits;

/// <summary>Pictures and what they show.</summary>
public sealed class DigitSet(float[] pixels, int[] labels) : Examples<int>(Pixels, pixels, labels)
{
    public const int Pixels = 64;

    public ReadOnlySpan<int> Labels(int start, int count) => Targets(start, count);
}
