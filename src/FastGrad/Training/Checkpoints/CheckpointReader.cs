using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FastGrad.Training;

/// <summary>
/// Reads sections out of a file that <see cref="CheckpointWriter"/> wrote: first checks, then the data into memory of its own, and only when
/// all of it is there and right, at the caller's word, into its place.
/// </summary>
internal sealed class CheckpointReader<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Chunk = 1 << 20;

    private readonly CheckpointFile _file;
    private readonly IReadOnlyList<Section<T>> _sections;
    private readonly ParameterSet<T>[] _copies;
    private readonly Dictionary<string, (int Section, int Tensor)> _places = new(StringComparer.Ordinal);

    private CheckpointReader(CheckpointFile file, IReadOnlyList<Section<T>> sections)
    {
        _file = file;
        _sections = sections;
        _copies = new ParameterSet<T>[sections.Count];
        for (int section = 0; section < sections.Count; section++)
            for (int tensor = 0; tensor < sections[section].Tensors.Count; tensor++)
                _places.Add(sections[section].Prefix + sections[section].Tensors[tensor].Name, (section, tensor));
    }

    /// <summary>Checks a file and reads it.</summary>
    /// <param name="file">Just opened.</param>
    /// <param name="schema">The model's.</param>
    /// <param name="sections">What is wanted of it.</param>
    /// <param name="skipsOthers">Whether the file may have sections that are not wanted.</param>
    /// <exception cref="CheckpointException">It does not fit, or is damaged.</exception>
    public static CheckpointReader<T> Read(CheckpointFile file, string schema, IReadOnlyList<Section<T>> sections, bool skipsOthers)
    {
        file.RequireFormat();
        CheckpointReader<T> reader = new(file, sections);
        reader.RequireTensors(skipsOthers);
        if (!file.Header.Metadata.TryGetValue(MetadataKeys.Schema, out string? found) || found != schema)
            throw file.Fail(
                "The file's parameters have the names and shapes of this model's, but its layers are others: another kind, order or output. "
                + $"The schema's hash is {found ?? "missing"} and should be {schema}.");
        reader.ReadData();
        return reader;
    }

    /// <summary>Puts what was read in its place. Does not fail.</summary>
    public void Commit()
    {
        for (int section = 0; section < _copies.Length; section++)
            _sections[section].Tensors.CopyFrom(_copies[section]);
    }

    private void RequireTensors(bool skipsOthers)
    {
        Dictionary<string, TensorEntry> found = new(StringComparer.Ordinal);
        foreach (TensorEntry entry in _file.Header.Tensors)
            if (!skipsOthers || !entry.Name.Contains(Section<T>.Separator))
                found.Add(entry.Name, entry);
        TensorNames.Require(_file, _places.Keys, found.Keys);
        foreach ((string name, (int section, int tensor)) in _places)
        {
            TensorEntry entry = found[name];
            Shape shape = _sections[section].Tensors[tensor].Shape;
            if (!entry.Has(shape))
                throw _file.Fail($"Tensor '{name}' is {entry.ShapeText} in the file, but {shape} here.", name);
            if (entry.Format != ElementFormat.Of<T>())
                throw _file.Fail($"Tensor '{name}' is {entry.Format} in the file, but {ElementFormat.Of<T>()} here.", name);
        }
    }

    /// <summary>All of the data once, in its order: what is not wanted counts for the seal.</summary>
    private void ReadData()
    {
        // Not before here: now the file is known to have as many bytes.
        for (int section = 0; section < _copies.Length; section++)
            _copies[section] = _sections[section].Tensors.ZerosAlike();
        using Seal seal = new(_file.Header);
        byte[] skipped = [];
        foreach (TensorEntry entry in _file.Header.Tensors)
        {
            if (_places.TryGetValue(entry.Name, out var place))
            {
                for (Span<T> rest = _copies[place.Section][place.Tensor].Values; rest.Length > 0; rest = rest[Math.Min(Chunk, rest.Length)..])
                    Take(MemoryMarshal.AsBytes(rest[..Math.Min(Chunk, rest.Length)]));
                continue;
            }
            for (long rest = entry.End - entry.Start; rest > 0; rest -= Math.Min(Chunk, rest))
            {
                int count = (int)Math.Min(Chunk, rest);
                if (skipped.Length < count)
                    skipped = new byte[count];
                Take(skipped.AsSpan(0, count));
            }
        }
        if (!_file.Header.Metadata.TryGetValue(MetadataKeys.Seal, out string? expected) || seal.Finish() != expected)
            throw _file.Fail("The file is damaged: its content is not what was written, by the hash in its metadata.");

        void Take(Span<byte> data)
        {
            _file.Read(data);
            seal.Append(data);
        }
    }
}
