namespace FastGrad;

/// <summary>
/// Says what a learned parameter starts as. It stands beside <see cref="ParameterAttribute"/> and, unlike a formula, is not compiled:
/// the model's constructor runs it once for each element.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class InitializerAttribute : Attribute
{
    /// <summary>The first value of one element.</summary>
    /// <param name="random">This element's own numbers: the same whatever else was drawn.</param>
    /// <param name="fans">How many inputs and outputs meet in the parameter.</param>
    public abstract double Sample(ref CounterRandom random, Fans fans);
}
