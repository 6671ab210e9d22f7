using System.Numerics;

namespace FastGrad;

/// <summary>
/// What every trainer offers, whatever its model's precision, inputs and targets. Not thread-safe: it has its own threads
/// (<see cref="TrainerOptions.Threads"/>), but one caller at a time. Disposing of it ends them; what it holds, such as
/// <see cref="ITrainer{T}.Gradients"/>, can be read afterwards. With one thread there is nothing to
/// dispose of, but for a trainer that works on a device, whose memory there goes with it.
/// </summary>
/// <remarks>Any method called afterwards throws <see cref="ObjectDisposedException"/>.</remarks>
public interface ITrainer : IDisposable
{
    /// <summary>Most examples of one call.</summary>
    int BatchCapacity { get; }

    /// <summary>The optimizer: its hyper-parameters and step count.</summary>
    Optimizer Optimizer { get; }

    /// <summary>
    /// How the learning rate changes from step to step; null for not at all. At the beginning of each update (of <c>Step</c>, or of
    /// <see cref="Update"/>) the optimizer's rate, and with schedules that cycle it its momentum, is set to what the schedule says of
    /// <see cref="Optimizer.StepCount"/> and <see cref="BaseLearningRate"/>. So it goes on where the step count is set to.
    /// </summary>
    /// <remarks>
    /// What is set on the optimizer's <see cref="Optimizer.LearningRate"/> meanwhile is written over when the next update begins: set
    /// <see cref="BaseLearningRate"/> instead, or take the schedule off. Taking it off gives the optimizer back the rate and the momentum
    /// that it had before; another schedule starts from those too.
    /// </remarks>
    /// <exception cref="ArgumentException">It cycles a momentum that the optimizer does not have; nothing has changed.</exception>
    Schedule? Schedule { get; set; }

    /// <summary>The rate that <see cref="Schedule"/> works from: the optimizer's when the schedule came, until it is set. Without a schedule the
    /// optimizer's. At least 0.</summary>
    double BaseLearningRate { get; set; }

    /// <summary>The loss's settings.</summary>
    Criterion Criterion { get; }

    /// <summary>Of the random numbers that the model draws while it trains; see <see cref="TrainerOptions.Seed"/>.</summary>
    ulong Seed { get; set; }

    /// <summary>What is cut off gradients before they move weights, by <c>Step</c> and <see cref="Update"/> alike; null for nothing.</summary>
    GradientClipping? Clipping { get; set; }

    /// <summary>
    /// The norm of all gradients together at the last update, before they were clipped; NaN where nothing measured it. It is measured where
    /// <see cref="Clipping"/> is by a norm; with a limit of ∞ that is all it does.
    /// </summary>
    double GradientNorm { get; }

    /// <summary>
    /// Why <c>Step</c> can't hand gradients to the optimizer piece by piece as they are made, but gathers all of them first: the optimizer's
    /// reason (<see cref="Optimizer.UnfusedBecause"/>), the clipping's, or that several batches are accumulated. Null where <c>Step</c> is fused.
    /// </summary>
    string? UnfusedBecause { get; }

    /// <summary>
    /// Training forward passes so far: <c>Step</c> and <c>Forward</c> count. The next one draws the random numbers of this count; setting
    /// it, with <see cref="Seed"/>, continues where another trainer was.
    /// </summary>
    ulong Call { get; set; }

    /// <summary>Bytes of memory for gradients, activations, states and copies of what goes in and out: all but the optimizer's slots. What
    /// <see cref="IModel.Description"/> foretells is for one thread; each further one has its own room for kernels to work in.</summary>
    long WorkspaceBytes { get; }

    /// <summary>Sets all gradients to 0. Allowed at any time.</summary>
    void ZeroGradients();

    /// <summary>Third phase, after <c>Loss</c>: adds the loss's gradients to <see cref="ITrainer{T}.Gradients"/>.</summary>
    /// <exception cref="InvalidOperationException">It is not this phase's turn.</exception>
    void Backward();

    /// <summary>
    /// Last phase: one step of the optimizer along <see cref="ITrainer{T}.Gradients"/>, which stay as they are, but for what
    /// <see cref="Clipping"/> cuts off them.
    /// </summary>
    /// <exception cref="InvalidOperationException">Nothing went backward since the gradients were last zeroed.</exception>
    void Update();

    /// <summary>
    /// Gives what the model carries from call to call, for each example of the batch, its first values. Ends any sequence of phases under
    /// way. A model that carries nothing takes no notice.
    /// </summary>
    void ResetState();
}

