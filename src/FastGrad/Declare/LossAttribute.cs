namespace FastGrad;

/// <summary>
/// Base of losses. Its <see cref="FormulaAttribute"/> method gives one example's term, and a batch's loss is the mean of the terms. It is one of
/// <c>double Loss(double prediction, double target)</c> (for one output; an example's term is the mean over its outputs),
/// <c>double Loss(Tensor output, int label)</c> and <c>double Loss(Tensor output, Tensor target)</c>. With a last parameter
/// <c>out double weight</c> the examples count differently: the loss is Σ weight·term / Σ weight.
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
}
