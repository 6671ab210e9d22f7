namespace FastGrad;

/// <summary>
/// Base of losses. Its <see cref="FormulaAttribute"/> method gives one example's term, and a batch's loss is the mean of the terms. It is one of
/// <c>double Loss(double prediction, double target)</c> (for one output; an example's term is the mean over its outputs),
/// <c>double Loss(Tensor output, int label)</c> and <c>double Loss(Tensor output, Tensor target)</c>.
/// </summary>
/// <remarks>
/// For <c>HuberAttribute</c> the generator writes a class <c>Huber</c> beside it, which carries the settings at run time.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public abstract class LossAttribute : Attribute;
