using FastGrad.Compiler;
using FastGrad.Compiler.Specs;
using FastGrad.Models.Tests.Harness;

namespace FastGrad.Models.Tests.Contract;

[Model(Profile = true), Input(5), Dense(7), Relu, Dense(3), CrossEntropy, Adam]
public partial class ProfiledNet;

[Model, Input(5), Dense(7), Relu, Dense(3), CrossEntropy, Adam]
public partial class UnprofiledNet;

/// <summary>The time of each kernel. One test after another, since a model's profile is all its trainers'.</summary>
public class ProfileTests
{
    private static readonly float[] _inputs = [.. Enumerable.Range(0, 8 * 5).Select(index => (index * 7 % 11 - 5) / 5f)];
    private static readonly int[] _labels = [0, 1, 2, 1, 0, 2, 2, 1];

    private readonly ProfiledNet _net = new(seed: 3);
    private readonly ProfiledNet.Trainer<Adam> _trainer;

    public ProfileTests()
    {
        _trainer = _net.CreateTrainer(8);
        ProfiledNet.Profile.Reset();
    }

    [Fact]
    public void AStepRunsEveryKernelOnce()
    {
        _trainer.Step(_inputs, _labels);
        _trainer.Step(_inputs.AsSpan(0, 3 * 5), _labels.AsSpan(0, 3));

        Assert.Equal(["Forward", "Loss", "Backward"], ProfiledNet.Profile.Kernels.Select(kernel => kernel.Phase).Distinct());
        Assert.All(ProfiledNet.Profile.Kernels, kernel =>
        {
            Assert.Equal(2, kernel.Calls);
            Assert.Equal(8 + 3, kernel.Examples);
        });
        // Of one kernel it may be less than a TimeSpan can tell.
        Assert.True(ProfiledNet.Profile.Kernels.Sum(kernel => kernel.Time.TotalSeconds) > 0);
    }

    [Fact]
    public void APredictionRunsTheForwardKernels()
    {
        _net.CreatePredictor(8).Predict(_inputs, new float[8 * 3]);

        Assert.All(ProfiledNet.Profile.Kernels, kernel => Assert.Equal(kernel.Phase == "Forward" ? 1 : 0, kernel.Calls));
    }

    [Fact]
    public void OperationsAndBytesAreThoseOfTheProducts()
    {
        _trainer.Step(_inputs, _labels);
        KernelProfile[] products = [.. ProfiledNet.Profile.Kernels.Where(kernel => kernel.Name.Contains('·'))];

        Assert.Equal(5, products.Length);
        const int First = 5 * 7, Second = 7 * 3;
        // Two forward, the second layer's input gradient, two weight gradients.
        Assert.Equal([First, Second, Second, Second, First], products.Select(product => product.Flops / (2 * 8)));
        // Inputs, weights, the bias and what comes out.
        Assert.Equal(4 * (8 * 5 + First + 7 + 8 * 7), products[0].Bytes);
        Assert.Equal(4 * (8 * 7 + Second + 3 + 8 * 3), products[1].Bytes);
        Assert.Equal(4 * (8 * 5 + 8 * 7 + First), products[^1].Bytes);
    }

    [Fact]
    public void NamesSayWhatIsComputedAndWhereTheUpdateIsPartOfIt()
    {
        string[] names = [.. ProfiledNet.Profile.Kernels.Select(kernel => kernel.Name)];

        Assert.Contains("gradient of Dense1.Weight = inputsᵀ · Dense1Gradient, and update", names);
        Assert.Contains("gradient of Dense2.Bias = OutputGradient summed over the batch, and update", names);
        Assert.Equal(4, names.Count(name => name.EndsWith(", and update", StringComparison.Ordinal)));
        Assert.Contains(names, name => name.Contains("log(sum)"));
    }

    [Fact]
    public void WhatIsLearnedIsTheSame()
    {
        UnprofiledNet other = new(seed: 3);
        UnprofiledNet.Trainer<Adam> trainer = other.CreateTrainer(8);
        for (int step = 0; step < 5; step++)
            Assert.Equal(trainer.Step(_inputs, _labels), _trainer.Step(_inputs, _labels));

        Assert.Equal(other.Parameters.SelectMany(all => all.Values.ToArray()), _net.Parameters.SelectMany(all => all.Values.ToArray()));
    }

    [Fact]
    public void NothingAllocates() => Allocation.None(() => _trainer.Step(_inputs, _labels), warm: 100, times: 100);

    [Fact]
    public void TheTableHasEveryKernel()
    {
        _trainer.Step(_inputs, _labels);
        string table = ProfiledNet.Profile.ToString();

        Assert.StartsWith("ProfiledNet, float\n", table);
        Assert.All(ProfiledNet.Profile.Kernels, kernel => Assert.Contains(kernel.Name.Length > 60 ? kernel.Name[..60] : kernel.Name, table));
        foreach (string word in (string[])["GFLOP/s", "GB/s", "of peak", "total", "Peak: "])
            Assert.Contains(word, table);
        // Name, head, sums and peak, and the four lines between: eight lines that are no kernel's.
        Assert.Equal(ProfiledNet.Profile.Kernels.Count + 8, table.Split('\n').Length);
    }

    [Fact]
    public void ResettingForgets()
    {
        _trainer.Step(_inputs, _labels);
        ProfiledNet.Profile.Reset();

        Assert.All(ProfiledNet.Profile.Kernels, kernel => Assert.Equal((0, 0, TimeSpan.Zero, 0, 0), (kernel.Calls, kernel.Examples, kernel.Time, kernel.Flops, kernel.Bytes)));
        Assert.DoesNotContain("Backward", ProfiledNet.Profile.ToString());
    }

    /// <summary>Also of a model with a loop, buffers and another inference: the code around is the same to the letter.</summary>
    [Theory]
    [InlineData("Input(6, 4), Gru(5), LastStep, Dense(2), Mse, Adam")]
    [InlineData("Input(6), BatchNorm, Dense(4), Dropout(0.5), Tanh, Dense(2), Mse, Lamb")]
    public void ItsLinesAreAllThatIsAdded(string stages)
    {
        ModelSpec spec = InMemory.Compile($"[Model, {stages}] public partial class Net;").Specs.Single();
        string[] without = ModelCompiler.Compile(spec).Source.Split('\n'), with = ModelCompiler.Compile(spec with { Profile = true }).Source.Split('\n');

        // The list of kernels is the last of what is added that is no line by itself.
        int list = Array.FindIndex(with, line => line.Contains("The time of each kernel.</summary>")), end = Array.FindIndex(with, list, line => line.Trim() == "]);");
        Assert.Equal(without, with.Where((line, index) => !line.Contains("_clock") && !line.Contains("ModelProfile Profile =>") && !line.Contains("together.</summary>")
            && (index < list - 1 || index > end)));
        Assert.Equal(with.Count(line => line.Contains("ref _clock")), end - list - 3);
    }
}
