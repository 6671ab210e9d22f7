using FastGrad.Compiler.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>C#'s operators as formulas write them, and which of them apply to what.</summary>
internal static class Operators
{
    /// <summary>Null for one that formulas lack, or for operands it does not apply to.</summary>
    public static string? Binary(BinaryOperatorKind kind, IMethodSymbol? overload, ITypeSymbol? left, ITypeSymbol? right)
    {
        string? text = Text(kind);
        if (overload is null)
            return Applies(text, FormulaTypes.Of(left), FormulaTypes.Of(right)) ? text : null;
        // Equality of tensors is of references; formulas say Ops.Equal.
        return FormulaTypes.Of(overload.ContainingType) == FormulaType.Tensor && text is not (null or "==" or "!=" or "%" or "&&" or "||")
            ? text
            : null;
    }

    public static string? Unary(UnaryOperatorKind kind, IMethodSymbol? overload, ITypeSymbol? operand)
    {
        FormulaType? type = FormulaTypes.Of(operand);
        bool own = overload is null || type == FormulaType.Tensor;
        return kind switch
        {
            UnaryOperatorKind.Minus when own => "-",
            UnaryOperatorKind.Plus when own => "+",
            UnaryOperatorKind.Not when type is FormulaType.Boolean or FormulaType.Tensor => "!",
            _ => null,
        };
    }

    private static string? Text(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => "+",
        BinaryOperatorKind.Subtract => "-",
        BinaryOperatorKind.Multiply => "*",
        BinaryOperatorKind.Divide => "/",
        BinaryOperatorKind.Remainder => "%",
        BinaryOperatorKind.LessThan => "<",
        BinaryOperatorKind.LessThanOrEqual => "<=",
        BinaryOperatorKind.GreaterThan => ">",
        BinaryOperatorKind.GreaterThanOrEqual => ">=",
        BinaryOperatorKind.Equals => "==",
        BinaryOperatorKind.NotEquals => "!=",
        BinaryOperatorKind.And => "&",
        BinaryOperatorKind.Or => "|",
        BinaryOperatorKind.ConditionalAnd => "&&",
        BinaryOperatorKind.ConditionalOr => "||",
        _ => null,
    };

    /// <summary>Built-in operators on scalars; on a tensor only <c>==</c> would bind, and compare references.</summary>
    private static bool Applies(string? text, FormulaType? left, FormulaType? right) => text switch
    {
        null => false,
        "&" or "|" or "&&" or "||" => (left, right) is (FormulaType.Boolean, FormulaType.Boolean),
        // Of reals it would have no derivative where it matters, at its jumps.
        "%" => (left, right) is (FormulaType.Integer, FormulaType.Integer),
        _ => FormulaTypes.IsScalar(left) && FormulaTypes.IsScalar(right),
    };
}
