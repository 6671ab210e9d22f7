using FastGrad.Compiler;
using FastGrad.Compiler.Formulas;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>An attribute class's properties as its formula sees them: what users may set, and what is a constant with a name.</summary>
internal sealed class HyperParameters(
    IReadOnlyList<(IPropertySymbol Property, HyperParameter Value)> settable,
    IReadOnlyDictionary<string, Literal> constants)
{
    /// <summary>Of a model, whose methods see none.</summary>
    public static HyperParameters None { get; } = new([], new Dictionary<string, Literal>());

    /// <summary>Inherited ones first: <c>LearningRate</c> leads.</summary>
    public EquatableArray<HyperParameter> All => settable.Select(entry => entry.Value).ToEquatableArray();

    public bool Contains(IPropertySymbol property) => !property.IsStatic && settable.Any(entry => entry.Property.Name == property.Name);

    /// <summary>The value of a get-only property with a constant initialiser.</summary>
    public Literal? Constant(IPropertySymbol property) => !property.IsStatic && constants.TryGetValue(property.Name, out Literal? literal) ? literal : null;

    /// <summary>Whether the compiler keeps the property's value in a field of its own, so that there is nothing in it to bind.</summary>
    public static bool IsAuto(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>()
            .Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
}
