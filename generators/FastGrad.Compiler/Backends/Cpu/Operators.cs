using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Backends.Cpu;

/// <summary>How an operation is written: on vectors, on numbers of the model's precision, and on doubles.</summary>
internal interface IOperators
{
    string Number(double value);

    string Truth(bool value);

    string Apply(UnaryOp op, string operand);

    string Apply(BinaryOp op, string left, string right);

    string Select(string condition, string whenTrue, string whenFalse);

    string MultiplyAdd(string left, string right, string addend);
}

/// <summary>Static members of the vector type parameter <c>V</c>. Operands come as they are or in parentheses.</summary>
internal sealed class VectorOperators(Func<double, string> literal) : IOperators
{
    public string Number(double value) => value == 0 && 1 / value > 0 ? "V.Zero" : $"V.Create({literal(value)})";

    public string Truth(bool value) => value ? "V.Not(V.Zero)" : "V.Zero";

    public string Apply(UnaryOp op, string operand) => op == UnaryOp.Negate ? "-" + operand : $"V.{op}({Unwrapped(operand)})";

    public string Apply(BinaryOp op, string left, string right) => op switch
    {
        BinaryOp.Add => $"{left} + {right}",
        BinaryOp.Subtract => $"{left} - {right}",
        BinaryOp.Multiply => $"{left} * {right}",
        BinaryOp.Divide => $"{left} / {right}",
        _ => $"V.{Method(op)}({Unwrapped(left)}, {Unwrapped(right)})",
    };

    public string Select(string condition, string whenTrue, string whenFalse) =>
        $"V.Select({Unwrapped(condition)}, {Unwrapped(whenTrue)}, {Unwrapped(whenFalse)})";

    public string MultiplyAdd(string left, string right, string addend) =>
        $"V.MultiplyAdd({Unwrapped(left)}, {Unwrapped(right)}, {Unwrapped(addend)})";

    private static string Method(BinaryOp op) => op switch
    {
        BinaryOp.Power => "Pow",
        BinaryOp.Less => "LessThan",
        BinaryOp.LessOrEqual => "LessThanOrEqual",
        BinaryOp.Greater => "GreaterThan",
        BinaryOp.GreaterOrEqual => "GreaterThanOrEqual",
        _ => op.ToString(),
    };

    private static string Unwrapped(string text) => Parentheses.Strip(text);
}

/// <summary>Plain C# on numbers: of the model's precision, or double for what is computed once a step.</summary>
internal sealed class ScalarOperators(CpuPrecision precision) : IOperators
{
    public string Number(double value) => precision.Literal(value);

    public string Truth(bool value) => value ? "true" : "false";

    public string Apply(UnaryOp op, string operand) => op switch
    {
        UnaryOp.Negate => "-" + operand,
        UnaryOp.Not => "!" + operand,
        UnaryOp.Sigmoid => $"({Number(1)} / ({Number(1)} + {precision.MathClass}.Exp(-{operand})))",
        // What Math and MathF lack.
        UnaryOp.Expm1 or UnaryOp.Log1p or UnaryOp.Softplus or UnaryOp.Erf =>
            $"{precision.Cast}global::FastGrad.Ops.{op}({Parentheses.Strip(operand)})",
        _ => $"{precision.MathClass}.{op}({Parentheses.Strip(operand)})",
    };

    public string Apply(BinaryOp op, string left, string right) => op switch
    {
        BinaryOp.Max or BinaryOp.Min => $"{precision.MathClass}.{op}({Parentheses.Strip(left)}, {Parentheses.Strip(right)})",
        BinaryOp.Power => $"{precision.MathClass}.Pow({Parentheses.Strip(left)}, {Parentheses.Strip(right)})",
        _ => $"{left} {Symbol(op)} {right}",
    };

    public string Select(string condition, string whenTrue, string whenFalse) => $"({Parentheses.Strip(condition)} ? {whenTrue} : {whenFalse})";

    public string MultiplyAdd(string left, string right, string addend) => $"{left} * {right} + {addend}";

    /// <summary>C#'s operator.</summary>
    public static string Symbol(BinaryOp op) => op switch
    {
        BinaryOp.Add => "+",
        BinaryOp.Subtract => "-",
        BinaryOp.Multiply => "*",
        BinaryOp.Divide => "/",
        BinaryOp.Less => "<",
        BinaryOp.LessOrEqual => "<=",
        BinaryOp.Greater => ">",
        BinaryOp.GreaterOrEqual => ">=",
        BinaryOp.Equal => "==",
        BinaryOp.NotEqual => "!=",
        BinaryOp.And => "&&",
        BinaryOp.Or => "||",
        _ => throw new ArgumentException($"no symbol for {op}"),
    };
}

internal static class Parentheses
{
    /// <summary>Drops parentheses that enclose the whole text.</summary>
    public static string Strip(string text)
    {
        if (text.Length < 2 || text[0] != '(' || text[text.Length - 1] != ')')
            return text;
        int depth = 0;
        for (int i = 0; i < text.Length - 1; i++)
        {
            depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            if (depth == 0)
                return text;
        }
        return text.Substring(1, text.Length - 2);
    }

    /// <summary>A value as what stands before a dot.</summary>
    public static string Receiver(string value) => value.StartsWith("-", StringComparison.Ordinal) || IsInfix(value) ? $"({value})" : value;

    /// <summary>Whether an operator stands outside all parentheses.</summary>
    public static bool IsInfix(string value)
    {
        int depth = 0;
        foreach (char c in value)
        {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0 && c == ' ')
                return true;
        }
        return false;
    }
}
