using System.Text.Json;

namespace FastGrad.Checkpoints.Tests;

/// <summary>PyTorch's modules, through a mapping: the same predictions, and back.</summary>
public sealed class StateDictTests : IDisposable
{
    private static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "StateDicts");
    private static readonly string _mixed = Path.Combine(_folder, "mixed.safetensors");

    private readonly Scratch _scratch = new();

    private static StateDictMapping Mapping => new StateDictMapping().Linear("Dense1", "fc1").BatchNorm("BatchNorm1", "bn").Linear("Dense2", "fc2");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void PredictsWhatPyTorchPredicts()
    {
        (double[] inputs, double[] outputs) = Predictions("mixed");
        MixedDoubleNet net = new();
        net.LoadStateDict(_mixed, Mapping);
        double[] predicted = new double[outputs.Length];
        net.Predict(inputs, predicted);
        Near(outputs, predicted, 1e-12);

        MixedNet single = new();
        single.LoadStateDict(_mixed, Mapping);
        float[] singles = new float[outputs.Length];
        single.Predict([.. inputs.Select(value => (float)value)], singles);
        Near(outputs, [.. singles.Select(value => (double)value)], 1e-6);
    }

    /// <summary>A trainer that is given another library's file says so, and not that some of it is missing.</summary>
    [Fact]
    public void OnlyLoadStateDictReadsIt()
    {
        MixedNet net = new();
        net.SaveStateDict(_scratch.File(), Mapping);
        foreach (string path in (string[])[_mixed, _scratch.File()])
        {
            const string Message = "so Save did not write it; the model's LoadStateDict reads files of others.";
            Assert.Contains(Message, Assert.Throws<CheckpointException>(() => net.CreateTrainer(2).Load(path)).Message);
            Assert.Contains(Message, Assert.Throws<CheckpointException>(() => net.Load(path)).Message);
        }
    }

    [Fact]
    public void EmbeddingsToo()
    {
        (double[] inputs, double[] outputs) = Predictions("words");
        WordsNet net = new();
        net.LoadStateDict(
            Path.Combine(_folder, "words.safetensors"), new StateDictMapping().Tensor("Embedding1.Table", "emb.weight").Linear("Dense1", "head"));
        double[] predicted = new double[outputs.Length];
        net.Predict([.. inputs.Select(value => (int)value)], predicted);
        Near(outputs, predicted, 1e-12);
    }

    [Fact]
    public void GoesBackAsItCame()
    {
        MixedDoubleNet net = new(), other = new(9);
        net.LoadStateDict(_mixed, Mapping);
        net.SaveStateDict(_scratch.File(), Mapping);
        SafeTensors file = SafeTensors.Parse(File.ReadAllBytes(_scratch.File())), original = SafeTensors.Parse(File.ReadAllBytes(_mixed));
        Assert.Equal("pt", file.Metadata["format"]!.GetValue<string>());
        Assert.Equal([17, 6], file.ShapeOf("fc1.weight"));
        // The one tensor that PyTorch has in double.
        Assert.Equal(original.BytesOf("bn.running_mean"), file.BytesOf("bn.running_mean"));
        Assert.Equal(
            original.Header.Select(entry => entry.Key).Where(key => key != "bn.num_batches_tracked").Order(),
            file.Header.Select(entry => entry.Key).Order());
        other.LoadStateDict(_scratch.File(), Mapping);
        Assert.Equal(Numbers.Of<double>(net), Numbers.Of<double>(other));
    }

    [Fact]
    public void TheMappingMustFitTheModel()
    {
        Misfit("says nothing of the model's 'Dense2.Weight' (17×4)", new StateDictMapping().Linear("Dense1", "fc1").BatchNorm("BatchNorm1", "bn"));
        Misfit("names 'Dense3.Weight', but the model has no such tensor. Nearest to 'Dense3.Weight' is 'Dense", Mapping.Linear("Dense3", "fc3"));
        Misfit("'BatchNorm1.Scale' is mapped as a transposed matrix, but is 17", new StateDictMapping()
            .Linear("Dense1", "fc1").Transposed("BatchNorm1.Scale", "bn.weight").Tensor("BatchNorm1.Shift", "b")
            .Tensor("BatchNorm1.RunningMean", "m").Tensor("BatchNorm1.RunningVariance", "v").Linear("Dense2", "fc2"));
        Assert.Equal("name", Assert.Throws<ArgumentException>(() => Mapping.Tensor("Dense1.Weight", "x")).ParamName);
        Assert.Equal("other", Assert.Throws<ArgumentException>(() => Mapping.Tensor("x", "fc1.weight")).ParamName);

        static void Misfit(string message, StateDictMapping mapping) =>
            Assert.Contains(message, Assert.Throws<ArgumentException>(() => new MixedNet().LoadStateDict(_mixed, mapping)).Message);
    }

    [Fact]
    public void TheFileMustFitTheMapping()
    {
        Misfit(new MixedNet(), "The file lacks tensors 'fc9.weight', 'fc9.bias'. Nearest to 'fc9.weight' is 'fc", new StateDictMapping()
            .Linear("Dense1", "fc1").BatchNorm("BatchNorm1", "bn").Linear("Dense2", "fc9"));
        Misfit(new MixedNet(), "The file has tensor 'bn.num_batches_tracked', for which there is no place here.", new StateDictMapping()
            .Linear("Dense1", "fc1").Linear("Dense2", "fc2").Tensor("BatchNorm1.Scale", "bn.weight").Tensor("BatchNorm1.Shift", "bn.bias")
            .Tensor("BatchNorm1.RunningMean", "bn.running_mean").Tensor("BatchNorm1.RunningVariance", "bn.running_var"));
        Misfit(new WiderNet(), "Tensor 'fc2.weight' is 4×17 in the file, but should be 5×17, as 'Dense2.Weight' is 17×5 here.", Mapping);
        Misfit(new MixedNet(), "Tensor 'fc1.weight' is 17×6 in the file, but should be 6×17", new StateDictMapping()
            .Tensor("Dense1.Weight", "fc1.weight").Tensor("Dense1.Bias", "fc1.bias").BatchNorm("BatchNorm1", "bn").Linear("Dense2", "fc2"));
        Misfit(new MixedNet(), "has no 'fastgrad.format'", null);

        static void Misfit(IModel<float> net, string message, StateDictMapping? mapping)
        {
            float[] before = Numbers.Of(net);
            CheckpointException thrown = Assert.Throws<CheckpointException>(() =>
            {
                if (mapping is null)
                    net.Load(_mixed);
                else
                    net.LoadStateDict(_mixed, mapping);
            });
            Assert.Contains(message, thrown.Message);
            Assert.Equal(before, Numbers.Of(net));
        }
    }

    [Fact]
    public void WholeNumbersAreNoWeights()
    {
        SafeTensors file = SafeTensors.Parse(File.ReadAllBytes(_mixed));
        file.Header["fc1.weight"]!["dtype"] = "I32";
        File.WriteAllBytes(_scratch.File(), file.ToBytes());
        Assert.Contains(
            "is I32 in the file, but should be F16, BF16, F32 or F64",
            Assert.Throws<CheckpointException>(() => new MixedNet().LoadStateDict(_scratch.File(), Mapping)).Message);
    }

    private static (double[] Inputs, double[] Outputs) Predictions(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "predictions.json")));
        JsonElement module = document.RootElement.GetProperty(name);
        return (module.GetProperty("inputs").Deserialize<double[]>()!, module.GetProperty("outputs").Deserialize<double[]>()!);
    }

    private static void Near(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int index = 0; index < expected.Length; index++)
            Assert.True(
                Math.Abs(expected[index] - actual[index]) <= tolerance * Math.Max(1, Math.Abs(expected[index])),
                $"Element {index}: expected {expected[index]:R}, got {actual[index]:R}.");
    }
}
