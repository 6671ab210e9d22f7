namespace FastGrad.Compiler.Ir;

/// <summary>
/// What a node does. No more of these than needed: a layer, an activation or a loss is a composition. Each has its type rule in
/// <see cref="TypeRules"/>, its derivative in <c>Adjoints</c> and a lowering per back end; the completeness tests name any that lacks one.
/// </summary>
public abstract record Primitive;

/// <summary>What is given, not computed: it stands in a graph without operands and lies in memory before the graph runs.</summary>
public abstract record Given : Primitive;

/// <summary>One of the model's inputs, per example. An integer input holds whole numbers.</summary>
public sealed record InputLeaf(int Index) : Given;

/// <summary>The targets of a loss: a label, or as many numbers as the output has.</summary>
public sealed record TargetLeaf(int Index = 0) : Given;

/// <summary>An example's weight in the loss.</summary>
public sealed record WeightLeaf : Given;

/// <summary>A trained parameter.</summary>
public sealed record ParameterLeaf(int Index) : Given;

/// <summary>Kept between calls, one for the whole batch, not learned: a running mean.</summary>
public sealed record BufferLeaf(int Index) : Given;

/// <summary>Carried from call to call, one per example: where a recurrence left off.</summary>
public sealed record StateLeaf(int Index) : Given;

/// <summary>Numbers that the declaration says.</summary>
public sealed record Constant(EquatableArray<double> Values) : Given;

/// <summary>
/// A scalar expression over elements of the operands; operands are stretched as NumPy does, in the ways that <see cref="Fit"/> knows.
/// The result's type is explicit, since a body may read nothing that has it (a gradient spread over a sum's elements).
/// </summary>
public sealed record Map(Expr Body, TensorType Type) : Primitive;

public enum ReduceKind { Sum, Max, Min }

/// <summary>Within one example, to fewer elements.</summary>
/// <param name="Shape">Of the result, L elements from an operand of L · n.</param>
/// <param name="Leading">Whether element i gathers i, i + L, i + 2L, … (reduced along the first axis); else n neighbours.</param>
public sealed record Reduce(ReduceKind Kind, Shape Shape = default, bool Leading = false) : Primitive;

/// <summary>Over the batch: one value of what each example has.</summary>
public sealed record BatchReduce(ReduceKind Kind) : Primitive;

public enum ProductForm
{
    /// <summary>y[n] = Σₖ x[k] · W[k, n], operands x and W.</summary>
    Forward,

    /// <summary>dx[k] = Σₙ dy[n] · W[k, n], operands dy and W.</summary>
    InputGradient,

    /// <summary>dW[k, n] = Σ over the batch of x[k] · dy[n], operands x and dy.</summary>
    WeightGradient,
}

/// <summary>A product of a vector and a matrix that all examples share; the three forms are each other's derivatives.</summary>
public sealed record Product(ProductForm Form) : Primitive;

/// <summary>A product of matrices, whichever of them each example has for itself.</summary>
/// <param name="OverBatch">Whether the examples' products are summed: one result for all.</param>
public sealed record MatMul(bool TransposeLeft, bool TransposeRight, bool OverBatch = false) : Primitive;

/// <summary>One element, chosen by an index: operands the tensor and the index.</summary>
public sealed record Pick : Primitive;

/// <summary>Rows along the first axis, chosen by indices: operands the table and the indices; the indices' shape, then a row's.</summary>
public sealed record Gather : Primitive;

/// <summary>Each row added at its index to <paramref name="Count"/> rows of zeros: operands the rows and the indices.</summary>
/// <param name="OverBatch">Whether the examples' results are summed: one for all.</param>
public sealed record Scatter(int Count, bool OverBatch) : Primitive;

/// <summary>The same elements in another shape; costs nothing.</summary>
public sealed record View(Shape Shape) : Primitive;

/// <summary>Some neighbours along an axis.</summary>
public sealed record Slice(int Axis, int Start, int Length) : Primitive;

/// <summary>The operands one after another along an axis.</summary>
public sealed record Concat(int Axis) : Primitive;

/// <summary>The axes in another order: axis i of the result is axis Permutation[i] of the operand.</summary>
public sealed record Transpose(EquatableArray<int> Permutation) : Primitive;

/// <summary>Axes of one element, and missing ones, repeated.</summary>
public sealed record Broadcast(Shape Shape) : Primitive;

/// <summary>Numbers in [0, 1), other ones at each call. The same seed, call, stream and example give the same.</summary>
public sealed record Random(int Stream, TensorType Type) : Primitive;

/// <summary>The value, without a derivative.</summary>
public sealed record Detach : Primitive;

/// <summary>
/// The value, kept in memory where the world outside may read or replace it: the outputs and the output gradient. Nothing is
/// fused, merged or simplified across, so a step in one call and one phase at a time are the same arithmetic.
/// </summary>
public sealed record Boundary(string Name) : Primitive;
