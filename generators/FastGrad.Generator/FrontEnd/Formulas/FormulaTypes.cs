using System.Globalization;
using FastGrad.Compiler.Formulas;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>From C#'s types and constants to those of formulas.</summary>
internal static class FormulaTypes
{
    /// <summary>Null for a type that formulas do not speak of.</summary>
    public static FormulaType? Of(ITypeSymbol? type) => type switch
    {
        null => null,
        { SpecialType: SpecialType.System_Void } => FormulaType.Void,
        { SpecialType: SpecialType.System_Double } => FormulaType.Double,
        { SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 } => FormulaType.Integer,
        { SpecialType: SpecialType.System_Boolean } => FormulaType.Boolean,
        { TypeKind: TypeKind.Enum } => FormulaType.Integer,
        _ when type.Is(KnownTypes.Tensor) => FormulaType.Tensor,
        _ when type.Is(KnownTypes.Shape) => FormulaType.Shape,
        INamedTypeSymbol { IsTupleType: true } tuple when tuple.TupleElements.All(IsValue) => FormulaType.Tuple,
        _ => null,
    };

    /// <summary>Whether two tuples hold the same, whatever their elements are called.</summary>
    public static bool SameElements(ITypeSymbol? left, ITypeSymbol? right) =>
        left is INamedTypeSymbol { IsTupleType: true } a && right is INamedTypeSymbol { IsTupleType: true } b
        && a.TupleElements.Length == b.TupleElements.Length
        && a.TupleElements.Zip(b.TupleElements, (one, other) => Of(one.Type) == Of(other.Type)
            && (Of(one.Type) != FormulaType.Tuple || SameElements(one.Type, other.Type))).All(same => same);

    private static bool IsValue(IFieldSymbol element) => Of(element.Type) is not (null or FormulaType.Void);

    public static bool IsScalar(FormulaType? type) => type is FormulaType.Double or FormulaType.Integer or FormulaType.Boolean;

    /// <summary>Of a property: what formulas speak of, or several numbers.</summary>
    public static FormulaType? OfProperty(ITypeSymbol? type) =>
        type is IArrayTypeSymbol { IsSZArray: true, ElementType.SpecialType: SpecialType.System_Double } ? FormulaType.Numbers : Of(type);

    /// <summary>Whether a hyper-parameter may be of this type.</summary>
    public static bool IsSetting(FormulaType? type) => IsScalar(type) || type == FormulaType.Numbers;

    /// <summary>The array of an attribute's argument as text; null for one that is no array of numbers.</summary>
    public static string? Numbers(TypedConstant constant) => constant switch
    {
        { Kind: not TypedConstantKind.Array } => null,
        { IsNull: true } => FormulaText.Numbers(null),
        _ => FormulaText.Numbers(constant.Values.Select(value => value.Value is double number ? number : double.NaN)),
    };

    /// <summary>A constant as a literal; null for one that is no number and no truth value.</summary>
    public static Literal? Constant(object? value) => value switch
    {
        bool flag => new Literal(FormulaType.Boolean, Text(FormulaType.Boolean, flag)),
        double or float => new Literal(FormulaType.Double, Text(FormulaType.Double, value)),
        int or long or short or sbyte or byte or ushort or uint => new Literal(FormulaType.Integer, Text(FormulaType.Integer, value)),
        _ => null,
    };

    /// <summary>A constant as invariant text of the wanted type; enums come from Roslyn as their number.</summary>
    public static string Text(FormulaType type, object value) => type switch
    {
        FormulaType.Boolean => (bool)value ? "true" : "false",
        FormulaType.Integer => System.Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        _ => FormulaText.Number(System.Convert.ToDouble(value, CultureInfo.InvariantCulture)),
    };

    /// <summary>The member that an enum's constant is called by, <c>AdversarialKind.Saturating</c>; null for another constant.</summary>
    public static string? Member(TypedConstant constant) => constant is { Kind: TypedConstantKind.Enum, Type: INamedTypeSymbol type }
        && type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, constant.Value))
            is IFieldSymbol member
        ? $"{type.Name}.{member.Name}"
        : null;

    /// <summary>What C# gives a property that nobody sets.</summary>
    public static string Zero(FormulaType type) => type switch
    {
        FormulaType.Boolean => "false",
        FormulaType.Numbers => FormulaText.Numbers(null),
        _ => "0",
    };
}
