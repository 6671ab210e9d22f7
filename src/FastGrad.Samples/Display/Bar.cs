namespace FastGrad.Samples.Display;

/// <summary>A progress bar made of characters.</summary>
public static class Bar
{
    /// <param name="share">How much of it is full, 0 to 1.</param>
    /// <param name="width">Characters in all.</param>
    public static string Of(double share, int width)
    {
        int full = (int)Math.Round(Math.Clamp(share, 0, 1) * width);
        return new string('━', full) + new string('┄', width - full);
    }
}
