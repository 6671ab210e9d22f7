namespace FastGrad;

/// <summary>A model as data: what was declared, how large it is and what it costs. <see cref="ToString"/> is a table of it.</summary>
/// <param name="Name">Of the model's class.</param>
/// <param name="Precision">Of its numbers.</param>
/// <param name="Layers">Inputs, layers and activations, in the order in which they run.</param>
/// <param name="Loss">As declared, such as <c>CrossEntropy</c>; several with commas.</param>
/// <param name="Optimizer">As declared; empty for a model that declares none.</param>
/// <param name="WorkspaceFixedBytes">What a trainer allocates for gradients, activations, states and copies of what goes in and out,
/// whatever its capacity: all but the optimizer's slots, and what further threads work in.</param>
/// <param name="WorkspaceBytesPerExample">What it allocates beyond that for each example of its capacity.</param>
public sealed record ModelDescription(
    string Name,
    Precision Precision,
    IReadOnlyList<LayerDescription> Layers,
    string Loss,
    string Optimizer,
    long WorkspaceFixedBytes,
    long WorkspaceBytesPerExample)
{
    /// <summary>Numbers that the model learns, with those that are frozen.</summary>
    public int ParameterCount => Layers.Sum(layer => layer.ParameterCount);

    /// <summary>How many of them are frozen, and so stay as they are.</summary>
    public int FrozenCount => Layers.Sum(layer => layer.IsFrozen ? layer.ParameterCount : 0);

    /// <summary>Numbers that it gathers while training, such as running means.</summary>
    public int BufferCount => Layers.Sum(layer => layer.BufferCount);

    /// <summary>Multiplications and additions of matrix products, forward, for one example.</summary>
    public long Flops => Layers.Sum(layer => layer.Flops);

    /// <summary>Bytes of the parameters and buffers, as a checkpoint holds them.</summary>
    public long ParameterBytes => (ParameterCount + (long)BufferCount) * ElementBytes;

    /// <summary>Bytes of all layers' outputs, for one example. A trainer may need less, where it keeps no copy, or more: see
    /// <see cref="WorkspaceBytes"/>.</summary>
    public long ActivationBytes => Layers.Sum(layer => (long)layer.Output.Length) * ElementBytes;

    internal int ElementBytes => Precision == Precision.Double ? sizeof(double) : sizeof(float);

    /// <summary>Bytes that a trainer of one thread allocates beside the model's parameters and the optimizer's slots.</summary>
    /// <param name="batchCapacity">Most examples of one call.</param>
    public long WorkspaceBytes(int batchCapacity) => WorkspaceFixedBytes + WorkspaceBytesPerExample * batchCapacity;

    /// <summary>The table of <see cref="IModel.Describe"/>.</summary>
    public override string ToString() => DescriptionTable.Write(this);
}
