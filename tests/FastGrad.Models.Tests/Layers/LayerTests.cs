using FastGrad.Models.Tests.Harness;

namespace FastGrad.Models.Tests.Layers;

/// <summary>The library's layers, compiled: outputs, buffers and gradients in training, and predictions.</summary>
[Trait("Category", "Numeric")]
public class LayerTests
{
    private const string Mean = "BatchNorm1.RunningMean", Variance = "BatchNorm1.RunningVariance";

    [Fact]
    public void Dense() => new LayerCheck(
        new DenseModel(), new Shape(7), (x, values) => new DenseAttribute(5).Forward(x, values["Weight"], values["Bias"])).Run();

    [Fact]
    public void DenseOfSequences() => new LayerCheck(
        new DenseOfSequencesModel(), new Shape(4, 7),
        (x, values) => new DenseAttribute(5).Forward(x, values["Weight"], values["Bias"])).Run();

    [Fact]
    public void DenseWithoutABiasHasNone()
    {
        BareDenseModel model = new();

        Assert.Single(model.Parameters);
        new LayerCheck(model, new Shape(7), (x, values) => new DenseAttribute(5) { Bias = false }.Forward(x, values["Weight"], null!)).Run();
    }

    [Fact]
    public void Flatten() => new LayerCheck(
        new FlattenModel(), new Shape(2, 3, 2),
        (x, values) => Ops.MatMul(new FlattenAttribute().Forward(x), values["Weight"]) + values["Bias"]).Run();

    [Fact]
    public void Softmax() => new LayerCheck(new SoftmaxModel(), new Shape(3, 5), (x, _) => new SoftmaxAttribute().Forward(x)).Run();

    [Fact]
    public void LogSoftmax() => new LayerCheck(new LogSoftmaxModel(), new Shape(3, 5), (x, _) => new LogSoftmaxAttribute().Forward(x)).Run();

    [Fact]
    public void LastStep() => new LayerCheck(new LastStepModel(), new Shape(4, 3), (x, _) => new LastStepAttribute().Forward(x)).Run();

    [Fact]
    public void LayerNorm() => new LayerCheck(
        new LayerNormModel(), new Shape(9),
        (x, values) => new LayerNormAttribute().Forward(x, values["Scale"], values["Shift"])).Run();

    [Fact]
    public void LayerNormOfRows() => new LayerCheck(
        new LayerNormOfRowsModel(), new Shape(2, 3, 5),
        (x, values) => new LayerNormAttribute { Epsilon = 0.1 }.Forward(x, values["Scale"], values["Shift"])).Run();

    [Fact]
    public void BatchNorm() => new LayerCheck(new BatchNormModel(), new Shape(5), (x, values) => Normalised(new(), x, values)).Run();

    [Fact]
    public void BatchNormOfImages() => new LayerCheck(
        new BatchNormOfImagesModel(), new Shape(2, 3, 5), (x, values) => Normalised(new() { Momentum = 0.3, Epsilon = 0.01 }, x, values)).Run();

    [Fact]
    public void Dropout() => new LayerCheck(new DropoutModel(), new Shape(3, 7), (x, _) => new DropoutAttribute(0.3).Forward(x)).Run();

    [Fact]
    public void DropoutOfNothing() => new LayerCheck(new NoDropoutModel(), new Shape(3, 7), (x, _) => x).Run();

    [Fact]
    public void DropoutOfEverything() => new LayerCheck(
        new AllDropoutModel(), new Shape(3, 7), (x, _) => Ops.Training ? Ops.Zeros(x.Shape) : x).Run();

    /// <summary>In single precision the same elements are dropped, in each of two layers and from call to call.</summary>
    [Fact]
    public void MasksAreTheDeclarationsInSinglePrecisionToo()
    {
        const int Batch = 5;
        Tensor ones = Ops.Ones(new Shape(3, 7));
        var trainer = new TwoDropoutsModel().CreateTrainer(Trainers.Here, Batch, new TrainerOptions { Seed = 1ul << 40 | 5 });
        float[] inputs = new float[Batch * ones.Length];
        Array.Fill(inputs, 1);

        for (ulong call = 0; call < 4; call++)
        {
            Tensor[] expected = Eager.Run(
                Batch, _ => new DropoutAttribute(0.6).Forward(new DropoutAttribute(0.3).Forward(ones)), training: true, 1ul << 40 | 5, call);
            double[] factors = [.. expected.SelectMany(example => example.Values.ToArray())];
            float[] outputs = trainer.Forward(inputs).ToArray();

            Assert.Equal(factors.Select(factor => factor == 0), outputs.Select(output => output == 0));
            Assert.All(factors.Zip(outputs), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        }
    }

    [Fact]
    public void AProbabilityThatRoundsOntoANumberStillLiesAboveIt()
    {
        Tensor drawn = Eager.Run(1, _ => Ops.Uniform(new Shape(2)))[0];
        Assert.Equal(EdgeMaskAttribute.First, drawn[0]);
        Assert.Equal((float)EdgeMaskAttribute.First, (float)EdgeMaskAttribute.Probability);

        Tensor declared = Eager.Run(1, _ => new EdgeMaskAttribute().Forward(new(1, 1)), training: true)[0];
        float[] compiled = new EdgeMaskModel().CreateTrainer(Trainers.Here, 1).Forward([1, 1]).ToArray();

        Assert.Equal([1, 1], declared.Values.ToArray());
        Assert.Equal([1, 1], compiled);
    }

    [Fact]
    public void EmbeddingLearnsTheRowsItLooksUp()
    {
        EmbeddingModel model = new();
        var trainer = model.CreateTrainer(Trainers.Here, 2);
        int[] tokens = [0, 3, 3, 1, 0, 3, 1, 1, 1, 0, 0, 3];
        double[] targets = [.. Enumerable.Range(0, tokens.Length * 5).Select(index => Math.Sin(index))];
        Tensor table = LayerValues.Of(model)["Table"];
        Tensor[] indices = [.. tokens.Chunk(6).Select(chunk => new Tensor(new Shape(2, 3), [.. chunk.Select(token => (double)token)]))];

        double[] outputs = trainer.Forward(tokens).ToArray();
        double loss = trainer.Loss(targets);
        trainer.ZeroGradients();
        trainer.Backward();

        Tensor[] expected = [.. indices.Select(index => new EmbeddingAttribute(4, 5).Forward(index, table))];
        Assert.Equal(expected.SelectMany(example => example.Values.ToArray()), outputs);
        Assert.Equal(outputs.Zip(targets, (output, target) => (output - target) * (output - target)).Average(), loss, 1e-12);
        // The mean's derivative, added up where a token comes again.
        double[] gradient = new double[table.Length];
        for (int place = 0; place < outputs.Length; place++)
            gradient[tokens[place / 5] * 5 + place % 5] += 2 * (outputs[place] - targets[place]) / outputs.Length;
        double[] actual = trainer.Gradients[0].Values.ToArray();
        Assert.All(gradient.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.All(actual[10..15], value => Assert.Equal(0, value));
    }

    private static Tensor Normalised(BatchNormAttribute layer, Tensor x, LayerValues values)
    {
        Tensor mean = values.Buffers[Mean], variance = values.Buffers[Variance];
        Tensor output = layer.Forward(x, values["Scale"], values["Shift"], ref mean, ref variance);
        (values.Buffers[Mean], values.Buffers[Variance]) = (mean, variance);
        return output;
    }
}
