namespace FastGrad.Tests.Mathematics;

/// <summary>Floats of all sizes.</summary>
internal static class FloatSamples
{
    /// <summary>Mantissas drawn at random for each exponent and sign; the first and the last of each exponent too.</summary>
    public static IEnumerable<float> EveryExponent(int count)
    {
        Random random = new(5);
        for (int exponent = 0; exponent < 255; exponent++)
        {
            for (int index = 0; index < count; index++)
            {
                int mantissa = index == 0 ? 0 : index == 1 ? 0x7FFFFF : random.Next(0x800000);
                // Denormal numbers have their own exponents: their leading zeros.
                if (exponent == 0 && index > 1)
                    mantissa >>= random.Next(23);
                float size = BitConverter.Int32BitsToSingle(exponent << 23 | mantissa);
                yield return size;
                yield return -size;
            }
        }
    }

    /// <summary>Bases of every exponent, and close to 1, to powers whose results have every exponent.</summary>
    public static IEnumerable<(float X, float Y)> Powers()
    {
        Random random = new(6);
        foreach (float x in EveryExponent(count: 20).Where(x => x > 0))
            yield return (x, (float)(random.Next(-104, 89) / Math.Log(x)));
        for (int index = 0; index < 20000; index++)
        {
            float near = (float)(1 + (random.NextDouble() - 0.5) * Math.ScaleB(1, -random.Next(24)));
            yield return (near, (float)((random.NextDouble() * 193 - 104) / Math.Log(near)));
            yield return (-near, random.Next(-40, 40));
            yield return ((float)(random.NextDouble() * 100), (float)(random.NextDouble() * 20 - 10));
        }
    }
}
