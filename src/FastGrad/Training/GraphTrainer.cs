using System.Numerics;

namespace FastGrad.Training;

/// <summary>
/// The base of the generated trainer of a model with several inputs, outputs or losses, with whole numbers going in, or with weighted
/// examples. The generated class adds a method for each phase, with a span for each input or target; it has all of them checked before it
/// has the first one taken. Its program reads copies in the model's precision, whole numbers too.
/// </summary>
/// <typeparam name="T">The model's precision.</typeparam>
/// <typeparam name="TCriterion">The losses' settings.</typeparam>
/// <typeparam name="TProgram">The emitted program.</typeparam>
/// <typeparam name="TOptimizer">The optimizer.</typeparam>
public abstract class GraphTrainer<T, TCriterion, TProgram, TOptimizer> : TrainerCore<T, T, TCriterion, TProgram, TOptimizer>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TCriterion : Criterion
    where TProgram : struct, IModelProgram<T, T, TCriterion>
    where TOptimizer : Optimizer
{
    private readonly int _weightPlace;
    private readonly string[] _gradientNames;

    /// <summary>A trainer with its own workspace.</summary>
    /// <param name="parameters">The model's, which it changes.</param>
    /// <param name="buffers">The model's, which it changes too.</param>
    /// <param name="criterion">The losses' settings.</param>
    /// <param name="optimizer">One that serves no other trainer.</param>
    /// <param name="batchCapacity">Most examples of one call.</param>
    /// <param name="options">How it works.</param>
    protected GraphTrainer(
        ParameterSet<T> parameters, ParameterSet<T> buffers, TCriterion criterion, TOptimizer optimizer, int batchCapacity, TrainerOptions? options)
        : this(
            CpuEngine<T, T, TCriterion>.Create<TProgram>(parameters, buffers, criterion, optimizer, batchCapacity, options, isPacked: true),
            criterion, optimizer, options)
    {
    }

    private protected GraphTrainer(Engine<T, T> engine, TCriterion criterion, TOptimizer optimizer, TrainerOptions? options)
        : base(engine, criterion, optimizer, options)
    {
        _weightPlace = engine.Layout.WeightPlace;
        _gradientNames = [.. OutputLayouts.Select(output => output.Name + "Gradient")];
    }

    /// <summary>Examples of the batch that is checked.</summary>
    private protected int Expected { get; set; }

    /// <summary>Begins the checks of a batch with all its inputs.</summary>
    /// <param name="length">Of the first input, which says how many examples there are.</param>
    protected void Expect(int length)
    {
        RequireAlive();
        Expected = Arguments.Batch(length, InputLayouts[0].Length, BatchCapacity, InputLayouts[0].Name);
    }

    /// <summary>Begins the checks of the targets that belong to the last forward pass.</summary>
    protected void ExpectTargets()
    {
        RequireForward();
        Expected = Batch;
    }

    /// <summary>Begins the checks of the output gradients that belong to the last forward pass.</summary>
    protected void ExpectOutputGradients()
    {
        RequireOutputs();
        Expected = Batch;
    }

    /// <summary>Checks an input of real numbers.</summary>
    protected void CheckInput(int index, ReadOnlySpan<T> input) => Arguments.Input(InputLayouts[index], input, Expected);

    /// <summary>Checks an input of whole numbers.</summary>
    protected void CheckInput(int index, ReadOnlySpan<int> input) => Arguments.Input(InputLayouts[index], input, Expected);

    /// <summary>Checks targets of real numbers.</summary>
    protected void CheckTarget(int index, ReadOnlySpan<T> target) =>
        Arguments.Length(target.Length, Expected, TargetLayouts[index].Length, TargetLayouts[index].Name);

    /// <summary>Checks class labels.</summary>
    protected void CheckTarget(int index, ReadOnlySpan<int> target)
    {
        TargetLayout layout = TargetLayouts[index];
        Arguments.Length(target.Length, Expected, layout.Length, layout.Name);
        Arguments.Labels(target, layout);
    }

    /// <summary>Checks the examples' weights.</summary>
    protected void CheckWeights(ReadOnlySpan<T> weights)
    {
        Arguments.Length(weights.Length, Expected, 1, nameof(weights));
        Arguments.Weights(weights, nameof(weights));
    }

    /// <summary>Checks the gradient of an output.</summary>
    protected void CheckOutputGradient(int index, ReadOnlySpan<T> gradient) =>
        Arguments.Length(gradient.Length, Expected, OutputLayouts[index].Length, _gradientNames[index]);

    /// <summary>Takes an input of real numbers.</summary>
    protected void TakeInput(int index, ReadOnlySpan<T> input) => Engine.TakeInput(InputLayouts[index].Place, input);

    /// <summary>Takes an input of whole numbers.</summary>
    protected void TakeInput(int index, ReadOnlySpan<int> input) => Engine.TakeInput(InputLayouts[index].Place, input);

    /// <summary>Takes targets of real numbers.</summary>
    protected void TakeTarget(int index, ReadOnlySpan<T> target) => Engine.TakeTarget(TargetLayouts[index].Place, target);

    /// <summary>Takes class labels.</summary>
    protected void TakeTarget(int index, ReadOnlySpan<int> target) => Engine.TakeTarget(TargetLayouts[index].Place, target);

    /// <summary>Takes the examples' weights.</summary>
    protected void TakeWeights(ReadOnlySpan<T> weights) => Engine.TakeTarget(_weightPlace, weights);

    /// <summary>Takes the gradient of an output.</summary>
    protected void TakeOutputGradient(int index, ReadOnlySpan<T> gradient) => Engine.TakeOutputGradient(Batch, OutputLayouts[index], gradient);

    /// <summary>Forward, loss, backward and update of what was taken.</summary>
    protected T StepTaken() => Step(Expected, in Engine.TakenInputs, in Engine.TakenTargets);

    /// <summary>The mean loss of what was taken.</summary>
    protected T EvaluateTaken() => Evaluate(Expected, in Engine.TakenInputs, in Engine.TakenTargets);

    /// <summary>First phase on what was taken.</summary>
    protected void ForwardTaken() => Forward(Expected);

    /// <summary>Second phase on what was taken.</summary>
    protected T LossTaken() => Loss(in Engine.TakenTargets);

    /// <summary>Third phase on the output gradients that were taken.</summary>
    protected void BackwardTaken() => Accumulate();

    /// <summary>An output of the last call of Forward; nothing before the first.</summary>
    protected ReadOnlySpan<T> OutputOf(int index) => Output(index);

    /// <summary>The gradient with respect to an input.</summary>
    /// <exception cref="InvalidOperationException">The model has none, or nothing went backward since the last forward pass.</exception>
    protected ReadOnlySpan<T> GradientOf(int index) => InputGradientOf(index);
}
