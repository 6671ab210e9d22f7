using FastGrad.Training;

namespace FastGrad;

/// <summary>
/// What a model's tensors are called in another library's file, and how they lie there:
/// <c>new StateDictMapping().Linear("Dense1", "fc1").Tensor("Embedding1.Table", "emb.weight")</c>.
/// </summary>
public sealed class StateDictMapping
{
    private readonly List<MappedTensor> _tensors = [];
    private readonly HashSet<string> _ignored = new(StringComparer.Ordinal);

    internal IReadOnlyList<MappedTensor> Tensors => _tensors;

    internal IReadOnlySet<string> Ignored => _ignored;

    /// <summary>A tensor that has the same shape here and there.</summary>
    /// <param name="name">Here, such as <c>LayerNorm1.Scale</c>.</param>
    /// <param name="other">There, such as <c>norm.weight</c>.</param>
    /// <exception cref="ArgumentException">One of the names has been mapped already.</exception>
    public StateDictMapping Tensor(string name, string other) => Add(new(name, other, IsTransposed: false, IsOptional: false));

    /// <summary>A matrix whose rows are columns there.</summary>
    /// <param name="name">Here.</param>
    /// <param name="other">There.</param>
    /// <exception cref="ArgumentException">One of the names has been mapped already.</exception>
    public StateDictMapping Transposed(string name, string other) => Add(new(name, other, IsTransposed: true, IsOptional: false));

    /// <summary>A dense layer that is PyTorch's <c>Linear</c>: its weight, out × in there and in × out here, and its bias, where the model has
    /// one.</summary>
    /// <param name="layer">Here, such as <c>Dense1</c>.</param>
    /// <param name="module">There, such as <c>fc1</c>.</param>
    /// <exception cref="ArgumentException">One of the names has been mapped already.</exception>
    public StateDictMapping Linear(string layer, string module) =>
        Transposed($"{layer}.Weight", $"{module}.weight").Add(new($"{layer}.Bias", $"{module}.bias", IsTransposed: false, IsOptional: true));

    /// <summary>A batch normalisation that is PyTorch's: scale, shift and running statistics. Its count of batches has no place here.</summary>
    /// <param name="layer">Here, such as <c>BatchNorm1</c>.</param>
    /// <param name="module">There, such as <c>bn1</c>.</param>
    /// <exception cref="ArgumentException">One of the names has been mapped already.</exception>
    public StateDictMapping BatchNorm(string layer, string module) =>
        Tensor($"{layer}.Scale", $"{module}.weight").Tensor($"{layer}.Shift", $"{module}.bias")
            .Tensor($"{layer}.RunningMean", $"{module}.running_mean").Tensor($"{layer}.RunningVariance", $"{module}.running_var")
            .Ignore($"{module}.num_batches_tracked");

    /// <summary>A tensor of the file that has no place here, and need not be there.</summary>
    /// <param name="other">There.</param>
    public StateDictMapping Ignore(string other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _ignored.Add(other);
        return this;
    }

    private StateDictMapping Add(MappedTensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor.Name, "name");
        ArgumentNullException.ThrowIfNull(tensor.Other, "other");
        if (_tensors.Exists(other => other.Name == tensor.Name))
            throw new ArgumentException($"'{tensor.Name}' has been mapped already.", "name");
        if (_tensors.Exists(other => other.Other == tensor.Other))
            throw new ArgumentException($"'{tensor.Other}' has been mapped already.", "other");
        _tensors.Add(tensor);
        return this;
    }
}
