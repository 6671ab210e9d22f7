namespace FastGrad.Compiler.Ir;

/// <param name="Shape">Of one example.</param>
/// <param name="Batched">Whether each example has its own; parameters and what is computed of them alone have one for all.</param>
public readonly record struct TensorType(Shape Shape, bool Batched)
{
    public override string ToString() => Batched ? "batch of " + Shape : Shape.ToString();
}

/// <summary>A value of the graph. Identity is the object; operands come before it in the graph's order.</summary>
public sealed class Node(int id, Primitive primitive, IReadOnlyList<Node> operands, TensorType type, string? hint)
{
    public int Id { get; } = id;

    public Primitive Primitive { get; } = primitive;

    public IReadOnlyList<Node> Operands { get; } = operands;

    public TensorType Type { get; } = type;

    public Shape Shape => Type.Shape;

    /// <summary>The user's word for the value, where there is one. Names emitted code; no part of the meaning.</summary>
    public string? Hint { get; private set; } = hint;

    /// <summary>Names a value that has no name yet, as when the named view of it is dropped.</summary>
    public void Suggest(string? hint) => Hint ??= hint;

    public override string ToString() => "%" + Id;
}
