namespace FastGrad.Training;

/// <summary>An optimizer generated from a formula: what it remembers, and what it computes once per step.</summary>
public abstract class FormulaOptimizer : Optimizer
{
    private double[] _constants = [];
    private PerStepNumbers _perStep = new([], []);

    private protected FormulaOptimizer() { }

    /// <summary>What it remembers of each weight, in the order in which the rule counts slots.</summary>
    public abstract ReadOnlySpan<string> SlotNames { get; }

    /// <summary>The numbers that it keeps once for all weights.</summary>
    public virtual ReadOnlySpan<string> PerStepNames => [];

    /// <summary>What those numbers are before the first step.</summary>
    protected virtual ReadOnlySpan<double> PerStepStart => [];

    /// <summary>How many numbers <see cref="Prepare"/> and the rule compute.</summary>
    protected abstract int ConstantCount { get; }

    /// <summary>The step's constants for the rule, such as the part of the hyper-parameters that needs the step's number.</summary>
    internal Span<double> Constants => _constants;

    /// <summary>The numbers kept once for all weights: before <see cref="Prepare"/> those of the last step.</summary>
    protected Span<double> PerStep => _perStep.Values;

    /// <summary>Computes what is the same for all weights of a step, in double precision, and last the new <see cref="PerStep"/>.</summary>
    /// <param name="step">1 for the first.</param>
    /// <param name="constants">Where the rule expects it.</param>
    protected abstract void Prepare(long step, Span<double> constants);

    /// <summary>Makes room for what is not per weight, when a trainer takes the optimizer.</summary>
    private protected PerStepNumbers CreateNumbers()
    {
        _constants = new double[ConstantCount];
        return _perStep = new PerStepNumbers(PerStepNames.ToArray(), PerStepStart.ToArray());
    }

    private protected sealed override void PrepareStep(long step) => Prepare(step, _constants);
}
