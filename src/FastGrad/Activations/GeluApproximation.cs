namespace FastGrad;

/// <summary>How <see cref="GeluAttribute"/> computes the normal distribution.</summary>
public enum GeluApproximation
{
    /// <summary>By the error function.</summary>
    None,

    /// <summary>By a hyperbolic tangent, as BERT and GPT-2 do: at most 5 · 10⁻⁴ off.</summary>
    Tanh,
}
