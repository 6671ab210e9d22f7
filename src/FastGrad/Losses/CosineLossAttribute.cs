namespace FastGrad;

/// <summary>
/// One minus the cosine of the angle between output and target: 1 − Σ x·t / (max(|x|, Epsilon) · max(|t|, Epsilon)), over all outputs of an example,
/// averaged over examples: 0 for the same direction, 2 for the opposite one, whatever the lengths. Salton, Wong and Yang, "A Vector Space Model
/// for Automatic Indexing" (1975).
/// </summary>
public sealed partial class CosineLossAttribute : LossAttribute
{
    /// <summary>The least length that is divided by: ε; above 0.</summary>
    [Above(0)]
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>1 − Σ x·t / (max(|x|, Epsilon) · max(|t|, Epsilon)), with x = output and t = target.</summary>
    [Formula]
    public double Loss(Tensor output, Tensor target) =>
        1 - Ops.Dot(output, target) / (Math.Max(Ops.Norm(output), Epsilon) * Math.Max(Ops.Norm(target), Epsilon));
}
