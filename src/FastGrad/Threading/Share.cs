namespace FastGrad.Threading;

/// <summary>How elements are shared out.</summary>
internal static class Share
{
    /// <summary>One part's elements: whole granules, so that only the last part ends with less, and as equal as that allows.</summary>
    /// <param name="count">All elements.</param>
    /// <param name="granule">Elements that stay together.</param>
    /// <param name="part">0 for the first.</param>
    /// <param name="parts">How many there are.</param>
    /// <returns>The first element and the one past the last; the same where nothing is left for this part.</returns>
    public static (int From, int To) Of(int count, int granule, int part, int parts)
    {
        long granules = Granules(count, granule);
        return (Start(part), Start(part + 1));

        int Start(int part) => (int)Math.Min(count, granules * part / parts * granule);
    }

    /// <summary>How much of the time all parts are at work, if granules take equally long: 1 where none waits for another.</summary>
    public static double Balance(int count, int granule, int parts)
    {
        int granules = Granules(count, granule), most = (granules + parts - 1) / parts;
        return (double)granules / (most * parts);
    }

    /// <summary>How many granules there are: more parts than that would be empty.</summary>
    public static int Granules(int count, int granule) => (int)(((long)count + granule - 1) / granule);
}
