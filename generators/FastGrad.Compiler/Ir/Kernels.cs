namespace FastGrad.Compiler.Ir;

public enum Phase { Forward, Loss, Backward }

/// <summary>A piece of work that reads and writes buffers: what a back end emits. Values inside are expressions over <see cref="Operands"/>.</summary>
public abstract class Kernel(Phase phase)
{
    public Phase Phase { get; } = phase;

    /// <summary>The nodes it computes, operands first.</summary>
    public List<Node> Members { get; } = [];

    /// <summary>The nodes of other kernels, and the leaves, that it reads, in order of first use; filled when fusing is done.</summary>
    public List<Node> Operands { get; } = [];

    /// <summary>How each of <see cref="Operands"/> is stretched; one that is read in two ways stands there twice.</summary>
    public List<Fit> Fits { get; } = [];

    /// <summary>What it leaves in memory, with the value as an expression; filled when fusing is done.</summary>
    public List<Store> Stores { get; } = [];

    /// <summary>Index of the parameter whose gradient this kernel hands to the sink; −1 for none.</summary>
    public int Delivers { get; set; } = -1;
}

/// <param name="Target">Names the buffer.</param>
public sealed record Store(Node Target, Expr Value);

/// <summary>Forward or input-gradient product with its epilogue. In the stores' values argument 0 is the sum, the operands follow from 1.</summary>
public sealed class ProductKernel(Phase phase, Node product) : Kernel(phase)
{
    public Node Product { get; } = product;

    public ProductForm Form => ((Product)Product.Primitive).Form;

    public Node Left => Product.Operands[0];

    public Node Right => Product.Operands[1];
}

/// <summary>A weight gradient, handed panel by panel to the sink or stored.</summary>
public sealed class WeightGradientKernel(Phase phase, Node product) : Kernel(phase)
{
    public Node Product { get; } = product;

    public Node Left => Product.Operands[0];

    public Node Right => Product.Operands[1];
}

/// <summary>Sums over the batch, handed to the sink, stored, or (the loss) returned.</summary>
public sealed class BatchSumKernel(Phase phase, Node sum) : Kernel(phase)
{
    public Node Sum { get; } = sum;

    public Node Source => Sum.Operands[0];
}

/// <summary>
/// Maps and reductions over the rows of an example (or, unbatched, of a parameter), mostly over one row with all elements. Loops over
/// a row follow one another where a reduction's result is needed by what comes after; between them stands arithmetic on single numbers.
/// </summary>
public sealed class RowKernel(Phase phase, bool batched) : Kernel(phase)
{
    public bool Batched { get; } = batched;

    /// <summary>Rows of an example; 0 while any number of them would do.</summary>
    public int Rows { get; set; }

    /// <summary>Elements of an example; 0 while all members are single numbers.</summary>
    public int Elements { get; set; }

    /// <summary>Elements of a row.</summary>
    public int Length => Elements / Math.Max(1, Rows);

    /// <summary>
    /// What each member is here: <see cref="Fit.Same"/> for elements; <see cref="Fit.Rows"/> for one per row, which vectors compute as
    /// they would its elements, for the same bits; <see cref="Fit.Scalar"/> for a single number.
    /// </summary>
    public Dictionary<Node, Fit> Roles { get; } = [];

    public List<RowLoop> Loops { get; } = [];

    /// <summary>Values that a later loop needs again and that are dear to compute: kept in a scratch row.</summary>
    public List<Node> Kept { get; } = [];
}

/// <summary>One pass over a row, and before it the numbers it needs.</summary>
public sealed class RowLoop
{
    /// <summary>Numbers, single ones and the row's, computed before the loop, in order; the value's arguments index the kernel's operands.</summary>
    public List<Store> Scalars { get; } = [];

    /// <summary>Elementwise values written.</summary>
    public List<Store> Stores { get; } = [];

    /// <summary>Reductions gathered; the target's primitive says which.</summary>
    public List<Store> Gathered { get; } = [];
}

/// <summary>One value that a method of the library makes of whole operands: matrices, movement, indexing, random numbers.</summary>
public sealed class CallKernel(Phase phase, Node node) : Kernel(phase)
{
    public Node Node { get; } = node;
}

/// <summary>Leaves a value where a buffer or a carried state lives on from call to call, once nobody needs the old one.</summary>
/// <param name="phase">The forward one.</param>
/// <param name="source">The new value.</param>
/// <param name="target">The leaf.</param>
public sealed class CopyKernel(Phase phase, Node source, Node target) : Kernel(phase)
{
    public Node Source { get; } = source;

    public Node Target { get; } = target;
}

/// <summary>Hands a gradient that lies in memory to the sink.</summary>
public sealed class DeliverKernel(Node gradient) : Kernel(Phase.Backward)
{
    public Node Gradient { get; } = gradient;
}
