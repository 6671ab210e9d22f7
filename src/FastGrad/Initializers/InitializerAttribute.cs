namespace FastGrad;

/// <summary>
/// Says what a learned parameter starts as. It stands beside <see cref="ParameterAttribute"/> in a formula; and on a model after the layer
/// whose parameters are to start otherwise, or beside it on its partial method: <c>[Input(64), Dense(32), XavierNormal, Relu, Dense(10)]</c>.
/// Unlike a formula it is not compiled: the model's constructor runs it.
/// </summary>
/// <remarks>
/// What it gives depends on the model's seed, on the place of the parameter in the model and on the element: not on an order, nor on threads.
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public abstract class InitializerAttribute : Attribute
{
    /// <summary>
    /// On a model, the parameter of the layer that is meant, such as <c>"Bias"</c>; where none is named, all its matrices, which are its
    /// parameters of at least two axes.
    /// </summary>
    public string? Parameter { get; init; }

    /// <summary>The first value of one element.</summary>
    /// <param name="random">This element's own numbers: the same whatever else was drawn.</param>
    /// <param name="fans">How many inputs and outputs meet in the parameter, and the gain of what follows.</param>
    public abstract double Sample(ref CounterRandom random, Fans fans);

    /// <summary>The first values of a whole parameter: each element's <see cref="Sample"/>, where elements do not depend on one another.</summary>
    /// <param name="values">All elements, the fastest axis last; what is in them does not count.</param>
    /// <param name="shape">The parameter's axes.</param>
    /// <param name="fans">How many inputs and outputs meet in the parameter, and the gain of what follows.</param>
    /// <param name="seed">The model's.</param>
    /// <param name="stream">Which parameter of the model it is, for <see cref="CounterRandom"/>.</param>
    public virtual void Fill(Span<double> values, Shape shape, Fans fans, ulong seed, uint stream)
    {
        for (int element = 0; element < values.Length; element++)
        {
            CounterRandom random = new(seed, stream, (ulong)element);
            values[element] = Sample(ref random, fans);
        }
    }
}
