using System.Globalization;
using System.Text;
using FastGrad.Compiler.Formulas;

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
        // Also of a body that reads more than there is: the verifier prints what it complains of.
        Map map => "map " + ExprPrinter.Print(map.Body, index => index < node.Operands.Count ? node.Operands[index].ToString() : "#" + FormulaText.Number(index)),
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
