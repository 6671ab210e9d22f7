using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Backends.Cpu;

/// <summary>Formulas for the comment above a kernel: a line a value, and before it a line for each part that the user named.</summary>
/// <param name="argument">How an argument is called.</param>
internal sealed class FormulaComment(Func<int, string> argument)
{
    private readonly Dictionary<Expr, string> _names = [];
    private readonly NameScope _scope = new();

    public List<string> Lines { get; } = [];

    /// <summary>Adds a value under a name; <paramref name="wrap"/> puts a sum or an index around it.</summary>
    public void Add(string name, Expr value, Func<string, string>? wrap = null)
    {
        NameParts(value);
        string text = Print(value);
        Lines.Add($"{name} = {(wrap is null ? text : wrap(text))}");
        if (wrap is null && value is not Leaf)
            _names[value] = name;
    }

    /// <summary>A value in terms of what was added before.</summary>
    public string Print(Expr value) => ExprPrinter.Print(value, argument, part => _names.TryGetValue(part, out string? known) ? known : null);

    public void NameParts(Expr value)
    {
        foreach (Expr part in Substitution.Parts(value))
        {
            if (part.Equals(value) || part.Hint is null || part is Leaf || _names.ContainsKey(part) || !_scope.IsFreeCamel(part.Hint))
                continue;
            string name = _scope.Camel(part.Hint);
            Lines.Add($"{name} = {Print(part)}");
            _names[part] = name;
        }
    }
}
