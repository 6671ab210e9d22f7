using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json.Nodes;

namespace FastGrad.Checkpoints.Tests;

/// <summary>
/// A file that is not as it was written loads as it was, or not at all: nothing changes, and nothing is allocated that the file does not justify.
/// </summary>
public sealed class DamagedFileTests : IDisposable
{
    private const int Mutations = 10_000;

    // The file has some 5 KB. A header's text as objects is some tens of times as long.
    private const long MostBytes = 512 * 1024;

    private static readonly string[] _wildNumbers =
    [
        "-1", "0", "1", "9223372036854775807", "9223372036854775808", "18446744073709551616", "1e308", "1e999", "0.5", "4294967296", "2147483647",
        "null", "\"8\"", "[]",
    ];

    private readonly Scratch _scratch = new();
    private readonly MixedNet _net = new(5);
    private readonly MixedNet.Trainer<NAdam> _trainer;
    private readonly byte[] _file;
    private readonly float[] _saved;
    private readonly float[] _savedTrainer;
    private readonly HashSet<string> _complaints = [];
    private float[] _before;
    private float[] _beforeTrainer;

    public DamagedFileTests()
    {
        _trainer = _net.CreateTrainer<NAdam>(4, new TrainerOptions { Schedule = new ReduceOnPlateauSchedule() });
        for (int step = 0; step < 5; step++)
            _trainer.Step(Numbers.Draw<float>(step, 24), Numbers.Labels(step, 4, 4));
        ((ReduceOnPlateauSchedule)_trainer.Schedule!).Report(3);
        _trainer.Save(_scratch.File());
        _file = File.ReadAllBytes(_scratch.File());
        (_saved, _savedTrainer) = (Numbers.Of<float>(_net), Numbers.Of<float>(_trainer));
        Move();
    }

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void TenThousandMutations()
    {
        Random random = new(20240501);
        int refused = 0, equal = 0;
        // Once for what is only made once.
        Try(_file);
        for (int mutation = 0; mutation < Mutations; mutation++)
        {
            byte[] mutant = Mutate(random);
            if (Try(mutant))
                equal++;
            else
                refused++;
        }
        Assert.Equal(Mutations, refused + equal);
        // Hardly any is harmless, and not all are refused by one check.
        Assert.InRange(equal, 1, Mutations / 10);
        Assert.True(_complaints.Count > 60, $"{_complaints.Count} different complaints.");
    }

    [Fact]
    public void EveryTruncationIsRefused()
    {
        for (int length = 0; length < _file.Length; length += length < 64 ? 1 : 37)
            Assert.False(Try(_file[..length]));
        Assert.False(Try([.. _file, 0]));
    }

