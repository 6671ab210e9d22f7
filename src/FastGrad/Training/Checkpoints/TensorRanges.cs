namespace FastGrad.Training;

/// <summary>That tensors fill the data of a file, each with as many bytes as it has elements.</summary>
internal static class TensorRanges
{
    /// <summary>Checks them, and puts them in the order of their data.</summary>
    /// <exception cref="CheckpointException">They leave holes, overlap, or reach beyond the data.</exception>
    public static void Check(string path, List<TensorEntry> tensors, long dataLength)
    {
        foreach (TensorEntry tensor in tensors)
            Check(path, tensor, dataLength);
        tensors.Sort(static (left, right) => (left.Start, left.End).CompareTo((right.Start, right.End)));
        long end = 0;
        foreach (TensorEntry tensor in tensors)
        {
            if (tensor.Start < end)
                throw new CheckpointException(
                    path, $"Tensor '{tensor.Name}' begins at byte {tensor.Start}, where another reaches to {end}.", tensor.Name);
            if (tensor.Start > end)
                throw new CheckpointException(path, $"Bytes {end} to {tensor.Start - 1} before tensor '{tensor.Name}' belong to none.", tensor.Name);
            end = tensor.End;
        }
        if (end != dataLength)
            throw new CheckpointException(path, $"The tensors end at byte {end}, but the file has {dataLength} bytes of data.");
    }

    private static void Check(string path, TensorEntry tensor, long dataLength)
    {
        int size = ElementFormat.Bytes(tensor.Format);
        if (size == 0)
            throw new CheckpointException(path, $"Tensor '{tensor.Name}' has an unknown dtype, '{Shortened(tensor.Format)}'.", tensor.Name);
        if (tensor.Start > tensor.End || tensor.End > dataLength)
            throw new CheckpointException(
                path, $"Tensor '{tensor.Name}' is to be at bytes {tensor.Start} to {tensor.End}, but there are {dataLength} bytes of data.",
                tensor.Name);
        Int128 bytes = size;
        foreach (long axis in tensor.Axes)
        {
            bytes *= axis;
            // More than any file has: the next factor might not fit even here.
            if (bytes > long.MaxValue)
                break;
        }
        if (bytes != tensor.End - tensor.Start)
            throw new CheckpointException(
                path,
                $"Tensor '{tensor.Name}' has {tensor.End - tensor.Start} bytes, but {tensor.ShapeText} of {tensor.Format} needs "
                + (bytes > long.MaxValue ? "more than any file has." : $"{bytes}."),
                tensor.Name);
    }

    private static string Shortened(string text) => text.Length <= 20 ? text : text[..20] + "…";
}
