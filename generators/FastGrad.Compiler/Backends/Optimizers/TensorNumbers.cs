using FastGrad.Compiler.Backends.Cpu;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler.Backends.Optimizers;

/// <summary>What the passes of a whole-tensor optimizer are told: what is known when the step begins, and what passes before them give.</summary>
internal sealed class TensorNumbers
{
    private readonly OptimizerRule _rule;
    private readonly Places _places;

    public TensorNumbers(OptimizerRule rule)
    {
        _rule = rule;
        Expr[] numbers = [.. UniformWriter.Find([.. rule.Reductions.Select(reduction => reduction.Body), .. rule.Results])];
        Between = [.. numbers.Where(number => !rule.IsKnownPerStep(number))];
        Expr[] known = [.. numbers.Where(rule.IsKnownPerStep).Concat(Between.SelectMany(KnownParts)).Distinct()];
        // First those that are another for each group of tensors, which are exchanged from tensor to tensor.
        Constants = [.. known.Where(OptimizerRule.IsOfGroup), .. known.Where(number => !OptimizerRule.IsOfGroup(number))];
        OfGroup = known.Count(OptimizerRule.IsOfGroup);
        _places = new Places(Constants.Concat(Between));
    }

    /// <summary>What is known when the step begins.</summary>
    public IReadOnlyList<Expr> Constants { get; }

    /// <summary>What is computed between passes.</summary>
    public IReadOnlyList<Expr> Between { get; }

    /// <summary>How many of the constants are another for each group of tensors. They come first.</summary>
    public int OfGroup { get; }

    /// <summary>All of them.</summary>
    public int Count => Constants.Count + Between.Count;

    /// <summary>Where a number lies among all of them.</summary>
    public int Place(Expr number) => _places.Of(number);

    /// <summary>The largest parts of a number between passes that are known when the step begins.</summary>
    public IEnumerable<Expr> KnownParts(Expr number) => number is Number or Truth ? []
        : _rule.IsKnownPerStep(number) ? [number]
        : number.Operands.SelectMany(KnownParts).Distinct();
}
