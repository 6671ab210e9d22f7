using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Trace.Vocabulary;

/// <summary>Across the examples of a batch: the few things that see more than one.</summary>
internal sealed partial class Library
{
    private Traced? BatchReduction(string method, IReadOnlyList<Traced> arguments) => (method, arguments.Count) switch
    {
        ("BatchSize", 0) => new TracedScalar(new Uniform(Uniform.Batch)),
        ("BatchSum", 1) => Batch(ReduceKind.Sum, arguments[0]),
        ("BatchMax", 1) => Batch(ReduceKind.Max, arguments[0]),
        ("BatchMin", 1) => Batch(ReduceKind.Min, arguments[0]),
        // Of what all examples share, the mean is itself.
        ("BatchMean", 1) => Tensor(arguments[0]).Type.Batched
            ? Times(Batch(ReduceKind.Sum, arguments[0]), new TracedScalar(new Uniform(Uniform.InverseBatch)))
            : arguments[0],
        ("BatchLogSumExp", 1) => BatchLogSumExp(arguments[0]),
        _ => null,
    };

    private Traced Batch(ReduceKind kind, Traced x)
    {
        Node operand = Tensor(x);
        if (operand.Type.Batched)
            return new TracedNode(scope!.Add(new BatchReduce(kind), [operand], "batch " + kind.ToString().ToLowerInvariant()));
        return kind == ReduceKind.Sum ? Times(x, new TracedScalar(new Uniform(Uniform.Batch))) : x;
    }

    private Traced BatchLogSumExp(Traced x)
    {
        Traced max = new TracedNode(scope!.Add(new Detach(), [Node(Batch(ReduceKind.Max, x))], "maximum"));
        return Plus(max, arithmetic.Apply(UnaryOp.Log, Batch(ReduceKind.Sum, arithmetic.Apply(UnaryOp.Exp, Minus(x, max)))));
    }
}
