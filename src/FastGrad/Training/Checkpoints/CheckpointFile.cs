namespace FastGrad.Training;

/// <summary>A file that is being read: its header, which has been checked, and its data in order.</summary>
internal sealed class CheckpointFile : IDisposable
{
    private readonly FileStream _stream;

    private CheckpointFile(string path, FileStream stream, CheckpointHeader header)
    {
        Path = path;
        _stream = stream;
        Header = header;
    }

    public string Path { get; }

    public CheckpointHeader Header { get; }

    /// <summary>Opens a file and reads its header. What follows it is the data.</summary>
    /// <exception cref="CheckpointException">It is no safetensors file, or a damaged one.</exception>
    public static CheckpointFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        try
        {
            return new(path, stream, ReadHeader(path, stream));
        }
        catch (Exception problem)
        {
            stream.Dispose();
            if (problem is EndOfStreamException)
                throw Shrunk(path, problem);
            throw;
        }
    }

    /// <summary>The next bytes of the data.</summary>
    public void Read(Span<byte> data)
    {
        try
        {
            _stream.ReadExactly(data);
        }
        catch (EndOfStreamException problem)
        {
            throw Shrunk(Path, problem);
        }
    }

    /// <exception cref="CheckpointException">Save did not write it, or that of another version of the library.</exception>
    public void RequireFormat()
    {
        if (!Header.Metadata.TryGetValue(MetadataKeys.Format, out string? version))
            throw Fail(
                "The file has no 'fastgrad.format' in its metadata, so Save did not write it; the model's LoadStateDict reads files of others.");
        if (version != MetadataKeys.FormatVersion)
            throw Fail($"The file is of format '{version}', but this version of the library reads format {MetadataKeys.FormatVersion}.");
    }

    public CheckpointException Fail(string problem, string? tensor = null) => new(Path, problem, tensor);

    public void Dispose() => _stream.Dispose();

    private static CheckpointHeader ReadHeader(string path, FileStream stream)
    {
        long length = stream.Length;
        if (length < CheckpointHeader.LengthBytes)
            throw new CheckpointException(path, $"The file has {length} bytes, too few for a checkpoint.");
        Span<byte> prefix = stackalloc byte[CheckpointHeader.LengthBytes];
        stream.ReadExactly(prefix);
        ulong headerLength = BitConverter.ToUInt64(prefix);
        if (headerLength > CheckpointHeader.MostBytes)
            throw new CheckpointException(
                path, $"The header is to have {headerLength} bytes, but no header has more than {CheckpointHeader.MostBytes}.");
        long dataLength = length - CheckpointHeader.LengthBytes - (long)headerLength;
        if (dataLength < 0)
            throw new CheckpointException(
                path, $"The header is to have {headerLength} bytes, but the file ends after {length - CheckpointHeader.LengthBytes}.");
        byte[] header = new byte[headerLength];
        stream.ReadExactly(header);
        return HeaderReader.Read(path, header, dataLength);
    }

    private static CheckpointException Shrunk(string path, Exception inner) =>
        new(path, "The file became shorter while it was read.", tensor: null, inner);
}
