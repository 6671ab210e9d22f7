using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FastGrad.Training;

/// <summary>Writes sections and what is said about them into a file.</summary>
internal static class CheckpointWriter
{
    // Spans count bytes in 32 bits, and a tensor may have more.
    private const int Chunk = 1 << 20;

    /// <param name="path">The file, which may exist.</param>
    /// <param name="metadata">What is said about them.</param>
    /// <param name="isSealed">Whether the file is to have a <see cref="Seal"/>.</param>
    /// <param name="sections">The tensors.</param>
    public static void Write<T>(string path, Dictionary<string, string> metadata, bool isSealed, IReadOnlyList<Section<T>> sections)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckpointHeader header = new(metadata, Entries(sections));
        using Seal seal = new(header);
        // It stands first and is known last: its digits take their place when all else is written.
        if (isSealed)
            metadata[MetadataKeys.Seal] = Seal.Blank;
        AtomicFile.Write(path, stream =>
        {
            stream.Write(HeaderWriter.Write(header));
            Hand(sections, data =>
            {
                seal.Append(data);
                stream.Write(data);
            });
            if (!isSealed)
                return;
            metadata[MetadataKeys.Seal] = seal.Finish();
            stream.Position = 0;
            stream.Write(HeaderWriter.Write(header));
        });
    }

    private static List<TensorEntry> Entries<T>(IReadOnlyList<Section<T>> sections) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        List<TensorEntry> entries = [];
        long start = 0;
        foreach (Section<T> section in sections)
            foreach (Parameter<T> tensor in section.Tensors)
            {
                long end = start + (long)tensor.Shape.Length * Unsafe.SizeOf<T>();
                entries.Add(new(section.Prefix + tensor.Name, ElementFormat.Of<T>(), TensorEntry.AxesOf(tensor.Shape), start, end));
                start = end;
            }
        return entries;
    }

    /// <summary>
    /// Reads each number once, into a copy: what is sealed is what is written, even where somebody changes numbers meanwhile against the rules.
    /// </summary>
    private static void Hand<T>(IReadOnlyList<Section<T>> sections, Take take) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int longest = sections.SelectMany(section => section.Tensors).Select(tensor => tensor.Shape.Length).DefaultIfEmpty().Max();
        T[] copy = new T[Math.Min(Chunk, longest)];
        foreach (Section<T> section in sections)
            foreach (Parameter<T> tensor in section.Tensors)
                for (ReadOnlySpan<T> rest = tensor.Values; rest.Length > 0; rest = rest[Math.Min(Chunk, rest.Length)..])
                {
                    Span<T> taken = copy.AsSpan(0, Math.Min(Chunk, rest.Length));
                    rest[..taken.Length].CopyTo(taken);
                    take(MemoryMarshal.AsBytes(taken));
                }
    }

    private delegate void Take(ReadOnlySpan<byte> data);
}