/// <summary>What every trainer of a precision offers, whatever its model's inputs and targets.</summary>
/// <typeparam name="T">The model's precision.</typeparam>
public interface ITrainer<T> : ITrainer where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What the phases accumulate, laid out like the model's parameters.
    /// Unspecified after <c>Step</c>, which needs none of its own where it is fused. Those of frozen parameters are never computed and stay 0.</summary>
    ParameterSet<T> Gradients { get; }

    /// <summary>What the optimizer remembers of each weight.</summary>
    OptimizerState<T> OptimizerState { get; }

    /// <summary>
    /// An exponential moving average of the weights (<see cref="TrainerOptions.AverageDecay"/>), laid out like the model's parameters:
    /// <c>trainer.Average.CopyTo(other.Parameters)</c>. It begins as a copy of them and follows each update; whoever puts other weights into
    /// the model puts them here too, or lets it catch up. Null where none was asked for.
    /// </summary>
    ParameterSet<T>? Average { get; }

    /// <summary>
    /// Writes to a file all that training needs to go on elsewhere bit for bit: the model's parameters and buffers, the optimizer's slots, step
    /// count and settings, the schedule's base rate and numbers, <see cref="ITrainer.Seed"/> and <see cref="ITrainer.Call"/>, what the model carries
    /// from call to call, <see cref="Average"/>, and the gradients of an update that <see cref="TrainerOptions.AccumulationSteps"/> is gathering. Not what
    /// the program gives: settings of the criterion, the schedule and clipping; and not gradients that phases have left: save between updates.
    /// The file is whole whenever the process may end, as with <see cref="ModelCheckpoints.Save"/>, and the model's Load reads it too. Nobody may
    /// train the model meanwhile, or the file holds numbers of before and after a step.
    /// </summary>
    /// <param name="path">The file, which may exist.</param>
    /// <exception cref="IOException">The file cannot be written; an older one is as it was.</exception>
    void Save(string path);

    /// <summary>
    /// Goes on from a file that <see cref="Save"/> wrote, with a trainer of the same model, optimizer, kind of schedule and, for a model that
    /// carries states, capacity; with an average of the weights or without, as the file; and where it was saved in the middle of an update's
    /// batches, with as many <see cref="TrainerOptions.AccumulationSteps"/>. All of it is checked before anything changes. Ends any sequence of phases under way.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CheckpointException">The file is damaged, or of another model, optimizer or kind of schedule; nothing has changed.</exception>
    /// <exception cref="IOException">The file cannot be read; nothing has changed.</exception>
    void Load(string path);

    /// <summary>
    /// Each example's own loss, in the batch whose loss was computed last, by <c>Step</c>, <c>Loss</c> or <c>Evaluate</c>; until the next. Of
    /// losses declared with <see cref="Reduction.None"/>: their terms (of a loss of one output the mean over the outputs), each times its
    /// <see cref="LossAttribute.LossWeight"/>. Weights of the loss itself, such as those of classes, count; the weights that examples are handed
    /// in with do not. 0 for an example whose label is ignored.
    /// </summary>
    /// <exception cref="InvalidOperationException">The model keeps none, or no loss has been computed.</exception>
    ReadOnlySpan<T> ExampleLosses { get; }
}

/// <summary>
/// Trains a model: all at once with <see cref="Step"/>, or in phases. No call allocates. A batch may have any number of examples up to
/// the capacity. Misuse (a span of the wrong length, a label out of range, an empty batch or one over capacity) throws before anything
/// changes.
/// </summary>
/// <typeparam name="T">The model's precision.</typeparam>
/// <typeparam name="TTarget">Element of the targets: <see cref="int"/> for class labels, else <typeparamref name="T"/>.</typeparam>
public interface ITrainer<T, TTarget> : ITrainer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged
{
    /// <summary>The loss's gradient with respect to the inputs of the last backward pass,
    /// for models declared with <c>InputGradient = true</c>.</summary>
    /// <exception cref="InvalidOperationException">The model has none, or nothing went backward since the last forward pass.</exception>
    ReadOnlySpan<T> InputGradient { get; }

    /// <summary>
    /// Forward, loss, backward and update of one batch, fused unless something needs whole gradients (<see cref="ITrainer.UnfusedBecause"/>).
    /// The same bits as the phases from zeroed gradients; ends any sequence of phases under way. Where batches are accumulated
    /// (<see cref="TrainerOptions.AccumulationSteps"/>) only the last of them moves the weights, and a phase in between that changes
    /// gradients (<see cref="ITrainer.ZeroGradients"/>, <c>Backward</c>) drops what was gathered; <see cref="ITrainer.Update"/> moves the weights by the
    /// mean over what there is, as at an epoch's end.
    /// </summary>
    /// <param name="inputs">The examples, one after another.</param>
    /// <param name="targets">What they should give, one after another.</param>
    /// <returns>The mean loss of this batch, before the update.</returns>
    /// <exception cref="ArgumentException">An argument does not fit; nothing has changed.</exception>
    T Step(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets);

    /// <summary>First phase: the model's outputs, in training mode. Allowed at any time; the inputs are copied.</summary>
    /// <param name="inputs">The examples, one after another.</param>
    /// <returns>The outputs, one after another, until the next call of this method.</returns>
    /// <exception cref="ArgumentException">The inputs do not fit; nothing has changed.</exception>
    ReadOnlySpan<T> Forward(ReadOnlySpan<T> inputs);

    /// <summary>Second phase, after <see cref="Forward"/>.</summary>
    /// <param name="targets">What the inputs should have given.</param>
    /// <returns>The mean loss.</returns>
    /// <exception cref="ArgumentException">The targets do not fit; nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">It is not this phase's turn.</exception>
    T Loss(ReadOnlySpan<TTarget> targets);

    /// <summary>Third phase with a gradient from outside instead of the loss's;
    /// after <see cref="Forward"/>, with or without <see cref="Loss"/>.</summary>
    /// <param name="outputGradient">As long as the outputs.</param>
    /// <exception cref="ArgumentException">The length does not fit; nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">It is not this phase's turn.</exception>
    void Backward(ReadOnlySpan<T> outputGradient);

    /// <summary>
    /// The mean loss of one batch in inference mode, learning nothing. Starts from the states that the trainer carries and leaves them, the
    /// model's buffers and the gradients alone; ends any sequence of phases under way.
    /// </summary>
    /// <param name="inputs">The examples, one after another.</param>
    /// <param name="targets">What they should give, one after another.</param>
    /// <exception cref="ArgumentException">An argument does not fit; nothing has changed.</exception>
    T Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets);
}
