using System.Globalization;
using System.Text;
using FastGrad.Compiler.Formulas;

namespace FastGrad.Compiler.Ir;

/// <summary>A graph as text, a node a line, a scan's body indented below it: what snapshots and people read.</summary>
public static class GraphPrinter
{
    public static string Print(Graph graph)
    {
        var text = new StringBuilder();
        foreach (Node node in graph.Nodes)
        {
            text.Append(node).Append(" = ").Append(Describe(node)).Append(" : ").Append(node.Type).Append(node.Hint is null ? "" : "  ; " + node.Hint).Append('\n');
            if (node.Primitive is Scan scan)
                text.Append("    ").Append(Print(scan.Body).TrimEnd('\n').Replace("\n", "\n    ")).Append('\n');
        }
        foreach (KeyValuePair<string, Node> root in graph.SortedRoots)
            text.Append(root.Key).Append(": ").Append(root.Value).Append('\n');
        return text.ToString();
    }

    public static string Describe(Node node) => node.Primitive switch
    {
        InputLeaf input => "input " + Number(input.Index),
        TargetLeaf target => target.Index == 0 ? "target" : "target " + Number(target.Index),
        WeightLeaf => "weight",
        BufferLeaf buffer => "buffer " + Number(buffer.Index),
        StateLeaf state => "state " + Number(state.Index),
        Constant constant => "constant [" + string.Join(", ", constant.Values.Take(8).Select(FormulaText.Number)) + (constant.Values.Count > 8 ? ", …]" : "]"),
        ScanLeaf leaf => $"{leaf.Kind.ToString().ToLowerInvariant()} {Number(leaf.Operand)}" + (leaf.Kind == ScanLeafKind.State ? " next" + Number(leaf.Index) : ""),
        ParameterLeaf parameter => "parameter " + Number(parameter.Index),
        // Also of a body that reads more than there is: the verifier prints what it complains of.
        Map map => "map " + ExprPrinter.Print(map.Body, index => index < node.Operands.Count ? node.Operands[index].ToString() : "#" + FormulaText.Number(index)),
        Reduce reduce => (reduce.Leading ? "leading " : "") + reduce.Kind.ToString().ToLowerInvariant() + Operands(node),
        BatchReduce reduce => "batch " + reduce.Kind.ToString().ToLowerInvariant() + Operands(node),
        Product product => "product " + product.Form.ToString().ToLowerInvariant() + Operands(node),
        MatMul product => (product.OverBatch ? "batch sum of " : "") + "matrices" + Operands(node)
            + (product.TransposeLeft ? " left transposed" : "") + (product.TransposeRight ? " right transposed" : ""),
        Pick => "pick" + Operands(node),
        Gather => "gather" + Operands(node),
        Scatter scatter => (scatter.OverBatch ? "batch sum of " : "") + "scatter" + Operands(node),
        Slice slice => $"slice {Number(slice.Start)}..{Number(slice.Start + slice.Length)} of axis {Number(slice.Axis)}" + Operands(node),
        Concat concat => "concat along axis " + Number(concat.Axis) + Operands(node),
        Transpose transpose => "transpose (" + string.Join(" ", transpose.Permutation.Select(axis => Number(axis))) + ")" + Operands(node),
        Broadcast => "broadcast" + Operands(node),
        Random random => "random " + Number(random.Stream),
        Scan scan => $"scan of {Number(scan.Steps)} steps{(scan.Reverse ? ", backwards" : "")}" + Operands(node),
        ScanResult result => (result.Stacked ? "out" : "next") + Number(result.Index) + Operands(node),
        View => "view" + Operands(node),
        Detach => "detach" + Operands(node),
        Boundary boundary => "boundary " + boundary.Name + Operands(node),
        _ => throw new ArgumentException($"no text for {node.Primitive.GetType().Name}"),
    };

    private static string Operands(Node node) => " " + string.Join(", ", node.Operands);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
