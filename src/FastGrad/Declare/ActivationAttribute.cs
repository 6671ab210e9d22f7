namespace FastGrad;

/// <summary>
/// Base of activations. An activation's <see cref="FormulaAttribute"/> method is
/// <c>double Activate(double x, [Parameter, Initializer] double slope, …)</c> and is applied to every element.
/// </summary>
public abstract class ActivationAttribute : LearnedStageAttribute;
