using FastGrad.Generator.FrontEnd.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FastGrad.Generator.FrontEnd.Models;

/// <summary>An attribute on a model, while its symbols are at hand.</summary>
/// <param name="Place">Index in the model's table of places.</param>
internal sealed record Stage(AttributeData Attribute, INamedTypeSymbol Class, AttributeSyntax Syntax, int Place)
{
    /// <summary>The attributes of a class, a method or a parameter that have a place in the source, in source order.</summary>
    public static IEnumerable<Stage> Of(ISymbol symbol, int firstPlace, Func<INamedTypeSymbol, bool> wanted, CancellationToken cancellation) =>
        symbol.GetAttributes()
            .Where(attribute => attribute.AttributeClass is INamedTypeSymbol type && wanted(type))
            .Select(attribute => (Attribute: attribute, Syntax: attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax))
            .Where(entry => entry.Syntax is not null)
            .OrderBy(entry => entry.Syntax!.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(entry => entry.Syntax!.SpanStart)
            .Select((entry, index) => new Stage(entry.Attribute, entry.Attribute.AttributeClass!, entry.Syntax!, firstPlace + index));

    /// <summary>The one attribute of a type that FastGrad knows.</summary>
    public static Stage? Of(ISymbol symbol, string fullName, CancellationToken cancellation) =>
        Of(symbol, 0, type => type.Is(fullName), cancellation).FirstOrDefault();

    public string Name => Kinds.ShortName(Class);

    /// <summary>The part of the class it stands on.</summary>
    public TypeDeclarationSyntax? Part => Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>();

    /// <summary>The argument at an index; the whole attribute where there is none (an array was given).</summary>
    public SyntaxNode ArgumentAt(int index) =>
        Syntax.ArgumentList is { Arguments: var given } && index < given.Count ? given[index] : Syntax;

    /// <summary>Where the value of a property was given; the whole attribute where it was not.</summary>
    public SyntaxNode ArgumentOf(string property, string? constructorParameter, int ordinal)
    {
        SeparatedSyntaxList<AttributeArgumentSyntax> arguments = Syntax.ArgumentList?.Arguments ?? default;
        AttributeArgumentSyntax? found =
            arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == property)
            ?? (constructorParameter is null ? null : Positional());
        return found?.Expression ?? (SyntaxNode)Syntax;

        AttributeArgumentSyntax? Positional() =>
            arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == constructorParameter)
            ?? (ordinal < arguments.Count && arguments[ordinal] is { NameEquals: null, NameColon: null } plain ? plain : null);
    }
}
