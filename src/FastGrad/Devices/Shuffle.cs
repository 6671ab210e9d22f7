namespace FastGrad.Devices;

/// <summary>Orders of examples that a seed and a number decide.</summary>
internal static class Shuffle
{
    // Beyond the parameters that initialisers count, and below the random numbers of formulas.
    private const uint Stream = 0x7FFF_FFFF;

    /// <summary>Every order as likely as any other: Fisher and Yates's, as Durstenfeld does it (1964).</summary>
    /// <param name="order">Takes the examples' indices.</param>
    /// <param name="seed">The trainer's.</param>
    /// <param name="call">Of the first step with this order.</param>
    public static void Fill(Span<int> order, ulong seed, ulong call)
    {
        Straight(order);
        CounterRandom random = new(seed, Stream, call);
        for (int last = order.Length - 1; last > 0; last--)
        {
            int other = (int)Math.BigMul(random.NextBits(), (ulong)last + 1, out _);
            (order[last], order[other]) = (order[other], order[last]);
        }
    }

    /// <summary>As they came.</summary>
    public static void Straight(Span<int> order)
    {
        for (int index = 0; index < order.Length; index++)
            order[index] = index;
    }
}
