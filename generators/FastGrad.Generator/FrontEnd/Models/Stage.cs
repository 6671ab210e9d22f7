using FastGrad.Generator.FrontEnd.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FastGrad.Generator.FrontEnd.Models;

/// <summary>An attribute on a model, while its symbols are at hand.</summary>
/// <param name="Place">Index in the model's table of places.</param>
internal sealed record Stage(AttributeData Attribute, INamedTypeSymbol Class, AttributeSyntax Syntax, int Place)
{
    public string Name => Kinds.ShortName(Class);

    /// <summary>The part of the class it stands on.</summary>
    public TypeDeclarationSyntax? Part => Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>();

    /// <summary>Where the value of a property was given; the whole attribute where it was not.</summary>
    public SyntaxNode ArgumentOf(string property, string? constructorParameter, int ordinal)
    {
        SeparatedSyntaxList<AttributeArgumentSyntax> arguments = Syntax.ArgumentList?.Arguments ?? default;
        AttributeArgumentSyntax? found =
            arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == property)
            ?? arguments.FirstOrDefault(argument => constructorParameter is not null && argument.NameColon?.Name.Identifier.ValueText == constructorParameter)
            ?? arguments.Where((argument, index) => constructorParameter is not null && index == ordinal && argument is { NameEquals: null, NameColon: null }).FirstOrDefault();
        return found?.Expression ?? (SyntaxNode)Syntax;
    }
}
