namespace FastGrad.Gpu.Tests.Optimizers.Harness;

/// <summary>Every optimizer of the library in all its forms, settings that matter away from their defaults, and some formulas of a user's.</summary>
internal static class Cases
{
    public const int Inputs = 5;

    // Groups of parameters in turn, one of them frozen, and tensors of 155, 31, 31, 1, 33, 33, 99 and 3 elements: none of whole rows of 16.
    private const string Layers =
        "Input(5), Dense(31, LearningRateFactor = 0.5), Tanh, Dense(1, Frozen = true), Dense(33, DecayAll = true), Tanh, Dense(3), Mse";

    public static readonly string[] Optimizers =
    [
        "Sgd(LearningRate = 0.05)", "Sgd(Momentum = 0.9, Dampening = 0.25, WeightDecay = 0.125)", "Sgd(Momentum = 0.9, Nesterov = true)",
        "Adam(Beta1 = 0.8, Epsilon = 0.001, WeightDecay = 0.125)", "Adam(AmsGrad = true)", "AdamW(LearningRate = 0.1, WeightDecay = 0.5)", "AdamW(AmsGrad = true)",
        "AdaDelta(WeightDecay = 0.1)", "AdaGrad(WeightDecay = 0.1)", "AdaMax(WeightDecay = 0.1)", "Lion(WeightDecay = 0.1)", "NAdam(WeightDecay = 0.1)",
        "RAdam(WeightDecay = 0.1)", "RmsProp(Momentum = 0.5, WeightDecay = 0.1)", "RmsProp(Centered = true)",
        "Lamb(LearningRate = 0.05)", "Lars(WeightDecay = 0.1)", "Bounded(MaximumNorm = 0.25)", "Measured(LearningRate = 0.1)",
    ];

    public static readonly string[] Formulas =
    [
        """
        public sealed partial class BoundedAttribute : OptimizerAttribute
        {
            [Above(0)]
            public double MaximumNorm { get; init; } = 1;

            [Formula]
            public void Update(ref Tensor weight, Tensor gradient, ref Tensor mean)
            {
                double norm = Ops.GlobalNorm(gradient);
                Tensor bounded = norm > MaximumNorm ? gradient * (MaximumNorm / norm) : gradient;
                mean = 0.5 * mean + bounded;
                double spread = Ops.GlobalSum(Ops.Abs(mean));
                weight -= LearningRate / (1 + spread) * mean;
            }
        }
        """,
        """
        public sealed partial class MeasuredAttribute : OptimizerAttribute
        {
            [Formula]
            public void Update(ref Tensor weight, Tensor gradient, long step, ref Tensor farthest)
            {
                double centre = Ops.Mean(gradient);
                double reach = Ops.Max(Ops.Abs(gradient - centre)), low = Ops.Min(weight);
                farthest = Ops.Maximum(farthest, gradient - low);
                double rest = Ops.Sum(farthest) / Math.Sqrt(weight.Length * step);
                weight -= LearningRate * (reach > 2 ? gradient / reach : gradient) + 0.001 * rest;
            }
        }
        """,
    ];

    public static string Source(string name, string precision, string optimizer) =>
        $"[Model(Precision = Precision.{precision}), {Layers}, {optimizer}] public partial class {name};";

    /// <summary>One tensor large enough to be cut.</summary>
    public static string Large(string name, string precision, string optimizer) =>
        $"[Model(Precision = Precision.{precision}), Input(5), Dense(130), Relu, Dense(130), Relu, Dense(2), Mse, {optimizer}] public partial class {name};";
}
