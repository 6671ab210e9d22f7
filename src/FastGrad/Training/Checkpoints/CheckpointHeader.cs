namespace FastGrad.Training;

/// <summary>What stands before the data of a file.</summary>
/// <param name="Metadata">Words about the file.</param>
/// <param name="Tensors">In the order of their data.</param>
internal sealed record CheckpointHeader(IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<TensorEntry> Tensors)
{
    /// <summary>The entry of the header that is no tensor.</summary>
    public const string MetadataName = "__metadata__";

    /// <summary>Bytes before the header: its length, as an unsigned little-endian number.</summary>
    public const int LengthBytes = 8;

    /// <summary>No file's header is longer; safetensors says so.</summary>
    public const long MostBytes = 100_000_000;
}
