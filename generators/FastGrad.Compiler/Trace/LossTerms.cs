using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Trace;

/// <summary>What each example brings to a loss: Σ <paramref name="Sum"/> over the batch is divided by Σ <paramref name="Denominator"/>.</summary>
/// <param name="Sum">The example's term; of an elementwise loss the sum of its outputs' terms.</param>
/// <param name="Count">What all examples' sums are divided by alike: of an elementwise loss its outputs, else 1.</param>
/// <param name="Denominator">What the example counts; null where each counts as much, <paramref name="Count"/>.</param>
internal sealed record LossTerms(Node Sum, double Count, Node? Denominator)
{
    /// <summary>The example's own loss: its term, or the mean of its outputs'.</summary>
    public Node Own(GraphBuilder builder) => Count == 1 ? Sum : builder.Map(Times(new Number(1.0 / Count)), Sum);

    /// <summary>Examples of a label that does not count bring 0 to either sum, whatever was computed of them.</summary>
    public LossTerms Ignoring(int ignored, Node label, GraphBuilder builder)
    {
        var isIgnored = new Binary(BinaryOp.Equal, new Argument(0), new Number(ignored));
        Node sum = builder.Map(new Select(isIgnored, new Number(0), new Argument(1)), label, Sum), counts = Denominator is null
            ? builder.Map(new Select(isIgnored, new Number(0), new Number(Count)), label)
            : builder.Map(new Select(isIgnored, new Number(0), new Argument(1)), label, Denominator);
        counts.Suggest("weight");
        return this with { Sum = sum, Denominator = counts };
    }

    /// <summary>An example of weight 0 has no say, whatever its term is.</summary>
    public static Select Weighted(Expr term, Expr weight) => new(
        new Binary(BinaryOp.Equal, weight, new Number(0)), new Number(0), new Binary(BinaryOp.Multiply, weight, term));

    public static Binary Times(Expr factor) => new(BinaryOp.Multiply, new Argument(0), factor);
}
