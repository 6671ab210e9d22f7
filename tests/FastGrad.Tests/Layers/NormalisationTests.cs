namespace FastGrad.Tests.Layers;

/// <summary>The declarations of normalising layers against PyTorch's.</summary>
[Trait("Category", "Numeric")]
public class NormalisationTests
{
    private const int Batch = 6;

    public static TheoryData<string> BatchNorms => ["batch norm of vectors", "batch norm of images"];

    [Theory]
    [MemberData(nameof(BatchNorms))]
    public void BatchNormIsPyTorchs(string name)
    {
        LayerData data = new(name);
        BatchNormAttribute layer = name.EndsWith("images") ? new() { Momentum = 0.3, Epsilon = 1e-3 } : new();
        Shape channels = data["scale"].Shape;
        Tensor runningMean = Ops.Zeros(channels), runningVariance = Ops.Ones(channels);

        for (int step = 0; step < 4; step++)
        {
            Tensor mean = runningMean, variance = runningVariance;
            // Every example sees the buffers as they were and must leave the same in them.
            var results = Eager.Run(
                Batch,
                example =>
                {
                    Tensor ownMean = mean, ownVariance = variance;
                    Tensor x = Ops.Select(data["batches"], 0, step * Batch + example);
                    Tensor output = layer.Forward(x, data["scale"], data["shift"], ref ownMean, ref ownVariance);
                    return (Output: output, Mean: ownMean, Variance: ownVariance);
                },
                training: step < 3);

            for (int example = 0; example < Batch; example++)
            {
                Near.Equal(Ops.Select(data["outputs"], 0, step * Batch + example), results[example].Output);
                Near.Equal(Ops.Select(data["means"], 0, step), results[example].Mean);
                Near.Equal(Ops.Select(data["variances"], 0, step), results[example].Variance);
            }
            (_, runningMean, runningVariance) = results[0];
        }
    }

    [Fact]
    public void ABatchOfOneNumberHasNoVarianceAndStaysFinite()
    {
        BatchNormAttribute layer = new();
        Tensor mean = Ops.Zeros(new Shape(2)), variance = Ops.Ones(new Shape(2));

        Tensor output = Eager.Run(
            1, _ => layer.Forward(new(3, -7), new(2, 2), new(0.5, 0.25), ref mean, ref variance), training: true)[0];

        Near.Equal(new(0.5, 0.25), output);
        Near.Equal(new(0.3, -0.7), mean);
        Near.Equal(new(0.9, 0.9), variance);
    }

    [Fact]
    public void LayerNormIsPyTorchs()
    {
        LayerData data = new("layer norm");

        Near.Equal(data["output"], new LayerNormAttribute().Forward(data["x"], data["scale"], data["shift"]));
        Near.Equal(data["coarse"], new LayerNormAttribute { Epsilon = 0.5 }.Forward(data["x"], data["scale"], data["shift"]));
    }

    [Fact]
    public void LayerNormOfAConstantIsTheShift() =>
        Near.Equal(new(1, 2, 3), new LayerNormAttribute().Forward(new(7, 7, 7), new(5, 5, 5), new(1, 2, 3)));
}
