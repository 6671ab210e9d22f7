namespace FastGrad.Compiler.Ir;

/// <summary>What must hold of every graph; tests run it after every pass.</summary>
public static class GraphVerifier
{
    /// <exception cref="InvalidOperationException">Something does not hold; the message names the node.</exception>
    public static void Verify(Graph graph)
    {
        var seen = new HashSet<Node>();
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            Node node = graph.Nodes[i];
            Require(node.Id == i, node, $"stands at {i}");
            foreach (Node operand in node.Operands)
            {
                Require(seen.Contains(operand), node, $"reads {operand} before it is computed, or from another graph");
                // In memory and between kernels there are numbers only.
                Require(operand.Primitive is not Map condition || !IsTruth(condition.Body), node, $"reads the truth value {operand}");
            }
            if (node.Primitive is not Given)
            {
                TensorType expected = TypeRules.Infer(node.Primitive, node.Operands);
                Require(node.Type == expected, node, $"is {node.Type}, its operands give {expected}");
            }
            if (node.Primitive is Map map)
                VerifyBody(node, map.Body, []);
            seen.Add(node);
        }
        foreach (KeyValuePair<string, Node> root in graph.Roots)
        {
            if (!seen.Contains(root.Value))
                throw new InvalidOperationException($"root {root.Key} is not in the graph");
        }
    }

    private static void VerifyBody(Node node, Expr body, HashSet<Expr> seen)
    {
        if (!seen.Add(body))
            return;
        if (body is Argument argument)
            Require(argument.Index >= 0 && argument.Index < node.Operands.Count, node, $"its body reads operand {argument.Index} of {node.Operands.Count}");
        switch (body)
        {
            case Select select:
                Require(IsTruth(select.Condition), node, $"selects by the number {select.Condition}");
                Require(IsTruth(select.WhenTrue) == IsTruth(select.WhenFalse), node, $"selects between a number and a truth value: {select}");
                break;
            case Unary { Op: UnaryOp.Not } or Binary { Op: BinaryOp.And or BinaryOp.Or }:
                Require(body.Operands.All(IsTruth), node, $"{body} takes truth values");
                break;
            default:
                Require(!body.Operands.Any(IsTruth), node, $"{body} takes numbers");
                break;
        }
        foreach (Expr operand in body.Operands)
            VerifyBody(node, operand, seen);
    }

    public static bool IsTruth(Expr expr) => expr switch
    {
        Truth => true,
        Unary unary => unary.Op == UnaryOp.Not,
        Binary binary => binary.Op >= BinaryOp.Less,
        Select select => IsTruth(select.WhenTrue),
        WithDerivative own => IsTruth(own.Value),
        _ => false,
    };

    private static void Require(bool holds, Node node, string what)
    {
        if (!holds)
            throw new InvalidOperationException($"{node} = {GraphPrinter.Describe(node)}: {what}");
    }
}
