using FastGrad.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FastGrad.Generator.FrontEnd.Models;

/// <summary>Whether a generated part can join the class at all.</summary>
internal static class ModelClass
{
    public static bool Check(INamedTypeSymbol type, TypeDeclarationSyntax declaration, Findings findings, CancellationToken cancellation)
    {
        if (Unsupported(type, declaration) is (string what, string instead))
        {
            findings.Report(Descriptors.UnsupportedPlace, declaration.Identifier.GetLocation(), type.Name, what, instead);
            return false;
        }
        bool partial = true;
        for (INamedTypeSymbol? at = type; at is not null; at = at.ContainingType)
        {
            var parts = at.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation)).OfType<TypeDeclarationSyntax>();
            foreach (TypeDeclarationSyntax part in parts)
            {
                if (part.Modifiers.Any(SyntaxKind.PartialKeyword))
                    continue;
                findings.Report(Descriptors.NotPartial, part.Identifier.GetLocation(), type.Name, at.Name);
                partial = false;
            }
        }
        return partial && Chain(type, findings, cancellation);
    }

    /// <summary>A constructor that C# lets bypass the generated one would leave a model without parameters.</summary>
    private static bool Chain(INamedTypeSymbol type, Findings findings, CancellationToken cancellation)
    {
        bool chained = true;
        foreach (var constructor in type.InstanceConstructors.SelectMany(constructor => constructor.DeclaringSyntaxReferences)
            .Select(reference => reference.GetSyntax(cancellation)).OfType<ConstructorDeclarationSyntax>())
        {
            // One of the generated signature collides with it, which is another message.
            if (constructor.Initializer is { ThisOrBaseKeyword.RawKind: (int)SyntaxKind.ThisKeyword } || TakesTheSeed(constructor))
                continue;
            findings.Report(Descriptors.ConstructorDoesNotChain, constructor.Identifier.GetLocation(), type.Name);
            chained = false;
        }
        return chained;
    }

    private static bool TakesTheSeed(ConstructorDeclarationSyntax constructor) =>
        constructor.ParameterList.Parameters is [{ Type: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.ULongKeyword } }];

    private static (string What, string Instead)? Unsupported(INamedTypeSymbol type, TypeDeclarationSyntax declaration)
    {
        if (type.TypeKind == TypeKind.Interface)
            return ("an interface", "write 'partial class'");
        if (type.IsRecord)
            return ("a record", "write 'partial class'; comparing models by value would compare all their weights");
        if (type.TypeKind == TypeKind.Struct)
            return ("a struct", "write 'partial class'; a copy would share its weights");
        if (type.IsStatic)
            return ("static", "remove 'static'; each model owns its parameters");
        if (type.IsAbstract)
            return ("abstract", "remove 'abstract'; the generated code constructs it");
        if (type.Arity > 0)
            return ("generic", "remove its type parameters; shapes and types are fixed when compiled");
        if (IsFileLocal(type))
            return ("file-local", "remove 'file'; the generated part stands in another file");
        if (declaration.ParameterList is not null || HasPrimaryConstructor(type))
            return ("a class with a primary constructor", "remove its parameters; the generated constructor takes the seed");
        return null;
    }

    private static bool IsFileLocal(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            if (type.IsFileLocal)
                return true;
        }
        return false;
    }

    private static bool HasPrimaryConstructor(INamedTypeSymbol type) =>
        type.InstanceConstructors.Any(constructor =>
            constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax));
}
