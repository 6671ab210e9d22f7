namespace FastGrad;

/// <summary>
/// How many inputs feed one output of a parameter, and how many outputs one input feeds: what variance-keeping initialisers divide by; and
/// what they multiply by.
/// </summary>
/// <param name="In">Inputs of one output.</param>
/// <param name="Out">Outputs of one input.</param>
/// <param name="Gain">Of the activation that follows the parameter's layer (<see cref="GainAttribute"/>); 1 for none.</param>
public readonly record struct Fans(int In, int Out, double Gain = 1)
{
    /// <summary>
    /// Rows and columns of a matrix (weights are in × out); any other shape counts as its length both ways. The gates of a recurrent layer
    /// stand beside one another in one matrix, whose columns are all counted.
    /// </summary>
    public static Fans Of(Shape shape) => shape.Rank == 2 ? new(shape[0], shape[1]) : new(shape.Length, shape.Length);
}
