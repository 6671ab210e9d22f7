namespace FastGrad;

/// <summary>What a batch's loss is made of, from what a loss gives for each example: PyTorch's <c>reduction</c>. A loss that
/// looks at the batch as a whole, such as <see cref="RmseAttribute"/>, has the mean only.</summary>
public enum Reduction
{
    /// <summary>The mean over examples (and over outputs, of a loss of one output), weighted where the loss or the model has weights.</summary>
    Mean,

    /// <summary>The sum over examples (and over outputs, of a loss of one output), each times its weight where there are weights.</summary>
    Sum,

    /// <summary>The mean is learned by and returned, and each example's own loss can be read besides: <see cref="ITrainer{T}.ExampleLosses"/>.</summary>
    None,
}
