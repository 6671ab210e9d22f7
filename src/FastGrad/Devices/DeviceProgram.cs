using System.ComponentModel;
using System.Numerics;

namespace FastGrad.Devices;

/// <summary>
/// A model's kernels on a device, as phases. Each asks the device for a sequence of launches and does not wait. Generated code derives from
/// it; the library's trainers keep the contract, as they do over <see cref="Training.IModelProgram{T, TTarget, TCriterion}"/>.
/// </summary>
/// <typeparam name="T">The model's precision.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class DeviceProgram<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Where the kernels run.</summary>
    public abstract Device Device { get; }

    /// <summary>Elements of the arena that do not depend on the batch: at least those of the CPU's plan.</summary>
    public abstract int FixedLength { get; }

    /// <summary>Elements of the arena for each example: at least those of the CPU's plan.</summary>
    public abstract int ExampleLength { get; }

    /// <summary>Of those, what lies in 16 bits: all of each example before this place. 0 where the model is not in mixed precision.</summary>
    public virtual int HalfLength => 0;

    /// <summary>How many settings <see cref="ReadSettings"/> reads.</summary>
    public abstract int SettingCount { get; }

    /// <summary>How many numbers behind the norms the program needs for partial sums.</summary>
    public abstract int PartialCount { get; }

    /// <summary>Takes the memory that all later calls work on.</summary>
    public abstract void Bind(DeviceMemories<T> memories);

    /// <summary>The settings that the kernels of the loss read, of the loss's class or the several losses'.</summary>
    /// <param name="criterion">The trainer's.</param>
    /// <param name="settings">As many as <see cref="SettingCount"/>.</param>
    public abstract void ReadSettings(Criterion criterion, Span<T> settings);

    /// <summary>Inputs to outputs in training mode. What it writes of the states lives on.</summary>
    public abstract void Forward(in DeviceCall call);

    /// <summary>Inputs to outputs in inference mode, on a copy of the states where <paramref name="keepsStates"/>.</summary>
    public abstract void Infer(in DeviceCall call, bool keepsStates);

    /// <summary>Outputs and targets to the loss, which goes to the ring, and the output gradient.</summary>
    public abstract void Loss(in DeviceCall call);

    /// <summary>Output gradient to parameter gradients.</summary>
    public abstract void Backward(in DeviceCall call);

    /// <summary>Moves the weights along the gradients, by the constants of the call's slot.</summary>
    /// <param name="call">Only its slot counts.</param>
    /// <param name="limit">What each gradient is clipped to; ∞ for none.</param>
    public abstract void Update(in DeviceCall call, double limit);

    /// <summary>Measures all gradients' norms and shortens gradients whose norm is over a limit: all together, or each tensor's.</summary>
    /// <param name="limit">The longest allowed; ∞ to measure only.</param>
    /// <param name="ofTensors">Whether each tensor's own norm is limited.</param>
    public abstract void Clip(double limit, bool ofTensors);

    /// <summary>Multiplies all gradients.</summary>
    public abstract void Scale(double factor);

    /// <summary>The average of the weights follows them: a ← d·a + (1 − d)·w.</summary>
    public abstract void Follow(double decay);

    /// <summary>Copies the examples of a batch out of a set of them.</summary>
    /// <param name="source">The set: rows one after another.</param>
    /// <param name="order">Which rows, from <paramref name="first"/> on.</param>
    /// <param name="first">Index into the order.</param>
    /// <param name="batch">How many rows.</param>
    /// <param name="length">Elements of a row.</param>
    /// <param name="destination">Takes the rows one after another, from <paramref name="at"/> on.</param>
    /// <param name="at">The first element that is written.</param>
    public abstract void Gather(
        DeviceMemory<T> source, DeviceMemory<int> order, int first, int batch, int length, DeviceMemory<T> destination, int at);

    /// <inheritdoc cref="Gather(DeviceMemory{T}, DeviceMemory{int}, int, int, int, DeviceMemory{T}, int)"/>
    public abstract void Gather(
        DeviceMemory<int> source, DeviceMemory<int> order, int first, int batch, int length, DeviceMemory<int> destination, int at);

    /// <summary>Floating-point operations of a step's products and sums for each example.</summary>
    public abstract long ExampleOperations { get; }

    /// <summary>Why no group of the device can train a whole model; null where one can.</summary>
    public abstract string? TooLargeForGroup { get; }

    /// <summary>Trains models side by side, each by a group of its own, for some steps in one launch.</summary>
    public abstract void Train(in EnsembleCall<T> call);

    /// <summary>
    /// Looks for gradients that are no finite numbers. Where there are any, the update to come is left out and the scale of the loss shrinks; where
    /// there were none for long enough, it grows.
    /// </summary>
    /// <param name="growth">Times the scale.</param>
    /// <param name="backoff">Times the scale.</param>
    /// <param name="interval">Updates in a row that are long enough.</param>
    /// <param name="slots">From one update's constants in their ring to the next one's.</param>
    public virtual void CheckGradients(double growth, double backoff, int interval, int slots) =>
        throw new NotSupportedException();

    /// <summary>Copies rows that kernels left in mixed precision; gradients without the scale of the loss.</summary>
    public virtual void GiveRows(long at, int count, bool isHalf, bool isGradient, DeviceMemory<T> destination, long to) =>
        throw new NotSupportedException();

    /// <summary>Copies gradients to where kernels read them, in mixed precision and with the scale of the loss.</summary>
    public virtual void TakeRows(DeviceMemory<T> source, long at, int count, bool isHalf) =>
        throw new NotSupportedException();

    /// <summary>Gives the kernels back; memory and device stay their owners'.</summary>
    public abstract void Dispose();
}
