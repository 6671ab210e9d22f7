using System.Numerics;

namespace FastGrad.Training;

/// <summary>A model's tensors as another library's file has them.</summary>
internal sealed class StateDict<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Elements of any format: a multiple of all their sizes.
    private const int Chunk = 1 << 16;

    private readonly StateDictMapping _mapping;
    private readonly ParameterSet<T>[] _sets;
    private readonly Dictionary<string, (MappedTensor Mapped, Shape Shape, int Set, int Index)> _places = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">The mapping does not fit the model.</exception>
    public StateDict(StateDictMapping mapping, ParameterSet<T>[] sets)
    {
        _mapping = mapping;
        _sets = sets;
        Dictionary<string, MappedTensor> byName = mapping.Tensors.ToDictionary(mapped => mapped.Name, StringComparer.Ordinal);
        for (int set = 0; set < sets.Length; set++)
            for (int index = 0; index < sets[set].Count; index++)
            {
                Parameter<T> tensor = sets[set][index];
                if (!byName.Remove(tensor.Name, out MappedTensor? mapped))
                    throw new ArgumentException(
                        $"The mapping says nothing of the model's '{tensor.Name}' ({tensor.Shape}).{TensorNames.Hint(tensor.Name, byName.Keys)}",
                        nameof(mapping));
                _ = mapped.ShapeOf(tensor.Shape);
                _places.Add(mapped.Other, (mapped, tensor.Shape, set, index));
            }
        if (byName.Values.FirstOrDefault(mapped => !mapped.IsOptional) is MappedTensor unknown)
            throw new ArgumentException(
                $"The mapping names '{unknown.Name}', but the model has no such tensor."
                + TensorNames.Hint(unknown.Name, sets.SelectMany(set => set).Select(tensor => tensor.Name)),
                nameof(mapping));
    }

    /// <exception cref="CheckpointException">The file does not fit; nothing has changed.</exception>
    public void Load(CheckpointFile file)
    {
        string[] found = [.. file.Header.Tensors.Select(entry => entry.Name).Where(name => !_mapping.Ignored.Contains(name))];
        TensorNames.Require(file, _places.Keys, found);
        foreach (TensorEntry entry in file.Header.Tensors)
            Check(file, entry);
        ParameterSet<T>[] copies = [.. _sets.Select(set => set.ZerosAlike())];
        byte[] bytes = new byte[(int)Math.Min(Chunk, file.Header.Tensors.Select(entry => entry.End - entry.Start).DefaultIfEmpty().Max())];
        foreach (TensorEntry entry in file.Header.Tensors)
            Read(file, entry, bytes, copies);
        for (int set = 0; set < _sets.Length; set++)
            _sets[set].CopyFrom(copies[set]);
    }

    public void Save(string path)
    {
        List<ParameterDefinition> definitions = [];
        int end = 0;
        foreach ((string other, var place) in _places)
        {
            definitions.Add(new(other, place.Mapped.ShapeOf(place.Shape), new ZerosAttribute(), end));
            end += place.Shape.Length;
        }
        ParameterSet<T> others = new([.. definitions]);
        foreach ((string other, var place) in _places)
        {
            ReadOnlySpan<T> own = _sets[place.Set][place.Index].Values;
            Span<T> values = others[other].Values;
            for (int index = 0; index < values.Length; index++)
                values[index] = own[place.Mapped.PlaceOf(index, place.Shape)];
        }
        // As PyTorch's own files say it; some of its libraries ask for it.
        CheckpointWriter.Write<T>(path, new() { ["format"] = "pt" }, isSealed: false, [new("", others)]);
    }

    private void Check(CheckpointFile file, TensorEntry entry)
    {
        if (!_places.TryGetValue(entry.Name, out var place))
            return;
        Shape expected = place.Mapped.ShapeOf(place.Shape);
        if (!entry.Has(expected))
            throw file.Fail(
                $"Tensor '{entry.Name}' is {entry.ShapeText} in the file, but should be {expected}, as '{place.Mapped.Name}' is {place.Shape} here.",
                entry.Name);
        if (!ElementFormat.IsReal(entry.Format))
            throw file.Fail($"Tensor '{entry.Name}' is {entry.Format} in the file, but should be F16, BF16, F32 or F64.", entry.Name);
    }

    private void Read(CheckpointFile file, TensorEntry entry, byte[] bytes, ParameterSet<T>[] copies)
    {
        bool isMapped = _places.TryGetValue(entry.Name, out var place);
        int size = ElementFormat.Bytes(entry.Format), index = 0;
        for (long rest = entry.End - entry.Start; rest > 0;)
        {
            Span<byte> chunk = bytes.AsSpan(0, (int)Math.Min(rest, Chunk));
            file.Read(chunk);
            rest -= chunk.Length;
            if (!isMapped)
                continue;
            Span<T> values = copies[place.Set][place.Index].Values;
            for (int start = 0; start < chunk.Length; start += size)
                values[place.Mapped.PlaceOf(index++, place.Shape)] = T.CreateTruncating(ElementFormat.Read(entry.Format, chunk.Slice(start, size)));
        }
    }
}
