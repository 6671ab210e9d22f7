namespace FastGrad;

/// <summary>
/// Marks a loss formula's <c>out double weight</c> as what the example adds to the denominator alone. The formula has it in its term already where it
/// belongs there, and the loss is Σ term / Σ weight; without the mark it is Σ weight·term / Σ weight.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class DenominatorAttribute : Attribute;
