namespace FastGrad.Memory;

/// <summary>
/// Philox4x32-10: a keyed mixing of a counter into 128 random bits. Salmon, Moraes, Dror, Shaw, "Parallel Random Numbers: As Easy as
/// 1, 2, 3" (2011).
/// </summary>
internal static class Philox
{
    private const int Rounds = 10;

    /// <summary>The random block that belongs to a counter under a key.</summary>
    public static (uint X0, uint X1, uint X2, uint X3) Block((uint X0, uint X1, uint X2, uint X3) counter, (uint K0, uint K1) key)
    {
        var (x0, x1, x2, x3) = counter;
        var (k0, k1) = key;
        for (int round = 0; round < Rounds; round++)
        {
            ulong first = 0xD2511F53ul * x0;
            ulong second = 0xCD9E8D57ul * x2;
            (x0, x1, x2, x3) = ((uint)(second >> 32) ^ x1 ^ k0, (uint)second, (uint)(first >> 32) ^ x3 ^ k1, (uint)first);
            // Weyl sequences of the golden ratio and of √3 − 1.
            k0 = unchecked(k0 + 0x9E3779B9u);
            k1 = unchecked(k1 + 0xBB67AE85u);
        }
        return (x0, x1, x2, x3);
    }
}
