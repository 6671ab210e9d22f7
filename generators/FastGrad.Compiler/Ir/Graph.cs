namespace FastGrad.Compiler.Ir;

/// <summary>What the world reads of a graph.</summary>
public static class Roots
{
    public const string Output = "output";
    public const string Loss = "loss";
    public const string ExampleLosses = "exampleLosses";
    public const string OutputGradient = "outputGradient";
    public const string InputGradient = "inputGradient";

    /// <summary>Of one among several outputs; the first has the plain name.</summary>
    public static string OutputAt(int index) => index == 0 ? Output : Output + Text(index);

    public static string OutputGradientAt(int index) => index == 0 ? OutputGradient : OutputGradient + Text(index);

    public static string InputGradientAt(int index) => index == 0 ? InputGradient : InputGradient + Text(index);

    public static string Gradient(int parameter) => "gradient" + Text(parameter);

    /// <summary>What a buffer becomes.</summary>
    public static string Buffer(int index) => "buffer" + Text(index);

    /// <summary>What a carried state becomes.</summary>
    public static string State(int index) => "state" + Text(index);

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Values and their computation, for one example, in an order in which operands come first.</summary>
public sealed class Graph(IReadOnlyList<Node> nodes, IReadOnlyDictionary<string, Node> roots)
{
    public IReadOnlyList<Node> Nodes { get; } = nodes;

    public IReadOnlyDictionary<string, Node> Roots { get; } = roots;

    /// <summary>The roots in the order of their names, the same on every host.</summary>
    public IEnumerable<KeyValuePair<string, Node>> SortedRoots => Roots.OrderBy(root => root.Key, StringComparer.Ordinal);

    public override string ToString() => GraphPrinter.Print(this);
}

/// <summary>Builds a graph node by node, inferring types.</summary>
public sealed class GraphBuilder
{
    private readonly List<Node> _nodes = [];
    private readonly Dictionary<string, Node> _roots = [];

    public Node Leaf(Primitive primitive, TensorType type, string? hint = null) => Append(primitive, [], type, hint);

    /// <exception cref="ShapeException">The operands don't go together.</exception>
    public Node Add(Primitive primitive, IReadOnlyList<Node> operands, string? hint = null) =>
        Append(primitive, operands, TypeRules.Infer(primitive, operands), hint);

    /// <summary>A map of the type that its operands give together.</summary>
    /// <exception cref="ShapeException">They don't go together.</exception>
    public Node Map(Expr body, params IReadOnlyList<Node> operands) =>
        Map(body, TypeRules.Join([.. operands.Select(operand => operand.Type)]), operands);

    public Node Map(Expr body, TensorType type, IReadOnlyList<Node> operands) => Add(new Map(body, type), operands);

    /// <summary>Whether a node was made here.</summary>
    public bool Owns(Node node) => node.Id < _nodes.Count && _nodes[node.Id] == node;

    public void Root(string name, Node node) => _roots[name] = node;

    public Graph Build() => new([.. _nodes], new Dictionary<string, Node>(_roots));

    private Node Append(Primitive primitive, IReadOnlyList<Node> operands, TensorType type, string? hint)
    {
        var node = new Node(_nodes.Count, primitive, operands, type, hint);
        _nodes.Add(node);
        return node;
    }
}
