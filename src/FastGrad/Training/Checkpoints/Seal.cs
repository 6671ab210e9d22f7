using System.Security.Cryptography;
using System.Text;

namespace FastGrad.Training;

/// <summary>
/// A hash of all that a file says: metadata, tensors and data. It finds what no bound and no shape can: a bit that fell over. How the
/// JSON is laid out does not count.
/// </summary>
internal sealed class Seal : IDisposable
{
    /// <summary>As long as one, for the time until it is known.</summary>
    public static readonly string Blank = new('0', 2 * SHA256.HashSizeInBytes);

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Begins with a header, but for the seal in it.</summary>
    public Seal(CheckpointHeader header)
    {
        foreach ((string key, string value) in header.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            if (key != MetadataKeys.Seal)
                Append(key, value);
        foreach (TensorEntry tensor in header.Tensors)
            Append(tensor.Name, tensor.Format, tensor.ShapeText, $"{tensor.Start}-{tensor.End}");
    }

    /// <summary>Goes on with data.</summary>
    public void Append(ReadOnlySpan<byte> data) => _hash.AppendData(data);

    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();

    // With their lengths: no two lists of words give the same bytes.
    private void Append(params ReadOnlySpan<string> words)
    {
        foreach (string word in words)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(word);
            _hash.AppendData(BitConverter.GetBytes(bytes.Length));
            _hash.AppendData(bytes);
        }
    }
}