    public static TheoryData<string, string> Headers => new()
    {
        { "", "does not begin with '{'" },
        { " {}", "does not begin with '{'" },
        { "{", "no valid JSON" },
        { "{}x", "no valid JSON" },
        { "{\"a\": 1}", "needs an object for tensor 'a'" },
        { "{\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [0, 4]}, \"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [4, 8]}}", "Two tensors are named 'a'" },
        { "{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8], \"x\": 1}}", "has 'x', but a tensor has" },
        { "{\"a\": {\"dtype\": \"F32\", \"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8]}}", "has 'dtype' twice" },
        { "{\"a\": {\"dtype\": \"F32\", \"shape\": [2]}}", "lacks 'data_offsets'" },
        { "{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0]}}", "has 1 data_offsets" },
        { "{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8, 8]}}", "more than 2 numbers" },
        { "{\"a\": {\"dtype\": \"F33\", \"shape\": [2], \"data_offsets\": [0, 8]}}", "unknown dtype, 'F33'" },
        { "{\"a\": {\"dtype\": \"F32\", \"shape\": [3], \"data_offsets\": [0, 8]}}", "has 8 bytes, but 3 of F32 needs 12" },
        { "{\"a\": {\"dtype\": \"F32\", \"shape\": [-2], \"data_offsets\": [0, 8]}}", "no whole number" },
        { "{\"a\": {\"dtype\": \"F32\", \"shape\": [2.5], \"data_offsets\": [0, 8]}}", "no whole number" },
        { "{\"a\": {\"dtype\": \"F32\", \"shape\": [9223372036854775807, 9223372036854775807, 9223372036854775807], \"data_offsets\": [0, 8]}}", "more than any file has" },
        { "{\"a\": {\"dtype\": \"F32\", \"shape\": [4611686018427387904, 4], \"data_offsets\": [0, 0]}}", "more than any file has" },
        { "{\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [8, 4]}}", "bytes 8 to 4" },
        { "{\"a\": {\"dtype\": \"F32\", \"shape\": [3], \"data_offsets\": [0, 12]}}", "but there are 8 bytes of data" },
        { "{\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [4, 8]}}", "Bytes 0 to 3 before tensor 'a' belong to none" },
        { "{\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [0, 4]}}", "end at byte 4, but the file has 8" },
        { "{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8]}, \"b\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [4, 8]}}", "begins at byte 4, where another reaches to 8" },
        { "{\"__metadata__\": {\"a\": 1}}", "needs text for 'a' in the metadata" },
        { "{\"__metadata__\": {\"a\": \"1\", \"a\": \"1\"}}", "The metadata has 'a' twice" },
        { "{\"__metadata__\": {}, \"__metadata__\": {}}", "two entries of metadata" },
        { "{\"\\ud800\": {}}", "no valid JSON" },
        { "{\"a\": {\"dtype\": \"F32\", \"shape\": [[[[1]]]], \"data_offsets\": [0, 8]}}", "no valid JSON" },
        { "{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8]}}", "no 'fastgrad.format' in its metadata" },
        { "{\"__metadata__\": {\"fastgrad.format\": \"2\"}, \"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8]}}", "is of format '2'" },
    };

    [Theory, MemberData(nameof(Headers))]
    public void EachMistakeIsSaid(string header, string message)
    {
        File.WriteAllBytes(_scratch.File(), SafeTensors.ToBytes(header, new byte[8]));
        Assert.Contains(message, Assert.Throws<CheckpointException>(() => _net.Load(_scratch.File())).Message);
    }

    [Fact]
    public void InvalidUtf8AndImpossibleLengthsAreSaid()
    {
        byte[] header = SafeTensors.ToBytes("{\"aa\": {}}", []);
        header[10] = 0xFF;
        Complains(header, "no UTF-8");
        Complains([.. BitConverter.GetBytes(ulong.MaxValue), 0], "but no header has more than");
        Complains([.. BitConverter.GetBytes(100_000_001ul), 0], "but no header has more than");
        // Allowed, but not there: nothing of the kind may be allocated.
        long before = GC.GetAllocatedBytesForCurrentThread();
        Complains([.. BitConverter.GetBytes(100_000_000ul), 0], "but the file ends after 1");
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MostBytes);
        Complains([1, 2, 3], "too few for a checkpoint");
        string deep = "{\"a\":" + string.Concat(Enumerable.Repeat("{\"a\":", 50_000)) + "1" + new string('}', 50_001);
        Complains(SafeTensors.ToBytes(deep, []), "Tensor 'a' has 'a'");
        Complains(SafeTensors.ToBytes("{\"a\": {\"shape\": " + new string('[', 100_000), []), "no valid JSON");

