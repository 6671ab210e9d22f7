using System.Text;
using FastGrad.Compiler;
using FastGrad.Compiler.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FastGrad.Generator.FrontEnd;

/// <summary>Names of types as generated code must write them.</summary>
internal static class Names
{
    private static readonly SymbolDisplayFormat NamespaceFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>As metadata has it, where nothing is a keyword.</summary>
    private static readonly SymbolDisplayFormat MetadataNamespaceFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    public static TypeSpec TypeSpecOf(INamedTypeSymbol type)
    {
        var containing = new List<string>();
        for (INamedTypeSymbol? at = type.ContainingType; at is not null; at = at.ContainingType)
            containing.Insert(0, Header(at));
        string space = type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(NamespaceFormat);
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
            : type.ContainingNamespace.ToDisplayString(MetadataNamespaceFormat) + "." + type.MetadataName;
    }

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
            header.Append('<').Append(string.Join(", ", type.TypeParameters.Select(TypeParameter))).Append('>');
        return header.ToString();
    }

    /// <summary>Parts of an interface must repeat its variance; constraints need not be repeated.</summary>
    private static string TypeParameter(ITypeParameterSymbol parameter) => parameter.Variance switch
    {
        VarianceKind.In => "in ",
        VarianceKind.Out => "out ",
        _ => "",
    } + Escape(parameter.Name);
}
