namespace FastGrad;

/// <summary>
/// Marks the one method of a layer, activation, loss or optimizer that says what it computes: ordinary C#, run as it stands and compiled.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FormulaAttribute : Attribute;
