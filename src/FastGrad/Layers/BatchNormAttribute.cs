namespace FastGrad;

/// <summary>
/// Batch normalisation: each channel, which is a place of the last axis, with mean 0 and variance 1 over the batch and all other axes, then
/// scaled and shifted. When predicting and evaluating, running means of both stand for the batch's. Ioffe and Szegedy, "Batch
/// Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift" (2015).
/// </summary>
public sealed partial class BatchNormAttribute : LayerAttribute
{
    /// <summary>Share of a batch's mean and variance in the running ones at each step; from 0 to 1.</summary>
    [AtLeast(0), AtMost(1)]
    public double Momentum { get; init; } = 0.1;

    /// <summary>Added to the variance; above 0, or a constant channel would be 0 / 0.</summary>
    [Above(0)]
    public double Epsilon { get; init; } = 1e-5;

    /// <summary>scale · (x − mean) / √(variance + ε) + shift.</summary>
    [Formula]
    public Tensor Forward(
        Tensor x,
        [Parameter(nameof(ChannelShape)), Ones, NoDecay] Tensor scale,
        [Parameter(nameof(ChannelShape)), Zeros, NoDecay] Tensor shift,
        [Buffer(nameof(ChannelShape)), Zeros] ref Tensor runningMean,
        [Buffer(nameof(ChannelShape)), Ones] ref Tensor runningVariance)
    {
        Tensor mean = runningMean, variance = runningVariance;
        if (Ops.Training)
        {
            int channels = x.Shape[x.Shape.Rank - 1], places = x.Length / channels;
            Tensor rows = Ops.Reshape(x, new Shape(places, channels));
            mean = Ops.BatchMean(Ops.Mean(rows, 0));
            variance = Ops.BatchMean(Ops.Mean(Ops.Square(rows - mean), 0));
            // The running variance is the unbiased one, as PyTorch has it: the data's, not the sample's. One number alone has none.
            double count = Ops.BatchSize * places;
            double correction = count / Math.Max(count - 1, 1);
            runningMean += Momentum * (mean - runningMean);
            runningVariance += Momentum * (correction * variance - runningVariance);
        }
        return scale * (x - mean) / Ops.Sqrt(variance + Epsilon) + shift;
    }

    private Shape ChannelShape(Shape x) => new(x[x.Rank - 1]);
}
