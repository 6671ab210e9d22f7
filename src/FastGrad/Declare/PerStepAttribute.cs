namespace FastGrad;

/// <summary>
/// Marks a <c>ref double</c> of an optimizer's formula that there is once, and not once per weight: NAdam's running product of momenta.
/// It is computed in double at the beginning of each step, before any weight moves, so it may depend on hyper-parameters, the step and
/// other such numbers, but on no weight, gradient or slot. It starts at 0, or as [Ones] or [Constant(...)] beside it says.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class PerStepAttribute : Attribute;
