using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Trace;

/// <summary>A formula asks for what the compiler can't do; the message is for the user.</summary>
internal class TraceException(string message) : Exception(message);

/// <summary>The same, where the message says already what the operands are and where they come from.</summary>
internal sealed class ExplainedException(string message) : TraceException(message);

/// <summary>The same, where the place in the user's source is known.</summary>
/// <param name="place">Index in the model's table of places.</param>
internal sealed class PlacedException(int place, string message) : Exception(message)
{
    public int Place { get; } = place;
}

/// <summary>What a term of a formula stands for while the formula is run symbolically.</summary>
internal abstract record Traced;

/// <summary>A number or truth value of a scalar formula, or one known now.</summary>
internal sealed record TracedScalar(Expr Expr) : Traced;

/// <summary>An integer known now: a loop's counter, a length.</summary>
internal sealed record TracedInteger(long Value) : Traced;

/// <summary>A value of the graph: a tensor, or a number that depends on one.</summary>
internal sealed record TracedNode(Node Node) : Traced;

/// <summary>A hyper-parameter of several numbers, or of none where it is null.</summary>
internal sealed record TracedNumbers(string Property, EquatableArray<double>? Values) : Traced
{
    /// <exception cref="TraceException">It is null.</exception>
    public EquatableArray<double> Known => Values ?? throw new TraceException($"{Property} is null here; ask '{Property} is null' before");
}

internal sealed record TracedShape(Shape Shape) : Traced;

/// <summary>Several values: a model's outputs, or what a helper gives.</summary>
internal sealed record TracedTuple(EquatableArray<Traced> Elements) : Traced;

/// <summary>A scan's cell, with the variables around it.</summary>
internal sealed record TracedLambda(Formulas.Lambda Lambda, Dictionary<string, Traced> Variables) : Traced;
