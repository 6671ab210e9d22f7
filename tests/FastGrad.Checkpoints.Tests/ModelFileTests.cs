using System.Runtime.InteropServices;

namespace FastGrad.Checkpoints.Tests;

/// <summary>A model to a file and back, and files that are another model's.</summary>
public sealed class ModelFileTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void LoadsWhatWasSaved()
    {
        MixedNet net = Trained();
        net.Save(_scratch.File());
        MixedNet other = new(99);
        other.Load(_scratch.File());
        Assert.Equal(Numbers.Of<float>(net), Numbers.Of<float>(other));
        Assert.Equal([Path.GetFileName(_scratch.File())], _scratch.Files());
    }

    [Fact]
    public void DoubleLoadsWhatWasSaved()
    {
        MixedDoubleNet net = new(3);
        net.Parameters[0].Values[0] = double.NaN;
        net.Parameters[0].Values[1] = double.NegativeInfinity;
        net.Save(_scratch.File());
        MixedDoubleNet other = new(99);
        other.Load(_scratch.File());
        Assert.Equal(Numbers.Of<double>(net), Numbers.Of<double>(other));
    }

    [Fact]
    public void AModelWithoutParametersHasAFileToo()
    {
        new EmptyNet().Save(_scratch.File());
        new EmptyNet().Load(_scratch.File());
    }

    /// <summary>By another reader: what stands where, under which name.</summary>
    [Fact]
    public void TheFileIsSafeTensors()
    {
        MixedNet net = Trained();
        net.Save(_scratch.File());
        byte[] bytes = File.ReadAllBytes(_scratch.File());
        SafeTensors file = SafeTensors.Parse(bytes);

        Assert.Equal(0, (bytes.Length - file.Data.Length) % 8);
        Assert.Equal(
            ["__metadata__", .. net.Parameters.Select(p => p.Name), .. net.Buffers.Select(p => p.Name)],
            file.Header.Select(entry => entry.Key));
        Assert.Equal([6, 17], file.ShapeOf("Dense1.Weight"));
        Assert.Equal("F32", file.Header["Dense1.Weight"]!["dtype"]!.GetValue<string>());
        foreach (Parameter<float> tensor in net.Parameters.Concat(net.Buffers))
            Assert.Equal(MemoryMarshal.AsBytes(tensor.Values).ToArray(), file.BytesOf(tensor.Name));
        Assert.Equal(Numbers.Of<float>(net).Length * sizeof(float), file.Data.Length);
        Assert.Equal("1", file.Metadata["fastgrad.format"]!.GetValue<string>());
        Assert.Equal("MixedNet", file.Metadata["fastgrad.model"]!.GetValue<string>());
        Assert.Equal(64, file.Metadata["fastgrad.schema"]!.GetValue<string>().Length);
    }

    [Fact]
    public void TheSameModelGivesTheSameBytes()
    {
        new MixedNet(5).Save(_scratch.File("a"));
        new MixedNet(5).Save(_scratch.File("b"));
        Assert.Equal(File.ReadAllBytes(_scratch.File("a")), File.ReadAllBytes(_scratch.File("b")));
    }

    [Fact]
    public void ATrainersFileHoldsItsModel()
    {
        MixedNet net = new(5);
        var trainer = net.CreateTrainer(4);
        trainer.Step(Numbers.Draw<float>(1, 24), Numbers.Labels(2, 4, 4));
        trainer.Save(_scratch.File());
        MixedNet other = new(9);
        other.Load(_scratch.File());
        Assert.Equal(Numbers.Of<float>(net), Numbers.Of<float>(other));
        CheckpointException thrown = Assert.Throws<CheckpointException>(() =>
        {
            new MixedNet().Save(_scratch.File());
            trainer.Load(_scratch.File());
        });
        Assert.Contains("holds no trainer", thrown.Message);
    }

    /// <summary>Against the rules; but the file in its place is one that loads, with numbers that were there at some time.</summary>
    [Fact]
    public void WhatChangesWhileItIsSavedIsSealedAsItIsWritten()
    {
        LargeNet net = new(), other = new();
        using ManualResetEventSlim runs = new();
        bool isOver = false;
        Thread trainer = new(() =>
        {
            for (float number = 1; !Volatile.Read(ref isOver); number++)
            {
                net.Parameters[0].Values.Fill(number);
                runs.Set();
            }
        });
        trainer.Start();
        try
        {
            runs.Wait();
            for (int save = 0; save < 5; save++)
            {
                net.Save(_scratch.File());
                other.Load(_scratch.File());
            }
        }
        finally
        {
            Volatile.Write(ref isOver, true);
            trainer.Join();
        }
    }

    [Fact]
    public void CloneIsAModelOfItsOwn()
    {
        MixedNet net = Trained();
        MixedNet clone = net.Clone();
        float[] before = Numbers.Of<float>(net);
        Assert.Equal(before, Numbers.Of<float>(clone));
        var trainer = clone.CreateTrainer(4);
        trainer.Step(Numbers.Draw<float>(1, 24), Numbers.Labels(2, 4, 4));
        Assert.Equal(before, Numbers.Of<float>(net));
        Assert.NotEqual(Numbers.Of(net.Parameters), Numbers.Of(clone.Parameters));
        Assert.NotEqual(Numbers.Of(net.Buffers), Numbers.Of(clone.Buffers));

        net.CopyParametersFrom(clone);
        Assert.Equal(Numbers.Of<float>(clone), Numbers.Of<float>(net));
        Assert.Equal("other", Assert.Throws<ArgumentNullException>(() => net.CopyParametersFrom(null!)).ParamName);
    }

    [Fact]
    public void AnotherShapeIsSaid() => Refuses(new WiderNet(), "Dense2.Weight", "Tensor 'Dense2.Weight' is 17×4 in the file, but 17×5 here.");

    [Fact]
    public void MissingAndUnexpectedTensorsAreNamed()
    {
        Refuses(
            new ShorterNet(), "BatchNorm1.Scale",
            "The file has tensors 'BatchNorm1.Scale', 'BatchNorm1.Shift', 'BatchNorm1.RunningMean', 'BatchNorm1.RunningVariance', for which there is no place here.");
        new ShorterNet().Save(_scratch.File("short"));
        CheckpointException thrown = Assert.Throws<CheckpointException>(() => new MixedNet().Load(_scratch.File("short")));
        Assert.Contains("The file lacks tensors 'BatchNorm1.Scale'", thrown.Message);
        Assert.Equal(_scratch.File("short"), thrown.Path);
    }

    [Fact]
    public void TheNearestNameIsSuggested()
    {
        new MixedNet().Save(_scratch.File());
        SafeTensors file = SafeTensors.Parse(File.ReadAllBytes(_scratch.File()));
        file.Header = System.Text.Json.Nodes.JsonNode.Parse(file.Header.ToJsonString().Replace("Dense1.Weight", "dense1.weigth"))!.AsObject();
        File.WriteAllBytes(_scratch.File(), file.ToBytes());
        CheckpointException thrown = Assert.Throws<CheckpointException>(() => new MixedNet().Load(_scratch.File()));
        Assert.Contains("The file lacks tensor 'Dense1.Weight'. Nearest to 'Dense1.Weight' is 'dense1.weigth'.", thrown.Message);
        Assert.Equal("Dense1.Weight", thrown.Tensor);
    }

    [Fact]
    public void AnotherPrecisionIsSaid()
    {
        new MixedNet().Save(_scratch.File());
        CheckpointException thrown = Assert.Throws<CheckpointException>(() => new MixedDoubleNet().Load(_scratch.File()));
        Assert.Contains("Tensor 'Dense1.Weight' is F32 in the file, but F64 here.", thrown.Message);
    }

    /// <summary>No shape tells a relu from a tanh, but the weights mean something else.</summary>
    [Fact]
    public void OtherLayersAreRefusedAndOtherRatesAreNot()
    {
        Refuses(new OtherActivationNet(), null, "its layers are others");
        new MixedNet(4).Save(_scratch.File());
        OtherRateNet other = new();
        other.Load(_scratch.File());
        Assert.Equal(Numbers.Of<float>(new MixedNet(4)), Numbers.Of<float>(other));
    }

    /// <summary>In one process after another, and so on every machine.</summary>
    [Fact]
    public void TheSchemasHashIsWhatItWas()
    {
        new TinyNet().Save(_scratch.File());
        string text = "F32\nlayer input Input 3\nlayer Dense1 Dense 2\nparameter Dense1.Weight 3×2\nparameter Dense1.Bias 2\n";
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text))),
            SafeTensors.Parse(File.ReadAllBytes(_scratch.File())).Metadata["fastgrad.schema"]!.GetValue<string>());
    }

    [Fact]
    public void WhatTheSystemRefusesIsTheSystems()
    {
        MixedNet net = new();
        Assert.Throws<FileNotFoundException>(() => net.Load(_scratch.File("nowhere")));
        Assert.Throws<DirectoryNotFoundException>(() => net.Save(Path.Combine(_scratch.File("nowhere"), "file")));
        Directory.CreateDirectory(_scratch.File("folder"));
        Assert.ThrowsAny<SystemException>(() => net.Save(_scratch.File("folder")));
        Assert.Empty(_scratch.Files());
        Assert.Throws<ArgumentException>(() => net.Save(""));
        Assert.Throws<ArgumentNullException>(() => net.Load(null!));
    }

    private static MixedNet Trained()
    {
        MixedNet net = new(5);
        var trainer = net.CreateTrainer(4);
        for (int step = 0; step < 3; step++)
            trainer.Step(Numbers.Draw<float>(step, 24), Numbers.Labels(step, 4, 4));
        return net;
    }

    private void Refuses(IModel<float> other, string? tensor, string message)
    {
        Trained().Save(_scratch.File());
        float[] before = Numbers.Of(other);
        CheckpointException thrown = Assert.Throws<CheckpointException>(() => other.Load(_scratch.File()));
        Assert.Contains(message, thrown.Message);
        Assert.Contains(_scratch.File(), thrown.Message);
        Assert.Equal(tensor, thrown.Tensor);
        Assert.Equal(before, Numbers.Of(other));
    }
}
