namespace FastGrad;

/// <summary>
/// Says of an activation what the layer before it has to make up for: initialisers that keep the size of values from layer to layer
/// multiply their standard deviation by it (√2 for a rectifier, which drops half of its input). An activation that says none has 1.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class GainAttribute : Attribute
{
    /// <summary>A gain that is the same for all settings.</summary>
    /// <param name="value">The gain; above 0.</param>
    public GainAttribute(double value) => Value = value;

    /// <summary>A gain that depends on the activation's settings.</summary>
    /// <param name="method">Name of a method <c>double Method()</c> of the activation, written like a formula.</param>
    public GainAttribute(string method) => Method = method;

    /// <summary>The gain, where it is one number; else 1.</summary>
    public double Value { get; } = 1;

    /// <summary>Name of the method that gives it, if any.</summary>
    public string? Method { get; }
}
