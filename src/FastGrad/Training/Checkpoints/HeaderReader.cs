using System.Text.Json;
using System.Text.Unicode;

namespace FastGrad.Training;

/// <summary>Reads a header's JSON, and believes nothing of it.</summary>
internal ref struct HeaderReader
{
    // The header, a tensor, its axes.
    private const int Depth = 3;

    private const int MostAxes = 64;

    private readonly string _path;
    private readonly ReadOnlySpan<byte> _text;
    private Utf8JsonReader _json;

    private HeaderReader(string path, ReadOnlySpan<byte> text)
    {
        _path = path;
        _text = text;
        _json = new(text, new JsonReaderOptions { MaxDepth = Depth });
    }

    /// <summary>The header of a file whose data has a length.</summary>
    /// <exception cref="CheckpointException">It is none.</exception>
    public static CheckpointHeader Read(string path, ReadOnlySpan<byte> text, long dataLength)
    {
        if (text.Length == 0 || text[0] != (byte)'{')
            throw new CheckpointException(path, "The header does not begin with '{': this is no safetensors file.");
        if (!Utf8.IsValid(text))
            throw new CheckpointException(path, "The header is no UTF-8.");
        try
        {
            HeaderReader reader = new(path, text);
            (Dictionary<string, string> metadata, List<TensorEntry> tensors) = reader.ReadHeader();
            TensorRanges.Check(path, tensors, dataLength);
            return new(metadata, tensors);
        }
        // Half a surrogate pair as an escape is valid JSON, but no text.
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            throw new CheckpointException(path, $"The header is no valid JSON. {problem.Message}", tensor: null, problem);
        }
    }

    private (Dictionary<string, string>, List<TensorEntry>) ReadHeader()
    {
        Dictionary<string, string>? metadata = null;
        Dictionary<string, TensorEntry> tensors = new(StringComparer.Ordinal);
        Next(JsonTokenType.StartObject, "an object");
        while (NextName() is string name)
        {
            if (name == CheckpointHeader.MetadataName)
                metadata = metadata is null ? ReadMetadata() : throw Fail("The header has two entries of metadata.");
            else if (!tensors.TryAdd(name, ReadTensor(name)))
                throw Fail($"Two tensors are named '{name}'.", name);
        }
        // Nothing but blanks may follow: the reader throws otherwise.
        while (_json.Read()) { }
        return (metadata ?? [], [.. tensors.Values]);
    }

    private Dictionary<string, string> ReadMetadata()
    {
        Dictionary<string, string> metadata = new(StringComparer.Ordinal);
        Next(JsonTokenType.StartObject, "an object of metadata");
        while (NextName() is string key)
        {
            Next(JsonTokenType.String, $"text for '{key}' in the metadata");
            if (!metadata.TryAdd(key, _json.GetString()!))
                throw Fail($"The metadata has '{key}' twice.");
        }
        return metadata;
    }

    private TensorEntry ReadTensor(string name)
    {
        string? format = null;
        long[]? axes = null, range = null;
        Next(JsonTokenType.StartObject, $"an object for tensor '{name}'", name);
        while (NextName() is string key)
        {
            switch (key)
            {
                case "dtype" when format is null:
                    Next(JsonTokenType.String, $"text for the dtype of '{name}'", name);
                    format = _json.GetString()!;
                    break;
                case "shape" when axes is null:
                    axes = ReadNumbers("shape", name, MostAxes);
                    break;
                case "data_offsets" when range is null:
                    range = ReadNumbers("data_offsets", name, 2);
                    break;
                case "dtype" or "shape" or "data_offsets":
                    throw Fail($"Tensor '{name}' has '{key}' twice.", name);
                default:
                    throw Fail($"Tensor '{name}' has '{key}', but a tensor has dtype, shape and data_offsets.", name);
            }
        }
        if (format is null || axes is null || range is null)
            throw Fail($"Tensor '{name}' lacks '{(format is null ? "dtype" : axes is null ? "shape" : "data_offsets")}'.", name);
        return range.Length == 2
            ? new(name, format, axes, range[0], range[1])
            : throw Fail($"Tensor '{name}' has {range.Length} data_offsets, but there are two: where it begins and where it ends.", name);
    }

    /// <summary>Whole numbers that are at least 0.</summary>
    private long[] ReadNumbers(string what, string tensor, int most)
    {
        List<long> numbers = [];
        Next(JsonTokenType.StartArray, $"an array for the {what} of '{tensor}'", tensor);
        while (Next() is not JsonTokenType.EndArray)
        {
            if (_json.TokenType != JsonTokenType.Number || !_json.TryGetInt64(out long number) || number < 0)
                throw Fail($"The {what} of '{tensor}' has something that is no whole number from 0 to {long.MaxValue}.", tensor);
            if (numbers.Count == most)
                throw Fail($"The {what} of '{tensor}' has more than {most} numbers.", tensor);
            numbers.Add(number);
        }
        return [.. numbers];
    }

    /// <summary>The next entry's name; null at the object's end.</summary>
    private string? NextName() => Next() == JsonTokenType.EndObject ? null : _json.GetString();

    private JsonTokenType Next() => _json.Read() ? _json.TokenType : throw Fail("The header ends early.");

    private void Next(JsonTokenType expected, string what, string? tensor = null)
    {
        if (Next() != expected)
            throw Fail($"The header has {_json.TokenType} at byte {_json.TokenStartIndex} of {_text.Length}, but needs {what} there.", tensor);
    }

    private readonly CheckpointException Fail(string problem, string? tensor = null) => new(_path, problem, tensor);
}
