namespace FastGrad;

/// <summary>What one example is: the first stage of a pipeline.</summary>
/// <param name="shape">Lengths of the axes, the fastest last: <c>[Input(64)]</c>, <c>[Input(28, 28, 1)]</c> (height, width, channels).</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class InputAttribute(params int[] shape) : StageAttribute
{
    /// <summary>Lengths of the axes, the fastest last.</summary>
    public int[] Shape { get; } = shape;
}
