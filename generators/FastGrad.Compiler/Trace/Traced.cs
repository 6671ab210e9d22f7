using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Trace;

/// <summary>A formula asks for what the compiler can't do; the message is for the user.</summary>
internal sealed class TraceException(string message) : Exception(message);

/// <summary>What a term of a formula stands for while the formula is run symbolically.</summary>
internal abstract record Traced;

/// <summary>A number or truth value of a scalar formula, or one known now.</summary>
internal sealed record TracedScalar(Expr Expr) : Traced;

/// <summary>An integer known now: a loop's counter, a length.</summary>
internal sealed record TracedInteger(long Value) : Traced;

/// <summary>A value of the graph: a tensor, or a number that depends on one.</summary>
internal sealed record TracedNode(Node Node) : Traced;

internal sealed record TracedShape(Shape Shape) : Traced;
