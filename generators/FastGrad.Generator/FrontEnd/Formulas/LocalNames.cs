using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>
/// A name of its own for each local of a method and each parameter of a lambda in it: sibling blocks may reuse one in C#, and a tree without
/// scopes is easier to read and to trace. The first keeps the user's name.
/// </summary>
internal sealed class LocalNames
{
    private readonly Dictionary<ISymbol, string> _names = new(SymbolEqualityComparer.Default);
    private readonly HashSet<string> _used;

    public LocalNames(IMethodSymbol method) => _used = [.. method.Parameters.Select(parameter => parameter.Name)];

    public string this[ISymbol local] => _names.TryGetValue(local, out string? name) ? name : Declare(local);

    public string Declare(ISymbol local) => _names[local] = Fresh(local.Name);

    /// <summary>A name that nothing else in the method has.</summary>
    public string Fresh(string wanted)
    {
        // Emitted code uses the names as they are, so a keyword (@base) loses its '@' to an underscore.
        string stem = SyntaxFacts.GetKeywordKind(wanted) == SyntaxKind.None ? wanted : wanted + "_";
        string name = stem;
        for (int i = 2; !_used.Add(name); i++)
            name = stem + i.ToString(CultureInfo.InvariantCulture);
        return name;
    }
}
