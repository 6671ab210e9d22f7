namespace FastGrad;

/// <summary>
/// How many inputs feed one output of a parameter, and how many outputs one input feeds: what variance-keeping initialisers divide by.
/// </summary>
/// <param name="In">Inputs of one output.</param>
/// <param name="Out">Outputs of one input.</param>
public readonly record struct Fans(int In, int Out)
{
    /// <summary>Rows and columns of a matrix (weights are in × out); any other shape counts as its length both ways.</summary>
    public static Fans Of(Shape shape) => shape.Rank == 2 ? new(shape[0], shape[1]) : new(shape.Length, shape.Length);
}
