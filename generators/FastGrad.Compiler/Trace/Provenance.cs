using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Trace;

/// <summary>
/// How a value got its shape, in a few words, for messages about shapes that do not fit: back to what the user has a name for (an input,
/// a parameter, a stage, a local), through at most a few operations.
/// </summary>
internal static class Provenance
{
    /// <summary>Operations between a value and what it is said to come from; more would be longer than the formula.</summary>
    private const int MaximumDepth = 3;

    /// <summary>Longest text of a term that stands in a message as it stands in the source.</summary>
    private const int MaximumText = 24;

    /// <summary>Whose functions keep their first name; one's own methods have <c>this</c>, which is left out.</summary>
    private static readonly string[] _libraries = ["Ops.", "Math.", "double."];

    /// <summary>Runs an operation; where its operands do not fit, the message goes on with what each of them is.</summary>
    /// <param name="terms">The operands as written.</param>
    /// <param name="values">The operands.</param>
    /// <param name="operation">What is done with them.</param>
    public static Traced Explained(IReadOnlyList<Term> terms, IReadOnlyList<Traced> values, Func<Traced> operation)
    {
        try
        {
            return operation();
        }
        catch (Exception e) when (e is TraceException and not ExplainedException or ShapeException)
        {
            string operands = Operands(terms, values);
            throw new ExplainedException(operands.Length == 0 ? e.Message : $"{e.Message}; {operands}");
        }
    }

    /// <summary><c>x is 784 (from Flatten of the input) and weight is 128×10 (parameter Head.Weight)</c>; empty where there is no tensor.</summary>
    public static string Operands(IReadOnlyList<Term> terms, IReadOnlyList<Traced> values)
    {
        var parts = new List<string>();
        for (int i = 0; i < values.Count; i++)
        {
            if (values[i] is not TracedNode { Node: Node node })
                continue;
            string? text = Text(terms[i]);
            string part = $"{text ?? Ordinal(i, values.Count)} is {node.Shape} ({Of(node, text)})";
            if (!parts.Contains(part))
                parts.Add(part);
        }
        return Checks.Named.List(parts);
    }

    /// <summary><c>from Flatten of the input</c>, <c>parameter Head.Weight</c>.</summary>
    /// <param name="node">The value.</param>
    /// <param name="known">A name that the reader knows already, so that it explains nothing.</param>
    public static string Of(Node node, string? known = null) =>
        Leaf(node) ?? "from " + (node.Hint is not string name || name == known ? Operation(node, MaximumDepth)
            // A layer's result is what the layer gives; a local's name says less.
            : node.Primitive is View ? name
            : name + ", " + Operation(node, MaximumDepth - 1));

    private static string Phrase(Node node, int depth) => Leaf(node) ?? node.Hint ?? Operation(node, depth);

    private static string? Leaf(Node node) => node.Primitive switch
    {
        InputLeaf => node.Hint is null or "inputs" ? "the input" : "input " + node.Hint,
        ParameterLeaf => "parameter " + node.Hint,
        BufferLeaf => "buffer " + node.Hint,
        StateLeaf => "state " + node.Hint,
        TargetLeaf => node.Hint == "label" ? "the label" : "the target",
        WeightLeaf => "the example's weight",
        Constant => "a constant",
        ScanLeaf { Kind: ScanLeafKind.Element } => "an element of the scanned sequence",
        ScanLeaf { Kind: ScanLeafKind.State } => "the state of the scan",
        ScanLeaf => node.Hint ?? "a value around the scan",
        Boundary { Name: var name } when name.StartsWith(Roots.Output, StringComparison.Ordinal) => "the output",
        Map { Body: Number number } => "the number " + FormulaText.Number(number.Value),
        _ => null,
    };

    private static string Operation(Node node, int depth)
    {
        if (depth == 0)
            return "a value computed before";
        IReadOnlyList<Node> operands = node.Operands;
        return node.Primitive switch
        {
            View => (node.Shape.Rank == 1 ? "Flatten of " : "Reshape of ") + Inner(0),
            Product { Form: ProductForm.InputGradient } => $"MatMul of {Inner(1)} and {Inner(0)}",
            Product or MatMul => $"MatMul of {Inner(0)} and {Inner(1)}",
            Reduce reduce => $"{reduce.Kind} of {Inner(0)}",
            BatchReduce reduce => $"Batch{reduce.Kind} of {Inner(0)}",
            Pick => $"an element of {Inner(0)}",
            Gather => $"Gather of {Inner(0)}",
            Scatter => $"Scatter of {Inner(0)}",
            Ir.Random => "random numbers",
            Detach or Boundary => Inner(0),
            Concat => "Concat of " + List(),
            ScanResult => "a Scan",
            Map { Body: Ir.Unary { Operand: Ir.Argument } unary } => $"{unary.Op} of {Inner(0)}",
            Map { Body: Ir.Binary { Left: Ir.Argument left, Right: Ir.Argument right } binary } when Sign(binary.Op) is string sign =>
                $"{Inner(left.Index)} {sign} {Inner(right.Index)}",
            Map when operands.Count == 0 => "numbers known when compiled",
            Map => "a formula of " + List(),
            Primitive other => $"{other.GetType().Name} of {List()}",
        };

        string Inner(int index) => Phrase(operands[index], depth - 1);

        string List() => Checks.Named.List([.. operands.Select(operand => Phrase(operand, depth - 1)).Distinct().Take(3)]);
    }

    private static string? Sign(BinaryOp op) => op switch
    {
        BinaryOp.Add => "+",
        BinaryOp.Subtract => "-",
        BinaryOp.Multiply => "*",
        BinaryOp.Divide => "/",
        _ => null,
    };

    /// <summary>A term as the user wrote it, where that is short; null where not.</summary>
    private static string? Text(Term term)
    {
        string? text = Write(term);
        return text is null || text.Length > MaximumText ? null : text;
    }

    private static string Function(string target) =>
        _libraries.Any(library => target.StartsWith(library, StringComparison.Ordinal)) ? target : target.Substring(target.IndexOf('.') + 1);

    private static string? Write(Term term) => term switch
    {
        Name name => name.Identifier,
        Formulas.Call call => Write(call.Arguments) is string arguments ? Function(call.Target) + "(" + arguments + ")" : null,
        Formulas.Binary binary => Write(binary.Left) is string left && Write(binary.Right) is string right ? $"{left} {binary.Operator} {right}" : null,
        Literal literal => literal.Text,
        Property property => property.Identifier,
        _ => null,
    };

    private static string? Write(IReadOnlyList<Term> terms)
    {
        List<string?> texts = [.. terms.Select(Write)];
        return texts.Contains(null) ? null : string.Join(", ", texts);
    }

    private static string Ordinal(int index, int count) => count == 2 ? (index == 0 ? "the left operand" : "the right operand") : $"operand {index + 1}";
}
