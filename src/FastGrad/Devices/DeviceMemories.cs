using System.ComponentModel;
using System.Numerics;

namespace FastGrad.Devices;

/// <summary>All that a trainer keeps on a device. What a model has no use for has one element.</summary>
/// <typeparam name="T">The model's precision.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DeviceMemories<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The weights, at the offsets that the model's <see cref="ParameterSet{T}"/> has them at.</summary>
    public required DeviceMemory<T> Parameters { get; init; }

    /// <summary>Of the weights, at the same offsets. What no gradient goes to stays 0.</summary>
    public required DeviceMemory<T> Gradients { get; init; }

    /// <summary>What the optimizer remembers of each weight: slot after slot, <see cref="SlotStride"/> apart.</summary>
    public required DeviceMemory<T> Slots { get; init; }

    /// <summary>An average of the weights, laid out like them.</summary>
    public required DeviceMemory<T> Average { get; init; }

    /// <summary>The model's buffers, such as running means.</summary>
    public required DeviceMemory<T> Buffers { get; init; }

    /// <summary>What kernels leave each other: first what does not depend on the batch, then per example, place × capacity.</summary>
    public required DeviceMemory<T> Arena { get; init; }

    /// <summary>
    /// Of a model in mixed precision what kernels leave each other as 16-bit floats: those rows that come first in each example's plan,
    /// place × capacity. They are not in the arena then.
    /// </summary>
    public required DeviceMemory<ushort> Halves { get; init; }

    /// <summary>What the loss is multiplied by, and the inverse.</summary>
    public required DeviceMemory<T> Scaling { get; init; }

    /// <summary>Whether an update is left out, and how many were: five numbers of the kernels that scale the loss.</summary>
    public required DeviceMemory<int> Skips { get; init; }

    /// <summary>What is carried from call to call.</summary>
    public required DeviceMemory<T> States { get; init; }

    /// <summary>The states as forward found them.</summary>
    public required DeviceMemory<T> FormerStates { get; init; }

    /// <summary>A batch's inputs; of several, each at its place × capacity.</summary>
    public required DeviceMemory<T> Inputs { get; init; }

    /// <summary>A batch's targets and weights, likewise, where they are real numbers or the model is packed.</summary>
    public required DeviceMemory<T> Targets { get; init; }

    /// <summary>A batch's labels, where they are all its targets.</summary>
    public required DeviceMemory<int> Labels { get; init; }

    /// <summary>The settings of the losses, in the order of <see cref="DeviceProgram{T}.ReadSettings"/>.</summary>
    public required DeviceMemory<T> Settings { get; init; }

    /// <summary>A ring of the optimizer's constants: for each slot, group after group of parameters.</summary>
    public required DeviceMemory<T> Constants { get; init; }

    /// <summary>A ring of the losses.</summary>
    public required DeviceMemory<T> Losses { get; init; }

    /// <summary>Of 16 weights each the group of parameters that they belong to; −1 for those that nothing moves.</summary>
    public required DeviceMemory<int> Groups { get; init; }

    /// <summary>
    /// Of 16 weights each the tensor that they belong to, counted in the order in which they lie, and −1 where nothing moves them; behind that
    /// how many tensors there are, and of each the first weight and how many it has.
    /// </summary>
    public required DeviceMemory<int> Tensors { get; init; }

    /// <summary>The norm of all gradients, then those of the tensors; room for partial sums behind them.</summary>
    public required DeviceMemory<T> Norms { get; init; }

    /// <summary>Weights, their padding included.</summary>
    public required int ParameterLength { get; init; }

    /// <summary>Elements from one of the optimizer's slots to the next.</summary>
    public required int SlotStride { get; init; }

    /// <summary>Most examples at once.</summary>
    public required int Capacity { get; init; }

    /// <summary>Elements at the arena's start that do not depend on the batch.</summary>
    public required int FixedLength { get; init; }

    /// <summary>Elements of each example in <see cref="Halves"/>.</summary>
    public required int HalfLength { get; init; }

    /// <summary>Where a row begins in the memory that it lies in: <see cref="Halves"/> or else <see cref="Arena"/>.</summary>
    internal long At(int place) => IsHalf(place) ? (long)place * Capacity : FixedLength + (long)(place - HalfLength) * Capacity;

    internal bool IsHalf(int place) => place < HalfLength;

    /// <summary>The optimizer's constants of one step, all groups together.</summary>
    public required int ConstantStride { get; init; }

    /// <summary>The optimizer's constants of one group.</summary>
    public required int GroupStride { get; init; }

    /// <summary>Tensors that <see cref="Tensors"/> counts.</summary>
    public required int TensorCount { get; init; }
}
