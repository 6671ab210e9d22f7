using ILGPU.Testing;

namespace ILGPU.Runtime;

/// <summary>
/// Copies to and from page-locked memory that a GPU has yet to make. What arrives is NaN until the stream is synchronised, and what was sent
/// may not have changed by then. One kind is settled before the other begins, so that a copy there and back is right.
/// </summary>
internal sealed unsafe class StagedCopies
{
    private readonly List<Staged> _copies = [];
    private byte[] _bytes = [];
    private int _used;

    private readonly record struct Staged(nint Host, int Offset, int Bytes, bool IsToHost);

    public void ToHost(ReadOnlySpan<byte> source, Span<byte> pinned)
    {
        Settle(toHost: false);
        Stage(source, pinned, isToHost: true);
        pinned.Fill(DeviceMemory.Garbage);
    }

    public void FromHost(ReadOnlySpan<byte> pinned, Span<byte> target)
    {
        Settle(toHost: true);
        Stage(pinned, pinned, isToHost: false);
        pinned.CopyTo(target);
    }

    public void Settle()
    {
        foreach (Staged copy in _copies)
        {
            ReadOnlySpan<byte> staged = _bytes.AsSpan(copy.Offset, copy.Bytes);
            var host = new Span<byte>((void*)copy.Host, copy.Bytes);
            if (copy.IsToHost)
                staged.CopyTo(host);
            else if (!host.SequenceEqual(staged))
                throw Changed(copy.Bytes);
        }
        _copies.Clear();
        _used = 0;
    }

    private void Settle(bool toHost)
    {
        if (_copies.Count > 0 && _copies[0].IsToHost == toHost)
            Settle();
    }

    private void Stage(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> pinned, bool isToHost)
    {
        if (_bytes.Length < _used + bytes.Length)
            Array.Resize(ref _bytes, 2 * (_used + bytes.Length));
        bytes.CopyTo(_bytes.AsSpan(_used));
        fixed (byte* host = pinned)
            _copies.Add(new Staged((nint)host, _used, bytes.Length, isToHost));
        _used += bytes.Length;
    }

    private MisuseException Changed(int bytes)
    {
        _copies.Clear();
        _used = 0;
        return new MisuseException($"{bytes} page-locked bytes changed between their copy and the synchronisation of its stream.");
    }
}
