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
/// Maps and reductions over one row: an example's elements (or, unbatched, a parameter's). Loops follow one another where a
/// reduction's result is needed by what comes after; between them stands scalar arithmetic.
/// </summary>
public sealed class RowKernel(Phase phase, bool batched) : Kernel(phase)
{
    public bool Batched { get; } = batched;

    /// <summary>Elements of a row; 0 while all members are single numbers.</summary>
    public int Length { get; set; }

    public List<RowLoop> Loops { get; } = [];

    /// <summary>Values that a later loop needs again and that are dear to compute: kept in a scratch row.</summary>
    public List<Node> Kept { get; } = [];
}

/// <summary>One pass over a row, and before it the numbers it needs.</summary>
public sealed class RowLoop
{
    /// <summary>Single numbers computed before the loop, in order; the value's arguments index the kernel's operands.</summary>
    public List<Store> Scalars { get; } = [];

    /// <summary>Elementwise values written.</summary>
    public List<Store> Stores { get; } = [];

    /// <summary>Reductions gathered; the target's primitive says which.</summary>
    public List<Store> Gathered { get; } = [];
}

/// <summary>Hands a gradient that lies in memory to the sink.</summary>
public sealed class DeliverKernel(Node gradient) : Kernel(Phase.Backward)
{
    public Node Gradient { get; } = gradient;
}
