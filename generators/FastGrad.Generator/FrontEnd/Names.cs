using System.Text;
using FastGrad.Compiler;
using FastGrad.Compiler.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FastGrad.Generator.FrontEnd;

/// <summary>Names of types as generated code must write them.</summary>
internal static class Names
{
    private static readonly SymbolDisplayFormat _metadataFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    private static readonly SymbolDisplayFormat _sourceFormat =
        _metadataFormat.WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    public static TypeSpec TypeSpecOf(INamedTypeSymbol type)
    {
        var containing = new List<string>();
        for (INamedTypeSymbol? at = type.ContainingType; at is not null; at = at.ContainingType)
            containing.Insert(0, Header(at));
        string space = type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(_sourceFormat);
        return new TypeSpec(space, containing.ToEquatableArray(), Header(type), Escape(type.Name), MetadataName(type));
    }

    /// <summary>Contextual keywords too: <c>partial class record</c> is as wrong as <c>partial class event</c>.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            ? "@" + name
            : name;

    public static string FullyQualified(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>Unique in an assembly: <c>Company.Outer`1+Inner</c>.</summary>
    public static string MetadataName(INamedTypeSymbol type)
    {
        if (type.ContainingType is INamedTypeSymbol outer)
            return MetadataName(outer) + "+" + type.MetadataName;
        return type.ContainingNamespace.IsGlobalNamespace
            ? type.MetadataName
            : type.ContainingNamespace.ToDisplayString(_metadataFormat) + "." + type.MetadataName;
    }

    /// <summary>Constraints need not be repeated, and variance cannot occur: no class stands in a variant interface.</summary>
    private static string Header(INamedTypeSymbol type)
    {
        string kind = type switch
        {
            { TypeKind: TypeKind.Interface } => "interface",
            { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
            { IsRecord: true } => "record",
            { TypeKind: TypeKind.Struct } => "struct",
            _ => "class",
        };
        var header = new StringBuilder("partial ").Append(kind).Append(' ').Append(Escape(type.Name));
        if (type.Arity > 0)
            header.Append('<').Append(string.Join(", ", type.TypeParameters.Select(parameter => Escape(parameter.Name)))).Append('>');
        return header.ToString();
    }
}
