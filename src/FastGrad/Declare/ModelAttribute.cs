namespace FastGrad;

/// <summary>
/// Makes a partial class a model: its stages or its <c>Forward</c>, its loss and its optimizer are declared on it, and its code is generated.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ModelAttribute : Attribute
{
    /// <summary>What the model computes in. Formulas are written in <see cref="double"/> whichever it is.</summary>
    public Precision Precision { get; init; } = Precision.Single;

    /// <summary>
    /// Whether a GPU keeps activations and their gradients as 16-bit floats, which halves their memory and its traffic; it computes in float, and
    /// weights, their gradients, optimizer and losses stay float. The loss is scaled meanwhile, so that small gradients keep their digits:
    /// <see cref="TrainerOptions.LossScaling"/>. On the CPU it changes nothing. Micikevicius et al., "Mixed Precision Training" (2018).
    /// </summary>
    public bool MixedPrecision { get; init; }

    /// <summary>Whether a step also computes the loss's gradient with respect to the inputs, at the price of one more product.</summary>
    public bool InputGradient { get; init; }

    /// <summary>
    /// Whether Step, Loss and Evaluate take a weight per example, at least 0 each: the loss is then Σ weight·term / Σ weight. A
    /// loss that looks at the batch as a whole, such as <see cref="RmseAttribute"/>, is refused: it has no terms to weigh.
    /// </summary>
    public bool ExampleWeights { get; init; }

    /// <summary>
    /// Whether the model keeps the time that each of its kernels takes, in a static property <c>Profile</c>, a <see cref="ModelProfile"/>: for looking
    /// at a model, not for shipping it. The code of a model without it is as if there were no such thing.
    /// </summary>
    public bool Profile { get; init; }

    /// <summary>
    /// The most bytes that the workspace of a trainer of capacity <see cref="BatchCapacity"/> may take; a model that needs more does not
    /// compile. 0 is no limit.
    /// </summary>
    public long MemoryBudget { get; init; }

    /// <summary>The number of examples at a time that <see cref="MemoryBudget"/> is for; at least 1.</summary>
    public int BatchCapacity { get; init; } = 1;
}
