using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FastGrad.Checkpoints.Tests;

/// <summary>A safetensors file as its specification has it, written down a second time: to look into files, and to make damaged ones.</summary>
internal sealed class SafeTensors
{
    public JsonObject Header { get; set; } = [];

    public byte[] Data { get; set; } = [];

    public JsonObject Metadata => Header["__metadata__"]!.AsObject();

    public static SafeTensors Parse(byte[] file)
    {
        int length = checked((int)BitConverter.ToUInt64(file));
        return new() { Header = JsonNode.Parse(file.AsSpan(8, length))!.AsObject(), Data = file[(8 + length)..] };
    }

    public byte[] ToBytes() => ToBytes(Header.ToJsonString(), Data);

    public static byte[] ToBytes(string header, byte[] data)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((ulong)text.Length), .. text, .. data];
    }

    public byte[] BytesOf(string tensor)
    {
        JsonArray offsets = Header[tensor]!["data_offsets"]!.AsArray();
        return Data[offsets[0]!.GetValue<int>()..offsets[1]!.GetValue<int>()];
    }

    public int[] ShapeOf(string tensor) => Header[tensor]!["shape"].Deserialize<int[]>()!;
}
