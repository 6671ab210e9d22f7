using System.Globalization;
using System.Text;

namespace FastGrad.Compiler.Ir;

/// <summary>A graph as text, a node a line: what snapshots and people read.</summary>
public static class GraphPrinter
{
    public static string Print(Graph graph)
    {
        var text = new StringBuilder();
        foreach (Node node in graph.Nodes)
            text.Append(node).Append(" = ").Append(Describe(node)).Append(" : ").Append(node.Type).Append(node.Hint is null ? "" : "  ; " + node.Hint).Append('\n');
        foreach (KeyValuePair<string, Node> root in graph.SortedRoots)
            text.Append(root.Key).Append(": ").Append(root.Value).Append('\n');
        return text.ToString();
    }

    public static string Describe(Node node) => node.Primitive switch
    {
        InputLeaf input => "input " + input.Index.ToString(CultureInfo.InvariantCulture),
        TargetLeaf => "target",
        ParameterLeaf parameter => "parameter " + parameter.Index.ToString(CultureInfo.InvariantCulture),
        Map map => "map " + ExprPrinter.Print(map.Body, index => node.Operands[index].ToString()),
        Reduce reduce => reduce.Kind.ToString().ToLowerInvariant() + Operands(node),
        BatchSum => "batch sum" + Operands(node),
        Product product => "product " + product.Form.ToString().ToLowerInvariant() + Operands(node),
        Pick => "pick" + Operands(node),
        View => "view" + Operands(node),
        Detach => "detach" + Operands(node),
        Boundary boundary => "boundary " + boundary.Name + Operands(node),
        _ => throw new ArgumentException($"no text for {node.Primitive.GetType().Name}"),
    };

    private static string Operands(Node node) => " " + string.Join(", ", node.Operands);
}
