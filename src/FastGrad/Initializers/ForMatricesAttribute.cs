namespace FastGrad;

/// <summary>
/// Says of an initialiser that it can start no parameter of fewer than two axes. Where a model names one for it, that is a mistake when compiled.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ForMatricesAttribute : Attribute;
