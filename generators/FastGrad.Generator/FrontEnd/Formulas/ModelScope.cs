using FastGrad.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>What the methods of a model see beside each other, its layers, and where each of their operations stands.</summary>
/// <param name="layers">The model's methods that carry a layer or an activation.</param>
/// <param name="firstPlace">Index of the first operation in the model's table of places.</param>
internal sealed class ModelScope(IReadOnlyCollection<IMethodSymbol> layers, int firstPlace)
{
    private readonly List<LocationInfo> _places = [];

    /// <summary>Of the operations, in the order in which they are bound: a comment or a line break moves no number.</summary>
    public IReadOnlyList<LocationInfo> Places => _places;

    public bool IsLayer(IMethodSymbol method) => layers.Contains(method.PartialDefinitionPart ?? method, SymbolEqualityComparer.Default);

    public int Place(SyntaxNode operation)
    {
        _places.Add(LocationInfo.From(operation));
        return firstPlace + _places.Count - 1;
    }
}
