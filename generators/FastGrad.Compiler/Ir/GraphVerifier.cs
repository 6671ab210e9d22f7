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
            if (node.Primitive is Scan scan)
                VerifyScan(node, scan);
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

    /// <summary>The body, and that each leaf is what its operand gives it.</summary>
    private static void VerifyScan(Node node, Scan scan)
    {
        Verify(scan.Body);
        var read = new HashSet<int>();
        foreach (Node leaf in scan.Body.Nodes.Where(leaf => leaf.Primitive is Given and not Constant))
        {
            Require(leaf.Primitive is ScanLeaf, node, $"its body reads {GraphPrinter.Describe(leaf)}, which is outside");
            var own = (ScanLeaf)leaf.Primitive;
            Require(own.Operand >= 0 && own.Operand < node.Operands.Count && read.Add(own.Operand), node, $"its {GraphPrinter.Describe(leaf)} has no operand of its own");
            TensorType given = node.Operands[own.Operand].Type;
            if (own.Kind == ScanLeafKind.Element)
            {
                Require(given.Shape.Rank > 0 && given.Shape.Dimensions[0] == scan.Steps, node, $"goes over {given} in {scan.Steps} steps");
                given = given with { Shape = Shape.Of(given.Shape.Dimensions.Skip(1)) };
            }
            Require(leaf.Type == given, node, $"its {GraphPrinter.Describe(leaf)} is {leaf.Type}, the operand gives {given}");
            if (own.Kind == ScanLeafKind.State)
            {
                TensorType next = scan.Body.Roots[Scan.Next(own.Index)].Type;
                Require(next == leaf.Type, node, $"its state {leaf.Type} becomes {next}");
            }
        }
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
