using System.ComponentModel;

namespace FastGrad.Devices;

/// <summary>
/// Something with memory and processors of its own that runs a model's kernels: what a GPU library is to trainers. What is asked of it is
/// done in the order of asking, but not at once; only reading its memory, and <see cref="Synchronize"/>, wait. Generated code derives from it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class Device : IDisposable
{
    /// <summary>What it calls itself.</summary>
    public abstract string Name { get; }

    /// <summary>Memory for as many elements, of no particular values.</summary>
    /// <typeparam name="E">The element.</typeparam>
    /// <param name="length">Elements; at least 1.</param>
    /// <param name="purpose">For the error: "activations".</param>
    /// <exception cref="DeviceMemoryException">There is not as much.</exception>
    public abstract DeviceMemory<E> Allocate<E>(long length, string purpose) where E : unmanaged;

    /// <summary>Waits until all that was asked of it is done.</summary>
    public abstract void Synchronize();

    /// <summary>Gives back what it holds, memory apart. What it was made from stays its owner's.</summary>
    public abstract void Dispose();
}
