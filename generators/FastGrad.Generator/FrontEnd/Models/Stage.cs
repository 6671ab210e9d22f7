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
