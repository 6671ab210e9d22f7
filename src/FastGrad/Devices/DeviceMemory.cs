using System.ComponentModel;

namespace FastGrad.Devices;

/// <summary>Elements that lie on a device. Everything but <see cref="Read"/> is done in its turn and does not wait for it.</summary>
/// <typeparam name="E">The element.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class DeviceMemory<E> : IDisposable where E : unmanaged
{
    /// <summary>Elements.</summary>
    public abstract long Length { get; }

    /// <summary>Writes elements. The source may change as soon as this returns.</summary>
    /// <param name="source">What is written.</param>
    /// <param name="at">The first element that is written over.</param>
    public abstract void Write(ReadOnlySpan<E> source, long at = 0);

    /// <summary>Reads elements, after all that was asked of the device before.</summary>
    /// <param name="destination">Takes as many as it is long.</param>
    /// <param name="at">The first element that is read.</param>
    public abstract void Read(Span<E> destination, long at = 0);

    /// <summary>Takes the elements of another memory of the same device.</summary>
    /// <param name="source">Where they lie.</param>
    /// <param name="sourceAt">The first of them.</param>
    /// <param name="at">The first that is written over.</param>
    /// <param name="length">How many.</param>
    public abstract void Copy(DeviceMemory<E> source, long sourceAt, long at, long length);

    /// <summary>Sets all elements to 0.</summary>
    public abstract void Clear();

    /// <summary>Gives the memory back.</summary>
    public abstract void Dispose();
}
