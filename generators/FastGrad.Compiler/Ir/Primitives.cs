namespace FastGrad.Compiler.Ir;

/// <summary>
/// What a node does. No more of these than needed: a layer, an activation or a loss is a composition. Each has its type rule in
/// <see cref="TypeRules"/>, its derivative in <c>Differentiate</c> and a lowering per back end; the completeness tests name any that lacks one.
/// </summary>
public abstract record Primitive;

/// <summary>One of the model's inputs, per example.</summary>
public sealed record InputLeaf(int Index) : Primitive;

/// <summary>The targets: a label, or as many numbers as the output has.</summary>
public sealed record TargetLeaf : Primitive;

/// <summary>A trained parameter.</summary>
public sealed record ParameterLeaf(int Index) : Primitive;

/// <summary>
/// A scalar expression over elements of the operands; an operand that is a scalar, or the same for the whole batch, is broadcast.
/// The result's type is explicit, since a body may read nothing that has it (a gradient spread over a sum's elements).
/// </summary>
public sealed record Map(Expr Body, TensorType Type) : Primitive;

public enum ReduceKind { Sum, Max, Min }

/// <summary>Over all elements of one example.</summary>
public sealed record Reduce(ReduceKind Kind) : Primitive;

/// <summary>Sum over the batch: one value of what each example has.</summary>
public sealed record BatchSum : Primitive;

public enum ProductForm
{
    /// <summary>y[n] = Σₖ x[k] · W[k, n], operands x and W.</summary>
    Forward,

    /// <summary>dx[k] = Σₙ dy[n] · W[k, n], operands dy and W.</summary>
    InputGradient,

    /// <summary>dW[k, n] = Σ over the batch of x[k] · dy[n], operands x and dy.</summary>
    WeightGradient,
}

/// <summary>A matrix product; the three forms are each other's derivatives.</summary>
public sealed record Product(ProductForm Form) : Primitive;

/// <summary>One element, chosen by an index: operands the tensor and the index.</summary>
public sealed record Pick : Primitive;

/// <summary>The same elements in another shape; costs nothing.</summary>
public sealed record View(Shape Shape) : Primitive;

/// <summary>The value, without a derivative.</summary>
public sealed record Detach : Primitive;

/// <summary>
/// The value, kept in memory where the world outside may read or replace it: the outputs and the output gradient. Nothing is
/// fused, merged or simplified across, so a step in one call and one phase at a time are the same arithmetic.
/// </summary>
public sealed record Boundary(string Name) : Primitive;
