namespace FastGrad;

/// <summary>
/// Base of losses. Its <see cref="FormulaAttribute"/> method gives one example's term, and a batch's loss is the mean of the terms. It is one of
/// <c>double Loss(double prediction, double target)</c> (for one output; an example's term is the mean over its outputs),
/// <c>double Loss(Tensor output, int label)</c> and <c>double Loss(Tensor output, Tensor target)</c>. With a last parameter
/// <c>out double weight</c> the examples count differently: the loss is Σ weight·term / Σ weight, or with <see cref="DenominatorAttribute"/>
/// Σ term / Σ weight. Targets of another shape than the output: <see cref="TargetShapeAttribute"/>.
/// </summary>
/// <remarks>
/// For <c>HuberAttribute</c> the generator writes a class <c>Huber</c> beside it, which carries the settings at run time. A model may have
/// several losses, whose sum it learns by.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LossAttribute : Attribute
{
    /// <summary>Which of the outputs of <c>Forward</c> the loss is of, by its name in the tuple; a model with one output needs none.</summary>
    public string? Output { get; init; }

    /// <summary>What the loss is multiplied by in the sum of a model's losses: a constant, fixed when compiled.</summary>
    public double LossWeight { get; init; } = 1;

    /// <summary>Whether the loss of a batch is a mean or a sum, and whether each example's own loss is kept to be read; fixed when compiled.</summary>
    public Reduction Reduction { get; init; }

    /// <summary>
    /// Of a loss with labels: the label of examples that do not count, such as −100. They add nothing to the sum of terms, to the number of
    /// examples or, with finite outputs, to the gradient. Where it is not given (<see cref="int.MinValue"/>), every label must be a class. The mean of a batch in
    /// which no example counts is 0 / 0, which is NaN, as in PyTorch.
    /// </summary>
    public int IgnoreLabel { get; init; } = int.MinValue;
}
