using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.Tests.Gpu.Rules;

/// <summary>What must hold of a kernel's signature.</summary>
internal static class EntryPointRules
{
    private const int MostParameters = 14;

    public static void Check(IMethodSymbol method, Action<Violation> report)
    {
        if (!method.IsStatic || !IsPublic(method))
            Report(Rule.Accessible, "is not public and static, or stands in a type that is not public");
        if (method.Parameters.Length > MostParameters)
            Report(Rule.FewParameters, $"has {method.Parameters.Length} parameters");
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (!IsPublic(parameter.Type))
                Report(Rule.Accessible, $"{parameter.Type} is not public");
            Types(parameter.Type);
        }

        void Types(ITypeSymbol type)
        {
            if (IsView(type) || Size(type) is not null)
                return;
            if (type is not INamedTypeSymbol { TypeKind: TypeKind.Struct, DeclaringSyntaxReferences.Length: > 0 })
            {
                Report(Rule.ParameterTypes, type.ToDisplayString());
                return;
            }
            int last = int.MaxValue;
            foreach (IFieldSymbol field in type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic))
            {
                Types(field.Type);
                int size = IsView(field.Type) ? int.MaxValue : Size(field.Type) ?? 0;
                if (size > last)
                    Report(Rule.ParameterOrder, $"{type.Name}.{field.Name}");
                last = size;
            }
        }

        void Report(Rule rule, string what) => report(new Violation(rule, method.ToDisplayString(), what));
    }

    private static bool IsView(ITypeSymbol type) =>
        type.ContainingNamespace?.ToDisplayString() is "ILGPU" or "ILGPU.Runtime" && type.Name.StartsWith("ArrayView", StringComparison.Ordinal);

    /// <summary>Of a number that may be a parameter; null for anything else.</summary>
    private static int? Size(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_Double => 8,
        SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Single => 4,
        _ => null,
    };

    private static bool IsPublic(ISymbol? symbol)
    {
        for (; symbol is not (null or INamespaceSymbol); symbol = symbol.ContainingSymbol)
        {
            if (symbol.DeclaredAccessibility is not (Accessibility.Public or Accessibility.NotApplicable))
                return false;
        }
        return true;
    }
}
