using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FastGrad.Generator.FrontEnd.Models;

/// <summary>From a class marked [Model] to its binding. It runs for every model at every edit, so it binds and does no more.</summary>
internal static class ModelTransform
{
    /// <summary>Null for a second [Model] on another part, which C# reports; two results of one name would cost the user all.</summary>
    public static ModelBinding? Bind(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        if (context.TargetSymbol is not INamedTypeSymbol type || context.TargetNode is not TypeDeclarationSyntax declaration
            || !IsFirst(type, declaration))
            return null;
        return new ModelBinder(context, type, declaration, cancellation).Bind();
    }

    private static bool IsFirst(INamedTypeSymbol type, TypeDeclarationSyntax declaration)
    {
        SyntaxReference? first = type.GetAttributes().Where(attribute => attribute.AttributeClass.Is(KnownTypes.Model))
            .Select(attribute => attribute.ApplicationSyntaxReference).OfType<SyntaxReference>()
            .OrderBy(reference => reference.SyntaxTree.FilePath, StringComparer.Ordinal)
            .ThenBy(reference => reference.Span.Start)
            .FirstOrDefault();
        return first is not null && first.SyntaxTree == declaration.SyntaxTree
            && declaration.AttributeLists.Any(list => list.Span.Contains(first.Span));
    }
}
