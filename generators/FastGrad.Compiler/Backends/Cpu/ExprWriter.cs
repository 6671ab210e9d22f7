using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;

namespace FastGrad.Compiler.Backends.Cpu;

/// <summary>
/// Writes expressions as C# that a person would: a local for what the user named or what is read more than once, the rest in place.
/// Parts that are the same for all elements are left to <paramref name="uniform"/>, which computed them once.
/// </summary>
/// <param name="operators">How operations are written.</param>
/// <param name="type">Of the locals: <c>V</c>, <c>float</c>.</param>
/// <param name="names">Where locals take their names.</param>
/// <param name="argument">The text of an argument, and a word for its local if it is worth one; a null word is a plain name.</param>
/// <param name="uniform">The text of a value that is the same for all elements.</param>
/// <param name="truth">The text of such a condition, as a C# bool.</param>
/// <param name="index">The text of an element's index.</param>
internal sealed class ExprWriter(
    IOperators operators,
    string type,
    NameScope names,
    Func<int, (string Text, string? Word)> argument,
    Func<Expr, string> uniform,
    Func<Expr, string>? truth = null,
    Func<ElementIndex, string>? index = null)
{
    // C# refuses expressions some hundreds of operations deep, which a loop makes easily; nobody reads them, either.
    private const int DeepestExpression = 40;

    private readonly Dictionary<Expr, string> _locals = [];
    private readonly Dictionary<Expr, int> _depths = [];
    private readonly Dictionary<Expr, int> _readers = [];

    /// <summary>The declarations that the results need.</summary>
    public List<string> Statements { get; } = [];

    /// <summary>Says that a local holds a value already.</summary>
    public void Know(Expr part, string local) => _locals[part] = local;

    /// <summary>Each expression's text, to stand where a statement wants a value.</summary>
    public IReadOnlyList<string> Write(IReadOnlyList<Expr> results)
    {
        foreach (Expr part in results.SelectMany(Parts).Distinct())
        {
            foreach (Expr operand in part.Operands)
                Count(operand);
        }
        foreach (Expr result in results)
            Count(result);
        return [.. results.Select(result => Parentheses.Strip(Text(result)))];
    }

    private static IEnumerable<Expr> Parts(Expr result) => Substitution.Parts(result).Where(part => !Hoist.IsUniform(part));

    private void Count(Expr expr) => _readers[expr] = (_readers.TryGetValue(expr, out int count) ? count : 0) + 1;

    private string Text(Expr expr)
    {
        if (_locals.TryGetValue(expr, out string? local))
            return local;
        if (expr is Number number)
            return operators.Number(number.Value);
        if (expr is Truth known)
            return operators.Truth(known.Value);
        if (Hoist.IsUniform(expr))
            return uniform(expr);
        string? word = expr.Hint;
        string text;
        if (expr is Argument leaf)
        {
            (text, word) = argument(leaf.Index);
            if (word is null)
                return text;
        }
        else
        {
            text = Compose(expr);
        }
        int depth = expr.Operands.Select(operand => _depths.TryGetValue(operand, out int below) ? below : 0).DefaultIfEmpty().Max() + 1;
        // A name that is taken says less than the expression itself.
        bool several = _readers[expr] > 1 || depth > DeepestExpression;
        if (!several && (word is null || expr.Operands.Count == 0 || !names.IsFreeCamel(word)))
        {
            _depths[expr] = depth;
            return expr is Argument ? text : Enclosed(expr, text);
        }
        string name = names.Camel(word ?? "t");
        Statements.Add($"{(type != "V" && GraphVerifier.IsTruth(expr) ? "bool" : type)} {name} = {Parentheses.Strip(text)};");
        _locals[expr] = name;
        return name;
    }

    private string Compose(Expr expr) => expr switch
    {
        Unary unary => operators.Apply(unary.Op, Text(unary.Operand)),
        Binary binary => operators.Apply(binary.Op, Text(binary.Left), Text(binary.Right)),
        Select select when truth is not null && Hoist.IsUniform(select.Condition) =>
            $"({truth(select.Condition)} ? {Text(select.WhenTrue)} : {Text(select.WhenFalse)})",
        Select select => operators.Select(Text(select.Condition), Text(select.WhenTrue), Text(select.WhenFalse)),
        MultiplyAdd fused => operators.MultiplyAdd(Text(fused.Left), Text(fused.Right), Text(fused.Addend)),
        ElementIndex place when index is not null => index(place),
        _ => throw new ArgumentException($"no C# for {expr.GetType().Name}"),
    };

    /// <summary>In parentheses where it is an operator's operand; calls need none.</summary>
    private static string Enclosed(Expr expr, string text) =>
        expr is Unary { Op: UnaryOp.Negate or UnaryOp.Not } or Binary or MultiplyAdd && !text.StartsWith("V.", StringComparison.Ordinal)
            || (expr is Binary && Parentheses.IsInfix(text))
            ? "(" + text + ")"
            : text;
}
