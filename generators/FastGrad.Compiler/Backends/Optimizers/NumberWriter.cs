using FastGrad.Compiler.Backends.Cpu;
using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Backends.Optimizers;

/// <summary>Numbers that are computed once: a local for what several of them read, the rest in place.</summary>
/// <param name="names">Where locals take their names.</param>
/// <param name="word">A word for a local.</param>
/// <param name="leaf">How a leaf is called: <c>step</c>, a property, a reduction's local.</param>
/// <param name="type">Of the locals.</param>
/// <param name="operators">How operations are written; null for in double.</param>
internal sealed class NumberWriter(
    NameScope names, Func<Expr, string> word, Func<string, string> leaf, string type = "double", IOperators? operators = null)
{
    private readonly Dictionary<Expr, string> _known = [];

    /// <summary>The same in an inner block, whose locals end with it.</summary>
    public NumberWriter Inner()
    {
        var inner = new NumberWriter(names, word, leaf, type, operators);
        foreach (KeyValuePair<Expr, string> known in _known)
            inner._known[known.Key] = known.Value;
        return inner;
    }

    /// <summary>A part that is there already.</summary>
    public void Define(Expr part, string text) => _known[part] = text;

    /// <summary>A local of a part that is there already.</summary>
    public string Local(Expr part) => _known[part] = names.Camel(word(part));

    /// <summary>How a part is called that is there already.</summary>
    public string NameOf(Expr part) => _known[part];

    /// <summary>A local for each of some parts, and before it the locals that they share.</summary>
    public IEnumerable<string> Share(IReadOnlyList<Expr> parts) => Write([.. parts.Select(part => ((string?)null, part))], [.. parts]);

    /// <summary>Assignments, and before them the locals that they share.</summary>
    public IEnumerable<string> Assign(IReadOnlyList<(string Target, Expr Value)> assignments) =>
        Write([.. assignments.Select(assignment => ((string?)assignment.Target, assignment.Value))], []);

    private List<string> Write(IReadOnlyList<(string? Target, Expr Value)> assignments, HashSet<Expr> wanted)
    {
        var readers = new Dictionary<Expr, int>();
        foreach ((_, Expr value) in assignments)
            readers[value] = (readers.TryGetValue(value, out int count) ? count : 0) + 1;
        foreach (Expr part in assignments.SelectMany(assignment => Unknown(assignment.Value)).Distinct())
        {
            foreach (Expr operand in part.Operands)
                readers[operand] = (readers.TryGetValue(operand, out int count) ? count : 0) + 1;
        }
        var lines = new List<string>();
        foreach ((string? target, Expr value) in assignments)
        {
            foreach (Expr part in Unknown(value))
            {
                // A word of the user's is worth a line, but not for what is assigned itself.
                bool named = part.Hint is string hint && names.IsFreeCamel(hint) && !ReferenceEquals(part, value);
                if (part.Operands.Count == 0 || !(named || readers[part] > 1 || wanted.Contains(part)))
                    continue;
                string text = Text(part);
                string name = Local(part);
                lines.Add($"{(GraphVerifier.IsTruth(part) ? "bool" : type)} {name} = {text};");
            }
            if (target is null)
                continue;
            string result = Text(value);
            lines.Add(GraphVerifier.IsTruth(value) ? $"{target} = {Parentheses.Receiver(result)} ? 1.0 : 0.0;" : $"{target} = {result};");
        }
        return lines;
    }

    /// <summary>The distinct parts that are still to be computed, operands first.</summary>
    private List<Expr> Unknown(Expr expr)
    {
        var seen = new HashSet<Expr>();
        var order = new List<Expr>();
        Visit(expr);
        return order;

        void Visit(Expr part)
        {
            if (_known.ContainsKey(part) || !seen.Add(part))
                return;
            foreach (Expr operand in part.Operands)
                Visit(operand);
            order.Add(part);
        }
    }

    private string Text(Expr expr) => UniformWriter.Text(expr, leaf, part => _known.TryGetValue(part, out string? known) ? known : null, operators);
}
