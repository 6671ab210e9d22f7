using System.Diagnostics;

namespace FastGrad.Generator.Tests.Robustness;

/// <summary>Makes a failing source small: drops runs of tokens as long as it keeps failing in the same way.</summary>
internal static class Shrinker
{
    public static string Shrink(string source, Func<string, bool> fails, TimeSpan patience)
    {
        Stopwatch clock = Stopwatch.StartNew();
        List<string> tokens = [.. Corpus.Tokens(source)];
        for (int length = Math.Max(1, tokens.Count / 2); clock.Elapsed < patience;)
        {
            bool dropped = false;
            for (int place = tokens.Count - length; place >= 0 && clock.Elapsed < patience; place -= length)
            {
                if (place + length > tokens.Count)
                    continue;
                List<string> shorter = [.. tokens[..place], .. tokens[(place + length)..]];
                if (!fails(string.Concat(shorter)))
                    continue;
                tokens = shorter;
                dropped = true;
            }
            if (length > 1)
                length /= 2;
            else if (!dropped)
                break;
        }
        return string.Concat(tokens);
    }
}
