namespace FastGrad;

/// <summary>The numbers that a model computes in.</summary>
public enum Precision
{
    /// <summary><see cref="float"/>: 24 bits, twice the lanes.</summary>
    Single,

    /// <summary><see cref="double"/>: 53 bits.</summary>
    Double,
}
