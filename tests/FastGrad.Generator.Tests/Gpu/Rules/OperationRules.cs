using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FastGrad.Generator.Tests.Gpu.Rules;

/// <summary>What single operations may not be.</summary>
internal static class OperationRules
{
    private static readonly string[] _treacherous = ["Clamp", "FusedMultiplyAdd", "ReciprocalSqrtEstimate", "ReciprocalEstimate", "Tanh"];

    // Of Math and MathF: what ILGPU and its Algorithms replace by a device's own.
    private static readonly string[] _mathematics =
    [
        "Abs", "Acos", "Asin", "Atan", "Atan2", "Ceiling", "Cos", "Cosh", "Exp", "Floor", "Log", "Log10", "Log2", "Max", "Min", "Pow", "Sin", "Sinh",
        "Sqrt", "Tan",
    ];

    // On doubles they are one instruction or two; the others are long.
    private static readonly string[] _short = ["Abs", "Ceiling", "Floor", "Max", "Min", "Sqrt"];

    public static void Check(Function function, IOperation operation, Action<Violation> report)
    {
        foreach (Rule rule in Broken(function, operation).Concat(OfType(operation)))
            report(new Violation(rule, function.Name, operation.Syntax.ToString().Split('\n')[0]));
    }

    private static IEnumerable<Rule> Broken(Function function, IOperation operation)
    {
        switch (operation)
        {
            case IArrayCreationOperation:
                yield return Rule.NoArrays;
                break;
            case IObjectCreationOperation or IAnonymousObjectCreationOperation when operation.Type is { IsReferenceType: true }:
                yield return Rule.NoObjects;
                break;
            case IDelegateCreationOperation or IMethodReferenceOperation:
                yield return Rule.NoClosures;
                break;
            case IFieldReferenceOperation { Field: { IsStatic: true, IsConst: false } }:
                yield return Rule.NoStatics;
                break;
            // A value that none of its arms takes throws.
            case ISwitchExpressionOperation { IsExhaustive: false }:
                yield return Rule.NoExceptions;
                break;
            case IPropertyReferenceOperation { Property: { IsStatic: true } property } when IsAuto(property):
                yield return Rule.NoStatics;
                break;
            case IInvocationOperation call:
                foreach (Rule rule in Call(function, call))
                    yield return rule;
                break;
        }
    }

    private static IEnumerable<Rule> Call(Function function, IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        string type = method.ContainingType.ToDisplayString();
        if (type is "System.Math" or "System.MathF")
        {
            if (_treacherous.Contains(method.Name))
                yield return Rule.NoTreacherousMath;
            else if (!_mathematics.Contains(method.Name))
                yield return Rule.NothingForeign;
            else if (type == "System.Math" && call.Type?.SpecialType == SpecialType.System_Double && !function.IsDouble && !_short.Contains(method.Name))
                yield return Rule.NoDoubleMath;
        }
        else if (type == "ILGPU.Atomic")
        {
            if (method.Parameters.Any(parameter => parameter.Type.SpecialType is SpecialType.System_Single or SpecialType.System_Double))
                yield return Rule.NoFloatAtomics;
        }
        else if (type == "ILGPU.LocalMemory")
        {
            yield return Rule.NoLocalMemory;
        }
        else if (type.StartsWith("System.Linq.", StringComparison.Ordinal))
        {
            yield return Rule.NoLinq;
        }
        else if (type == "System.Runtime.CompilerServices.Unsafe" || method.ContainingNamespace.ToDisplayString() == "System.Runtime.InteropServices")
        {
            yield return Rule.NoUnsafe;
        }
        else if (method.DeclaringSyntaxReferences.Length == 0 && !IsOfIlgpu(method))
        {
            yield return Rule.NothingForeign;
        }
    }

    private static IEnumerable<Rule> OfType(IOperation operation)
    {
        // What is a string, a closure or an array is told as that.
        ITypeSymbol? type = operation.Type ?? (operation as IVariableDeclaratorOperation)?.Symbol.Type;
        if (type is null)
            yield break;
        string space = type.ContainingNamespace?.ToDisplayString() ?? "";
        if (space == "System" && type.Name is "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory")
            yield return Rule.NoSpans;
        else if (space == "System" && type.Name == "Half")
            yield return Rule.NoHalf;
        else if (space is "System.Numerics" || space.StartsWith("System.Runtime.Intrinsics", StringComparison.Ordinal))
            yield return Rule.NoVectors;
        else if (type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer)
            yield return Rule.NoUnsafe;
        else if (type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "InlineArrayAttribute"))
            yield return Rule.NoInlineArrays;
        else if (type.SpecialType == SpecialType.System_String)
            yield return Rule.NoStrings;
        else if (type.TypeKind == TypeKind.Array)
            yield return Rule.NoArrays;
        else if (type.TypeKind is not (TypeKind.Delegate or TypeKind.TypeParameter) && type.IsReferenceType)
            yield return Rule.NoObjects;
    }

    private static bool IsOfIlgpu(IMethodSymbol method) => method.ContainingAssembly.Name is "ILGPU" or "ILGPU.Algorithms";

    private static bool IsAuto(IPropertySymbol property) => property.DeclaringSyntaxReferences.Length > 0
        && property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
}