        void Complains(byte[] file, string message)
        {
            File.WriteAllBytes(_scratch.File(), file);
            Assert.Contains(message, Assert.Throws<CheckpointException>(() => _net.Load(_scratch.File())).Message);
        }
    }

    /// <summary>Only the seal can tell: every bound and shape holds, and every number is one that could have been written.</summary>
    [Fact]
    public void OneBitIsNoticed()
    {
        SafeTensors file = SafeTensors.Parse(_file);
        foreach (int place in (int[])[0, file.Data.Length / 2, file.Data.Length - 1])
        {
            byte[] data = [.. file.Data];
            data[place] ^= 1;
            Complains(new() { Header = file.Header, Data = data });
        }
        file.Metadata["optimizer.step"] = "6";
        Complains(file);

        void Complains(SafeTensors damaged)
        {
            File.WriteAllBytes(_scratch.File(), damaged.ToBytes());
            const string Message = "The file is damaged: its content is not what was written";
            Assert.Contains(Message, Assert.Throws<CheckpointException>(() => _trainer.Load(_scratch.File())).Message);
            Assert.Contains(Message, Assert.Throws<CheckpointException>(() => _net.Load(_scratch.File())).Message);
            Assert.Equal(_before, Numbers.Of<float>(_net));
            Assert.Equal(_beforeTrainer, Numbers.Of<float>(_trainer));
        }
    }

    /// <summary>Numbers in the metadata, behind a seal that somebody has made anew.</summary>
    [Theory]
    [InlineData("trainer.seed", "-1", "no whole number")]
    [InlineData("optimizer.step", "18446744073709551615", "more than there are steps")]
    [InlineData("optimizer.step", null, "lacks 'optimizer.step'")]
    [InlineData("optimizer.setting.Beta1", "1.5", "refuses a setting")]
    [InlineData("optimizer.setting.Beta1", "x", "no number")]
    [InlineData("optimizer.perStep.product", "", "no number")]
    [InlineData("schedule.baseRate", "-1", "but a rate is at least 0")]
    [InlineData("schedule.state.reductions", "-1", "refuses its numbers")]
    [InlineData("schedule.kind", "StepSchedule", "saved by a trainer with StepSchedule, but this one has ReduceOnPlateauSchedule")]
    public void NumbersAreCheckedToo(string key, string? value, string message)
    {
        SafeTensors file = SafeTensors.Parse(_file);
        if (value is null)
            file.Metadata.Remove(key);
        else
            file.Metadata[key] = value;
        file.Metadata["fastgrad.seal"] = SealOf(file);
        float[] before = [.. Numbers.Of<float>(_net), .. Numbers.Of<float>(_trainer)];
        File.WriteAllBytes(_scratch.File(), file.ToBytes());
        Assert.Contains(message, Assert.Throws<CheckpointException>(() => _trainer.Load(_scratch.File())).Message);
        float[] after = [.. Numbers.Of<float>(_net), .. Numbers.Of<float>(_trainer)];
        Assert.Equal(before, after);
    }

    /// <summary>To something else than what was saved, so that it shows what has been loaded.</summary>
    [MemberNotNull(nameof(_before), nameof(_beforeTrainer))]
    private void Move()
    {
        _trainer.Step(Numbers.Draw<float>(1, 24), Numbers.Labels(1, 4, 4));
        (_before, _beforeTrainer) = (Numbers.Of<float>(_net), Numbers.Of<float>(_trainer));
    }

    /// <summary>Whether it loads; then it is what was saved, and else all is as before.</summary>
    private bool Try(byte[] file)
    {
        string path = _scratch.File();
        File.WriteAllBytes(path, file);
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        bool loads = true;
        try
        {
            _trainer.Load(path);
        }
        catch (CheckpointException problem)
        {
            loads = false;
            Assert.StartsWith($"'{path}': ", problem.Message);
            _complaints.Add(problem.Message);
        }
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Assert.True(allocated < MostBytes, $"{allocated} bytes for a file of {file.Length}.");
        Same(loads ? _saved : _before, Numbers.Of<float>(_net));
        Same(loads ? _savedTrainer : _beforeTrainer, Numbers.Of<float>(_trainer));
        if (loads)
            Move();
        return loads;

        // Not Assert.Equal, which looks at each number for long.
        static void Same(float[] expected, float[] actual) => Assert.True(expected.AsSpan().SequenceEqual(actual), "Numbers have changed.");
    }

    private byte[] Mutate(Random random)
    {
        byte[] mutant = [.. _file];
        int header = 8 + (int)BitConverter.ToUInt64(_file);
        switch (random.Next(10))
        {
            case 0:
                mutant[random.Next(mutant.Length)] ^= (byte)(1 << random.Next(8));
                return mutant;
            case 1:
                for (int flips = random.Next(1, 8); flips > 0; flips--)
                    mutant[random.Next(header)] ^= (byte)(1 << random.Next(8));
                return mutant;
            case 2:
                return mutant[..random.Next(mutant.Length)];
            case 3:
                return [.. mutant, .. new byte[random.Next(1, 100)]];
            case 4:
                mutant[random.Next(8)] = (byte)random.Next(256);
                return mutant;
            case 5:
                // A piece out, or in twice.
                int from = random.Next(header), to = Math.Min(header, from + random.Next(1, 40));
                return random.Next(2) == 0 ? [.. mutant[..from], .. mutant[to..]] : [.. mutant[..to], .. mutant[from..to], .. mutant[to..]];
            case 6:
                return WithText(text => Replaced(text, random, char.IsAsciiDigit, _wildNumbers[random.Next(_wildNumbers.Length)]));
            case 7:
                return WithText(text => Replaced(text, random, letter => "{}[],:\"".Contains(letter), "{}[],:\" 1n"[random.Next(10)].ToString()));
            case 8:
                string deep = new(random.Next(2) == 0 ? '[' : '{', random.Next(1, 2000));
                return WithText(text => text.Insert(random.Next(1, text.Length), deep));
            default:
                return WithEntry(random);
        }
    }

    /// <summary>The header's text changed, and its length with it.</summary>
    private byte[] WithText(Func<string, string> change)
    {
        int length = (int)BitConverter.ToUInt64(_file);
        return SafeTensors.ToBytes(change(Encoding.UTF8.GetString(_file, 8, length)), _file[(8 + length)..]);
    }

    /// <summary>A whole run of such letters replaced.</summary>
    private static string Replaced(string text, Random random, Func<char, bool> isWanted, string with)
    {
        int at = random.Next(text.Length);
        while (!isWanted(text[at]))
            at = (at + 1) % text.Length;
        int end = at;
        while (end < text.Length && isWanted(text[end]))
            end++;
        return text[..at] + with + text[end..];
    }

    /// <summary>An entry that goes, moves, changes its name or its numbers; or none, which is the same file in other words.</summary>
    private byte[] WithEntry(Random random)
    {
        SafeTensors file = SafeTensors.Parse(_file);
        KeyValuePair<string, JsonNode?> entry = file.Header.ElementAt(random.Next(1, file.Header.Count));
        switch (random.Next(6))
        {
            case 0:
                file.Header.Remove(entry.Key);
                break;
            case 1:
                file.Header.Remove(entry.Key);
                file.Header.Add(entry.Key + "x", entry.Value);
                break;
            case 2:
                file.Header.Remove(entry.Key);
                file.Header.Add(entry.Key, entry.Value);
                break;
            case 3:
                entry.Value!["data_offsets"]![random.Next(2)] = random.NextInt64();
                break;
            case 4:
                entry.Value!["dtype"] = random.Next(2) == 0 ? "F64" : "I32";
                break;
            default:
                file.Metadata.Remove(file.Metadata.ElementAt(random.Next(file.Metadata.Count)).Key);
                break;
        }
        return file.ToBytes();
    }

    /// <summary>As the library makes it, written down a second time.</summary>
    internal static string SealOf(SafeTensors file)
    {
        using MemoryStream sealedBytes = new();
        foreach ((string key, JsonNode? value) in file.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            if (key != "fastgrad.seal")
                Add(key, value!.GetValue<string>());
        foreach ((string name, JsonNode? tensor) in file.Header)
            if (name != "__metadata__")
                Add(
                    name, tensor!["dtype"]!.GetValue<string>(), string.Join("×", file.ShapeOf(name)),
                    $"{tensor["data_offsets"]![0]}-{tensor["data_offsets"]![1]}");
        sealedBytes.Write(file.Data);
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(sealedBytes.ToArray()));

        void Add(params string[] words)
        {
            foreach (string word in words)
            {
                byte[] bytes = Encoding.UTF8.GetBytes(word);
                sealedBytes.Write(BitConverter.GetBytes(bytes.Length));
                sealedBytes.Write(bytes);
            }
        }
    }
}
