using System.Buffers;
using System.Text.Json;

namespace FastGrad.Training;

/// <summary>Writes what stands before the data: the header's length and its JSON.</summary>
internal static class HeaderWriter
{
    public static byte[] Write(CheckpointHeader header)
    {
        ArrayBufferWriter<byte> text = new();
        using (Utf8JsonWriter json = new(text))
        {
            json.WriteStartObject();
            json.WriteStartObject(CheckpointHeader.MetadataName);
            foreach ((string key, string value) in header.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                json.WriteString(key, value);
            json.WriteEndObject();
            foreach (TensorEntry tensor in header.Tensors)
                Write(json, tensor);
            json.WriteEndObject();
        }
        // Blanks, so that the data begins at a multiple of 8 and may be read where it is mapped.
        int length = (text.WrittenCount + 7) / 8 * 8;
        byte[] bytes = new byte[CheckpointHeader.LengthBytes + length];
        BitConverter.TryWriteBytes(bytes, (ulong)length);
        text.WrittenSpan.CopyTo(bytes.AsSpan(CheckpointHeader.LengthBytes));
        bytes.AsSpan(CheckpointHeader.LengthBytes + text.WrittenCount).Fill((byte)' ');
        return bytes;
    }

    private static void Write(Utf8JsonWriter json, TensorEntry tensor)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", tensor.Format);
        json.WriteStartArray("shape");
        foreach (long axis in tensor.Axes)
            json.WriteNumberValue(axis);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(tensor.Start);
        json.WriteNumberValue(tensor.End);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
