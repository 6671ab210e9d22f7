using System.Globalization;
using System.IO.Compression;

namespace FastGrad.Gpu.Tests.Training;

/// <summary>Real handwritten digits: those of the samples.</summary>
internal static class Digits
{
    public const int Pixels = 64;

    private static readonly Lazy<int[][]> _rows = new(() => [.. Rows()]);

    /// <summary>Some examples' pictures, from 0 to 1.</summary>
    public static T[] Pictures<T>(int first, int count) where T : System.Numerics.INumber<T> =>
        [.. _rows.Value[first..(first + count)].SelectMany(row => row[..Pixels]).Select(ink => T.CreateChecked(ink) / T.CreateChecked(16))];

    public static int[] Labels(int first, int count) => [.. _rows.Value[first..(first + count)].Select(row => row[Pixels])];

    private static IEnumerable<int[]> Rows()
    {
        using Stream packed = typeof(Digits).Assembly.GetManifestResourceStream("digits.csv.gz")!;
        using StreamReader reader = new(new GZipStream(packed, CompressionMode.Decompress));
        while (reader.ReadLine() is { } row)
            yield return Array.ConvertAll(row.Split(','), text => int.Parse(text, CultureInfo.InvariantCulture));
    }
}
