namespace FastGrad;

/// <summary>
/// Makes a partial class a model: its stages, loss and optimizer are the other attributes on it, and its code is generated.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ModelAttribute : Attribute
{
    /// <summary>What the model computes in. Formulas are written in <see cref="double"/> whichever it is.</summary>
    public Precision Precision { get; init; } = Precision.Single;

    /// <summary>Whether a step also computes the loss's gradient with respect to the inputs, at the price of one more product.</summary>
    public bool InputGradient { get; init; }
}
