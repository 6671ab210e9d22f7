namespace FastGrad.Training;

/// <summary>An optimizer generated from a formula: what it remembers, and what it computes once per step.</summary>
public abstract class FormulaOptimizer : Optimizer
{
    private double[] _constants = [];
    private int _constantCount;
    private PerStepNumbers _perStep = new([], []);
    private GroupedParameters _parameters = new([], usesDecay: false);

    private protected FormulaOptimizer() { }

    /// <summary>What it remembers of each weight, in the order in which the rule counts slots.</summary>
    public abstract ReadOnlySpan<string> SlotNames { get; }

    /// <summary>The numbers that it keeps once for all weights.</summary>
    public virtual ReadOnlySpan<string> PerStepNames => [];

    /// <summary>What those numbers are before the first step.</summary>
    protected virtual ReadOnlySpan<double> PerStepStart => [];

    /// <summary>How many numbers <see cref="Prepare"/> and the rule compute for each group.</summary>
    protected abstract int ConstantCount { get; }

    /// <summary>Whether the rule has a setting <c>WeightDecay</c>, so that it matters which parameters decay.</summary>
    protected virtual bool UsesWeightDecay => false;

    /// <summary>What is moved, and by which multiples of the settings.</summary>
    internal GroupedParameters Parameters => _parameters;

    /// <summary>The numbers kept once for all weights: before <see cref="Prepare"/> those of the last step.</summary>
    protected Span<double> PerStep => _perStep.Values;

    /// <summary>
    /// The step's constants of a group for the rule, such as the part of the hyper-parameters that needs the step's number.
    /// </summary>
    internal Span<double> ConstantsOf(int group) => _constants.AsSpan(group * _constantCount, _constantCount);

    /// <summary>
    /// Computes what is the same for all weights of a step, in double precision, and last the new <see cref="PerStep"/>, which see the
    /// settings as they are and not a group's multiples of them.
    /// </summary>
    /// <param name="step">1 for the first.</param>
    /// <param name="groups">What the settings called <c>LearningRate</c> and <c>WeightDecay</c> are multiplied by.</param>
    /// <param name="constants">Where the rule expects them: <see cref="ConstantCount"/> for each group in turn.</param>
    protected abstract void Prepare(long step, ReadOnlySpan<ParameterGroup> groups, Span<double> constants);

    /// <summary>Makes room for what is not per weight, when a trainer takes the optimizer.</summary>
    private protected PerStepNumbers CreateNumbers(ReadOnlySpan<ParameterDefinition> parameters)
    {
        _parameters = new GroupedParameters(parameters, UsesWeightDecay);
        _constantCount = ConstantCount;
        _constants = new double[_constantCount * _parameters.Groups.Length];
        return _perStep = new PerStepNumbers(PerStepNames.ToArray(), PerStepStart.ToArray());
    }

    private protected sealed override void PrepareStep(long step) => Prepare(step, _parameters.Groups, _constants);
}
