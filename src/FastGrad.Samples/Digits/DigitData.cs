using System.Globalization;
using System.IO.Compression;

namespace FastGrad.Samples.Digits;

/// <summary>The digits that the program carries: see Data/README.md.</summary>
public static class DigitData
{
    private const int DarkestPixel = 16;
    private const int TestEvery = 5;

    /// <summary>Rows 0, 5, 10, … are for testing, whatever the seed; the others to learn from.</summary>
    public static (DigitSet Training, DigitSet Test) Load()
    {
        string[] rows = [.. ReadRows()];
        return (Parse(rows.Where((_, index) => !IsTest(index))), Parse(rows.Where((_, index) => IsTest(index))));
    }

    private static bool IsTest(int row) => row % TestEvery == 0;

    private static IEnumerable<string> ReadRows()
    {
        using Stream packed = typeof(DigitData).Assembly.GetManifestResourceStream("digits.csv.gz")!;
        using StreamReader reader = new(new GZipStream(packed, CompressionMode.Decompress));
        while (reader.ReadLine() is { } row)
            yield return row;
    }

    private static DigitSet Parse(IEnumerable<string> rows)
    {
        List<float> pixels = [];
        List<int> labels = [];
        foreach (string row in rows)
        {
            int[] numbers = Array.ConvertAll(row.Split(','), text => int.Parse(text, CultureInfo.InvariantCulture));
            pixels.AddRange(numbers[..DigitSet.Pixels].Select(ink => ink / (float)DarkestPixel));
            labels.Add(numbers[DigitSet.Pixels]);
        }
        return new([.. pixels], [.. labels]);
    }
}
