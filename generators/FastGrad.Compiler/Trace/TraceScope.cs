using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Trace;

/// <summary>What all formulas of one trace of a model share.</summary>
/// <param name="training">What <c>Ops.Training</c> is.</param>
internal sealed class TraceContext(bool training)
{
    private readonly Dictionary<Node, int> _limits = [];
    private int _streams;

    /// <summary>Whether a formula asked: then inference is another graph.</summary>
    public bool AskedTraining { get; private set; }

    public bool Training
    {
        get
        {
            AskedTraining = true;
            return training;
        }
    }

    /// <summary>Random numbers are told apart by the order in which formulas ask for them, as when they run eagerly.</summary>
    public int NextStream() => _streams++;

    /// <summary>Says that a value holds whole numbers in [0, limit), and so may be an index.</summary>
    public void Limit(Node indices, int limit) => _limits[indices] = limit;

    /// <summary>The limit of a value that may be an index; null for any other.</summary>
    public int? LimitOf(Node indices) => _limits.TryGetValue(indices, out int limit) ? limit : null;

    /// <summary>A part or another order of indices are indices.</summary>
    public void Inherit(Node result, IEnumerable<Node> sources)
    {
        int? limit = 0;
        foreach (Node source in sources)
            limit = limit is int known && LimitOf(source) is int own ? Math.Max(known, own) : null;
        if (limit is int together and > 0)
            Limit(result, together);
    }
}

/// <summary>
/// Where a formula's values become nodes: the model's graph, or the body of a scan, which takes in values of the graph around it as
/// it meets them.
/// </summary>
internal class TraceScope(GraphBuilder builder, TraceContext context)
{
    public TraceScope(GraphBuilder builder) : this(builder, new TraceContext(training: true)) { }

    public GraphBuilder Builder { get; } = builder;

    public TraceContext Context { get; } = context;

    /// <summary>Whether this is the body of a scan.</summary>
    public virtual bool IsStep => false;

    public Node Add(Primitive primitive, IReadOnlyList<Node> operands, string? hint = null) =>
        Builder.Add(primitive, [.. operands.Select(Import)], hint);

    /// <summary>The value as this graph knows it.</summary>
    public virtual Node Import(Node node) => node;
}
