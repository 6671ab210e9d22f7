namespace FastGrad;

/// <summary>
/// Marks an optimizer formula's <c>ref double</c> as one number for all weights, advanced once per step, such as NAdam's product of momenta.
/// It starts at 0 or as an <see cref="InitializerAttribute"/> beside it says, is kept in <see cref="double"/> whatever the model computes
/// in, and what the formula leaves there may not depend on a weight, a gradient or a slot.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class PerStepAttribute : Attribute;
