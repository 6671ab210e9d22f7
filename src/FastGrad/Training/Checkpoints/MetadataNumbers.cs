using System.Globalization;

namespace FastGrad.Training;

/// <summary>Numbers as words of a file's metadata, each exactly.</summary>
internal sealed class MetadataNumbers
{
    private readonly CheckpointFile? _file;
    private readonly Dictionary<string, string> _words;

    /// <summary>To write into.</summary>
    public MetadataNumbers(Dictionary<string, string> words) => _words = words;

    /// <summary>To read from.</summary>
    public MetadataNumbers(CheckpointFile file)
    {
        _file = file;
        _words = new(file.Header.Metadata);
    }

    public void Write(string key, string word) => _words.Add(key, word);

    public void Write(string key, double number) => _words.Add(key, number.ToString("R", CultureInfo.InvariantCulture));

    public void Write(string key, ulong number) => _words.Add(key, number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Null where there is none.</summary>
    public string? Word(string key) => _words.GetValueOrDefault(key);

    public double Read(string key) => double.TryParse(Required(key), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        ? number
        : throw Fail($"'{key}' is '{Required(key)}' in the metadata, which is no number.");

    public ulong ReadWhole(string key) => ulong.TryParse(Required(key), NumberStyles.None, CultureInfo.InvariantCulture, out ulong number)
        ? number
        : throw Fail($"'{key}' is '{Required(key)}' in the metadata, which is no whole number.");

    public CheckpointException Fail(string problem) => _file!.Fail(problem);

    private string Required(string key) => Word(key) ?? throw Fail($"The metadata lacks '{key}'.");
}
