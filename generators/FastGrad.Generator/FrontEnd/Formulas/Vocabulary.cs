using FastGrad.Compiler.Formulas;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>The functions that formulas may call, by the names under which the compiler knows them.</summary>
internal static class Vocabulary
{
    /// <summary>Name and number of parameters: Math.Log(x) is a primitive, Math.Log(x, b) is not.</summary>
    private static readonly (string Name, int Arity)[] _mathematics =
    [
        ("Exp", 1), ("Log", 1), ("Sqrt", 1), ("Abs", 1), ("Tanh", 1), ("Max", 2), ("Min", 2), ("Pow", 2),
        ("Sin", 1), ("Cos", 1), ("Floor", 1), ("Clamp", 3),
    ];

    public static string MathFunctions => string.Join(", ", _mathematics.Select(function => function.Name));

    /// <summary><c>Math.Exp</c>, <c>double.LogP1</c>, <c>Ops.MatMul</c>; null for a method that is none of these.</summary>
    public static string? Function(IMethodSymbol method)
    {
        if (method.ContainingType.Is(KnownTypes.Ops))
            return method.IsGenericMethod || FormulaTypes.Of(method.ReturnType) is null ? null : "Ops." + method.Name;
        if (method is { ContainingType.SpecialType: SpecialType.System_Double, Name: "ExpM1" or "LogP1" })
            return "double." + method.Name;
        if (!method.ContainingType.Is(KnownTypes.Math))
            return null;
        // Of whole numbers, for shapes.
        if (method is { Name: "Max" or "Min", ReturnType.SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 })
            return "Math." + method.Name;
        bool real = method.ReturnType.SpecialType == SpecialType.System_Double
            && method.Parameters.All(parameter => parameter.Type.SpecialType == SpecialType.System_Double);
        return real && _mathematics.Contains((method.Name, method.Parameters.Length)) ? "Math." + method.Name : null;
    }

    /// <summary><c>Ops.Training</c>: what a formula may ask without giving anything.</summary>
    public static string? Fact(IPropertySymbol property) =>
        property.ContainingType.Is(KnownTypes.Ops) && FormulaTypes.Of(property.Type) is not null ? "Ops." + property.Name : null;

    /// <summary><c>Tensor.Length</c>, <c>Shape.Item</c>: members of the two types that the compiler knows.</summary>
    public static string? Member(IPropertySymbol property)
    {
        string? type = FormulaTypes.Of(property.ContainingType) switch
        {
            FormulaType.Tensor => "Tensor",
            FormulaType.Shape => "Shape",
            _ => null,
        };
        if (type is null || FormulaTypes.Of(property.Type) is null)
            return null;
        if (property.IsIndexer)
            return property.Parameters is [{ Type.SpecialType: SpecialType.System_Int32 }] ? type + ".Item" : null;
        return type + "." + property.Name;
    }
}
