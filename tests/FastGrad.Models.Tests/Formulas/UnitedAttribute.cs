namespace FastGrad.Models.Tests.Formulas;

/// <summary>
/// All that a whole-tensor optimizer may do at once: reductions of reductions, within a tensor and over all of them in turns, numbers per
/// step, the step, lengths, branches on tensors and on numbers, elementwise functions, a named slot, a helper.
/// </summary>
public sealed partial class UnitedAttribute : OptimizerAttribute
{
    [InRange(0, 1)]
    public double Beta { get; init; } = 0.75;

    [AtLeast(1)]
    public int Rounds { get; init; } = 2;

    [Formula]
    public void Update(
        [State("weight's mean")] ref Tensor mean, ref Tensor weight, long step, Tensor gradient, [PerStep, Constant(0.5)] ref double warm,
        [PerStep] ref double count, ref Tensor largest)
    {
        count += 1;
        warm += (1 - warm) * 0.25;
        // Two passes over the tensor, then one over all tensors, then two again.
        Tensor centred = gradient - Ops.Mean(gradient);
        double range = Ops.Max(centred) - Ops.Min(centred);
        Tensor scaled = range > 1e-6 ? centred / (1 + range) : centred;
        double whole = Ops.GlobalSum(Ops.Abs(scaled));
        double share = Share(Ops.Norm(scaled), whole);
        double again = Ops.GlobalNorm(scaled * (1 + share));
        for (int i = 0; i < Rounds; i++)
            scaled = Ops.Where(scaled > share, Ops.Minimum(scaled, 2 * share), scaled - 0.125 * share);
        largest = Ops.Maximum(0.5 * largest, Ops.Abs(scaled));
        mean = Beta * mean + (1 - Beta) * weight;
        if (count > 2 && step > 2)
            scaled = scaled / (1 + again);
        weight -= LearningRate * warm * scaled / Math.Sqrt(weight.Length) / (1 + largest + Ops.Sum(largest)) + 0.001 * mean;
    }

    private static double Share(double part, double whole) => whole > 0 ? part / whole : 0;
}
