using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Trace.Vocabulary;

/// <summary>Functions of one element, or of a pair.</summary>
internal sealed partial class Library
{
    private Traced? Mathematics(string method, IReadOnlyList<Traced> arguments) => (method, arguments.Count) switch
    {
        ("Max", 2) => arithmetic.Apply(BinaryOp.Max, arguments[0], arguments[1]),
        ("Min", 2) => arithmetic.Apply(BinaryOp.Min, arguments[0], arguments[1]),
        ("Clamp", 3) => Clamp(arguments[0], arguments[1], arguments[2]),
        _ => OfOneOrTwo(method, arguments),
    };

    /// <summary>Those of the type <c>double</c> that <c>Math</c> does not have, under .NET's names.</summary>
    private Traced? OfDouble(string method, IReadOnlyList<Traced> arguments) => (method, arguments.Count) switch
    {
        ("ExpM1", 1) => arithmetic.Apply(UnaryOp.Expm1, arguments[0]),
        ("LogP1", 1) => arithmetic.Apply(UnaryOp.Log1p, arguments[0]),
        _ => null,
    };

    private Traced? Elementwise(string method, IReadOnlyList<Traced> arguments) => (method, arguments.Count) switch
    {
        ("Square", 1) => Times(arguments[0], arguments[0]),
        ("Maximum", 2) => arithmetic.Apply(BinaryOp.Max, arguments[0], arguments[1]),
        ("Minimum", 2) => arithmetic.Apply(BinaryOp.Min, arguments[0], arguments[1]),
        ("Equal", 2) => arithmetic.Apply(BinaryOp.Equal, arguments[0], arguments[1]),
        ("NotEqual", 2) => arithmetic.Apply(BinaryOp.NotEqual, arguments[0], arguments[1]),
        ("Where", 3) => arithmetic.Select(Condition(arguments[0]), arguments[1], arguments[2]),
        ("Clamp", 3) => Clamp(arguments[0], arguments[1], arguments[2]),
        ("StopGradient", 1) => StopGradient(arguments[0]),
        _ => OfOneOrTwo(method, arguments),
    };

    private Traced? OfOneOrTwo(string method, IReadOnlyList<Traced> arguments) => arguments.Count switch
    {
        1 when Unary(method) is UnaryOp op => arithmetic.Apply(op, arguments[0]),
        2 when method == "Pow" => arithmetic.Apply(BinaryOp.Power, arguments[0], arguments[1]),
        _ => null,
    };

    private static UnaryOp? Unary(string method) => method switch
    {
        "Abs" => UnaryOp.Abs,
        "Sqrt" => UnaryOp.Sqrt,
        "Exp" => UnaryOp.Exp,
        "Expm1" => UnaryOp.Expm1,
        "Log" => UnaryOp.Log,
        "Log1p" => UnaryOp.Log1p,
        "Tanh" => UnaryOp.Tanh,
        "Sigmoid" => UnaryOp.Sigmoid,
        "Softplus" => UnaryOp.Softplus,
        "Erf" => UnaryOp.Erf,
        "Sin" => UnaryOp.Sin,
        "Cos" => UnaryOp.Cos,
        "Floor" => UnaryOp.Floor,
        _ => null,
    };

    /// <summary>At the bounds themselves the gradient passes, as in PyTorch; NaN stays.</summary>
    private Traced Clamp(Traced x, Traced min, Traced max) => arithmetic.Select(
        arithmetic.Apply(BinaryOp.Less, x, min),
        min,
        arithmetic.Select(arithmetic.Apply(BinaryOp.Greater, x, max), max, x));

    /// <summary>A tensor of numbers is true where it is not 0, as it is when it runs eagerly.</summary>
    private Traced Condition(Traced value) => value switch
    {
        TracedNode { Node.Primitive: Map map } when GraphVerifier.IsTruth(map.Body) => value,
        TracedScalar scalar when GraphVerifier.IsTruth(scalar.Expr) => value,
        _ => arithmetic.Apply(BinaryOp.NotEqual, value, Number(0)),
    };

    private Traced StopGradient(Traced x) => x switch
    {
        TracedScalar scalar => new TracedScalar(new WithDerivative(scalar.Expr, [], [])),
        TracedNode node => Inheriting(scope!.Add(new Detach(), [node.Node], node.Node.Hint), node.Node),
        _ => x,
    };
}
