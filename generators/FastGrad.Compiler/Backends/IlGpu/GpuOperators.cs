using FastGrad.Compiler.Backends.Cpu;
using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>
/// Operations on single numbers as ILGPU compiles them right on every device: what C#'s mathematics does otherwise there, or not at all, is a
/// function of the device source <c>Mathematics</c>. A product and a sum stay two operations: a fused one is not known everywhere.
/// </summary>
internal sealed class GpuOperators(CpuPrecision precision) : IOperators
{
    public string Number(double value) => precision.Literal(value);

    public string Truth(bool value) => value ? "true" : "false";

    public string Apply(UnaryOp op, string operand) => op switch
    {
        UnaryOp.Negate => "-" + operand,
        UnaryOp.Not => "!" + operand,
        _ => $"Mathematics.{op}({Parentheses.Strip(operand)})",
    };

    public string Apply(BinaryOp op, string left, string right) => op switch
    {
        BinaryOp.Max or BinaryOp.Min => $"Mathematics.{op}({Parentheses.Strip(left)}, {Parentheses.Strip(right)})",
        BinaryOp.Power => $"Mathematics.Pow({Parentheses.Strip(left)}, {Parentheses.Strip(right)})",
        _ => $"{left} {ScalarOperators.Symbol(op)} {right}",
    };

    public string Select(string condition, string whenTrue, string whenFalse) => $"({Parentheses.Strip(condition)} ? {whenTrue} : {whenFalse})";

    public string MultiplyAdd(string left, string right, string addend) => $"{left} * {right} + {addend}";
}
