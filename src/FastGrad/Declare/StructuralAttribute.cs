namespace FastGrad;

/// <summary>
/// Marks a <see cref="double"/> hyper-parameter of a loss or an optimizer as fixed when compiled, as a <see cref="bool"/> or an <see cref="int"/>
/// is: the formula may branch on it for nothing, and it cannot be set on a trainer.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class StructuralAttribute : Attribute;
