namespace FastGrad;

/// <summary>
/// Kullback-Leibler divergence of the outputs, which are logarithms of probabilities, from the target's probabilities: Σ t · (log t − output), summed
/// over the outputs and averaged over examples (PyTorch's 'batchmean'). Kullback and Leibler, "On Information and Sufficiency" (1951).
/// </summary>
/// <remarks>A target of 0 counts nothing, whatever the output is: 0 · log 0 = 0. For outputs put a log-softmax before it.</remarks>
public sealed partial class KullbackLeiblerAttribute : LossAttribute
{
    /// <summary>Whether targets are logarithms of probabilities too; fixed when compiled.</summary>
    public bool LogTarget { get; init; }

    /// <summary>Σ t · (log t − output); with LogTarget Σ e^t · (t − output).</summary>
    [Formula]
    public double Loss(Tensor output, Tensor target)
    {
        Tensor terms = LogTarget
            ? Ops.Exp(target) * (target - output)
            : Ops.Where(Ops.Equal(target, 0), 0, target * (Ops.Log(target) - output));
        return Ops.Sum(terms);
    }
}
