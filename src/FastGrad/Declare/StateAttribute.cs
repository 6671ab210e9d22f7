namespace FastGrad;

/// <summary>
/// Marks what a formula remembers. On a <c>ref</c> parameter of an optimizer, which is state in any case, it fixes the name under which
/// checkpoints know it, so that the parameter may be renamed.
/// </summary>
/// <param name="name">The name; without one, the parameter's.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class StateAttribute(string? name = null) : Attribute
{
    /// <summary>The name in checkpoints; null for the parameter's own.</summary>
    public string? Name { get; } = name;
}
