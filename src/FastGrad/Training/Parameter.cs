using FastGrad.Memory;

namespace FastGrad;

/// <summary>One learned parameter of a model, or what belongs to it: its gradient, an optimizer's slot.</summary>
/// <typeparam name="T">The model's precision.</typeparam>
public readonly struct Parameter<T> where T : unmanaged
{
    private readonly ParameterDefinition _definition;
    private readonly PinnedBuffer<T> _buffer;
    private readonly int _start;

    internal Parameter(ParameterDefinition definition, PinnedBuffer<T> buffer, int start)
    {
        _definition = definition;
        _buffer = buffer;
        _start = start;
    }

    /// <summary>Layer dot parameter, such as <c>Dense1.Weight</c>.</summary>
    public string Name => _definition.Name;

    /// <summary>The axes of <see cref="Values"/>, row-major.</summary>
    public Shape Shape => _definition.Shape;

    /// <summary>The numbers themselves, contiguous: what is written here is what the model uses.</summary>
    public Span<T> Values => _buffer.Span.Slice(_start, Shape.Length);

    /// <summary>Name and shape.</summary>
    public override string ToString() => $"{Name} {Shape}";
}
