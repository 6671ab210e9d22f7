using FastGrad.Models.Tests.Layers;
using FastGrad.Models.Tests.Losses;

namespace FastGrad.Models.Tests.Contract;

/// <summary>The model as data: the description, and that the bytes it states are those that a trainer allocates.</summary>
public class DataTests
{
    [Fact]
    public void TheTableSaysWhatWasDeclared()
    {
        // Dense(9): 6·9 + 9 parameters, 2·6·9 FLOPs; PRelu: one; Dense(4): 9·4 + 4 and 2·9·4. Four bytes each.
        string[] lines = new LabelNet().Describe().Split('\n');
        Assert.Equal("LabelNet, float", lines[0]);
        Assert.Equal(["layer", "declared", "as", "output", "parameters", "FLOPs", "bytes", "activations"], Words(lines[2]));
        Assert.Equal(["input", "Input", "6", "24"], Words(lines[4]));
        Assert.Equal(["Dense1", "Dense(9)", "9", "63", "108", "252", "36"], Words(lines[5]));
        Assert.Equal(["PRelu1", "PRelu", "9", "1", "4", "36"], Words(lines[6]));
        Assert.Equal(["Dense2", "Dense(4)", "4", "40", "72", "160", "16"], Words(lines[7]));
        Assert.Equal(["total", "104", "180", "416", "112"], Words(lines[9]));
        Assert.Equal("Loss: CrossEntropy; learned by AdamW(LearningRate = 0.01)", lines[11]);
        Assert.Equal(LabelNet.ParameterCount, new LabelNet().Description.ParameterCount);

        static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public void AGraphNamesItsLayersAndOutputs()
    {
        ModelDescription description = new DuetNet().Description;
        Assert.Equal(["image", "tokens", "Trunk", "Norm", "Memory", "Words", "Head", "Guess"], description.Layers.Select(layer => layer.Name));
        Assert.Equal("CrossEntropy of Policy, Huber(Delta = 0.5, LossWeight = 0.5) of Value", description.Loss);
        Assert.Equal("Indices(7)", description.Layers[1].Display);
        Assert.Equal(12, description.BufferCount);
        // Trunk 5×6 + 6, scale, shift and gain of 6, table 7×6, head 6×4 + 4, guess 6 + 1.
        Assert.Equal(36 + 12 + 6 + 42 + 28 + 7, description.ParameterCount);
        Assert.Equal(2 * (30 + 24 + 6), description.Flops);
        Assert.Equal(new Shape(2, 6), description.Layers.Single(layer => layer.Name == "Words").Output);
    }

    [Fact]
    public void AModelWithoutBuffersOrStatesHasEmptyOnes()
    {
        var net = new LabelNet();
        IModel<float> model = net;
        Assert.Empty(net.Buffers);
        model.ResetState();
        ITrainer<float> trainer = model.CreateTrainer(2, new TrainerOptions { Seed = 9 });
        Assert.Equal((9u, 0u), (trainer.Seed, trainer.Call));
        trainer.ResetState();
        Assert.Equal(net.Parameters.Count, trainer.Gradients.Count);
    }

    public static TheoryData<string, IModel, Func<IModel, int, ITrainer>, long, long> Models => new()
    {
        { "labels", new LabelNet(), (net, capacity) => ((LabelNet)net).CreateTrainer<Sgd>(capacity), LabelNet.WorkspaceFixedBytes, LabelNet.WorkspaceBytesPerExample },
        { "input gradient", new TensorNet(), (net, capacity) => ((TensorNet)net).CreateTrainer<Sgd>(capacity), TensorNet.WorkspaceFixedBytes, TensorNet.WorkspaceBytesPerExample },
        { "example losses", new IgnoringNet(), (net, capacity) => ((IgnoringNet)net).CreateTrainer<Sgd>(capacity), IgnoringNet.WorkspaceFixedBytes, IgnoringNet.WorkspaceBytesPerExample },
        { "example losses, packed", new ManifoldNet(), (net, capacity) => ((ManifoldNet)net).CreateTrainer<Sgd>(capacity), ManifoldNet.WorkspaceFixedBytes, ManifoldNet.WorkspaceBytesPerExample },
        { "packed", new DuetNet(), (net, capacity) => ((DuetNet)net).CreateTrainer<Sgd>(capacity), DuetNet.WorkspaceFixedBytes, DuetNet.WorkspaceBytesPerExample },
        { "indices", new EmbeddingModel(), (net, capacity) => ((EmbeddingModel)net).CreateTrainer<Sgd>(capacity), EmbeddingModel.WorkspaceFixedBytes, EmbeddingModel.WorkspaceBytesPerExample },
        { "inference of its own", new BatchNormOfImagesModel(), (net, capacity) => ((BatchNormOfImagesModel)net).CreateTrainer<Sgd>(capacity), BatchNormOfImagesModel.WorkspaceFixedBytes, BatchNormOfImagesModel.WorkspaceBytesPerExample },
        { "random", new TwoDropoutsModel(), (net, capacity) => ((TwoDropoutsModel)net).CreateTrainer<Sgd>(capacity), TwoDropoutsModel.WorkspaceFixedBytes, TwoDropoutsModel.WorkspaceBytesPerExample },
    };

    [Theory, MemberData(nameof(Models))]
    public void WorkspaceBytesAreWhatATrainerAllocates(string model, IModel net, Func<IModel, int, ITrainer> create, long once, long perExample)
    {
        ModelDescription description = net.Description;
        Assert.Equal((once, perExample), (description.WorkspaceFixedBytes, description.WorkspaceBytesPerExample));
        create(net, 1);
        foreach (int capacity in (int[])[1, 2, 40])
            Assert.True(create(net, capacity).WorkspaceBytes == description.WorkspaceBytes(capacity), model);
        long few = Allocation.Of(() => create(net, 8)), many = Allocation.Of(() => create(net, 1008));
        Assert.True(many - few == 1000 * perExample, $"{model}: {many - few} for 1000 examples of {perExample}");
        // Sgd has no slots but their slack; the rest is objects.
        Assert.InRange(few - description.WorkspaceBytes(8), 0, 8000);
    }
}
