namespace FastGrad;

/// <summary>
/// A file is no checkpoint, is damaged, or holds another model than the one it is to be loaded into. Nothing has changed. What the operating
/// system refuses (a path that does not exist, a full disk) is an <see cref="IOException"/> or an
/// <see cref="UnauthorizedAccessException"/>.
/// </summary>
public sealed class CheckpointException : Exception
{
    /// <summary>A complaint about a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problem">What is wrong with it: a sentence.</param>
    /// <param name="tensor">The tensor that it is about; null for the file as a whole.</param>
    /// <param name="inner">What found it, where that was not this library.</param>
    public CheckpointException(string path, string problem, string? tensor = null, Exception? inner = null)
        : base($"'{path}': {problem}", inner)
    {
        Path = path;
        Tensor = tensor;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The tensor that it is about; null for the file as a whole.</summary>
    public string? Tensor { get; }
}
