using System.Numerics;
using System.Runtime.InteropServices;
using FastGrad.Devices;

namespace FastGrad.Training;

/// <summary>
/// The base of the generated trainers that work on a device, such as a GPU, of models with one input of real numbers, one output and one loss.
/// All of <see cref="ITrainer{T, TTarget}"/> works as on the CPU, to within rounding; what is particular to a device is here.
/// </summary>
/// <remarks>
/// The weights it trains are its own, on the device: the model's stay as they are until <see cref="CopyParametersTo"/>. Likewise
/// <see cref="ITrainer{T}.Gradients"/>, <see cref="ITrainer{T}.OptimizerState"/> and <see cref="ITrainer{T}.Average"/> are copies, fetched when asked
/// for: what is written into them does not reach the device. After disposing of the trainer they can be read as far as they had been fetched.
/// <para/>
/// Each loss or output that is returned waits for the device. <see cref="Enqueue"/> and <see cref="Train"/> do not wait for each step.
/// Weights move after all gradients are made, and clipping by value clips them as they are read, not in <see cref="ITrainer{T}.Gradients"/>.
/// <see cref="TrainerOptions.Threads"/> has no meaning here.
/// </remarks>
/// <typeparam name="T">The model's precision.</typeparam>
/// <typeparam name="TTarget">Element of the targets: <see cref="int"/> for class labels, else <typeparamref name="T"/>.</typeparam>
/// <typeparam name="TCriterion">The loss's settings.</typeparam>
/// <typeparam name="TProgram">The emitted program for the CPU, whose layout and description are the model's.</typeparam>
/// <typeparam name="TOptimizer">The optimizer.</typeparam>
public abstract class DeviceTrainer<T, TTarget, TCriterion, TProgram, TOptimizer> : ModelTrainer<T, TTarget, TCriterion, TProgram, TOptimizer>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged
    where TCriterion : Criterion
    where TProgram : struct, IModelProgram<T, TTarget, TCriterion>
    where TOptimizer : Optimizer
{
    private readonly DeviceEngine<T, TTarget> _engine;
    private readonly DeviceLoop<T, TTarget> _loop;

    /// <summary>A trainer with its own memory on a device.</summary>
    /// <param name="parameters">The model's, which it begins with.</param>
    /// <param name="buffers">The model's, which it begins with too.</param>
    /// <param name="criterion">The loss's settings.</param>
    /// <param name="optimizer">The one that the program has kernels of, which serves no other trainer.</param>
    /// <param name="program">The emitted kernels, which it disposes of with their device, even where it cannot be made.</param>
    /// <param name="batchCapacity">Most examples of one call.</param>
    /// <param name="options">How it works.</param>
    /// <exception cref="DeviceMemoryException">The device has too little memory for this capacity.</exception>
    protected DeviceTrainer(
        ParameterSet<T> parameters, ParameterSet<T> buffers, TCriterion criterion, TOptimizer optimizer, DeviceProgram<T> program, int batchCapacity,
        TrainerOptions? options)
        : this(
            DeviceEngine<T, TTarget>.Create(program, TProgram.Layout, parameters, buffers, criterion, optimizer, batchCapacity, options),
            criterion, optimizer, options)
    {
    }

    private DeviceTrainer(DeviceEngine<T, TTarget> engine, TCriterion criterion, TOptimizer optimizer, TrainerOptions? options)
        : base(engine, criterion, optimizer, options)
    {
        _engine = engine;
        _loop = new(this, engine);
    }

    /// <summary>What the device calls itself.</summary>
    public string DeviceName => _engine.Program.Device.Name;

    /// <summary>What the loss is multiplied by in mixed precision, as it is now; waits for the device. 1 of any other model.</summary>
    public double LossScale
    {
        get
        {
            RequireAlive();
            return _engine.Scaler?.Read().Scale ?? 1;
        }
    }

    /// <summary>
    /// Updates that were left out, because a gradient was not finite in mixed precision; waits for the device. Each is also no step of
    /// the optimizer: <see cref="Optimizer.StepCount"/> leaves them out as soon as a loss is read, or this.
    /// </summary>
    public long SkippedUpdates
    {
        get
        {
            RequireAlive();
            _engine.Settle();
            return _engine.Scaler?.Skipped ?? 0;
        }
    }

    /// <summary>The loss of the last step, or of the last call of <c>Loss</c> or <c>Evaluate</c>; waits until the device has it.</summary>
    /// <exception cref="InvalidOperationException">There has been none.</exception>
    public T LastLoss
    {
        get
        {
            RequireAlive();
            return _engine.ReadLoss();
        }
    }

    /// <summary>A <c>Step</c> that does not wait for the device: its loss is <see cref="LastLoss"/>. Allocates nothing.</summary>
    /// <param name="inputs">The examples, one after another; they may change as soon as this returns.</param>
    /// <param name="targets">What they should give, likewise.</param>
    /// <exception cref="ArgumentException">An argument does not fit; nothing has changed.</exception>
    public void Enqueue(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets)
    {
        int batch = CheckInputs(inputs);
        CheckTargets(targets, batch);
        BeginStep(batch);
        _engine.Enqueue(batch, Seed, Call - 1, in MemoryMarshal.GetReference(inputs), in MemoryMarshal.GetReference(targets));
        EndStep();
    }

    /// <summary>Waits until the device has done all that it was asked.</summary>
    public void Synchronize()
    {
        RequireAlive();
        _engine.Program.Device.Synchronize();
    }

    /// <summary>
    /// Copies examples to the device, where they stay for <see cref="Train"/>. Those of a call before are given up, even where the device turns out to
    /// have too little memory for these.
    /// </summary>
    /// <param name="inputs">Any number of examples, one after another.</param>
    /// <param name="targets">What they should give, one after another.</param>
    /// <exception cref="ArgumentException">An argument does not fit; nothing has changed.</exception>
    /// <exception cref="DeviceMemoryException">The device has too little memory.</exception>
    public void Upload(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets)
    {
        RequireAlive();
        int examples = Arguments.Batch(inputs.Length, InputLayouts[0].Length, int.MaxValue / InputLayouts[0].Length);
        CheckTargets(targets, examples);
        _loop.Examples.Begin(examples);
        _loop.Examples.TakeInput(0, inputs);
        if (typeof(TTarget) == typeof(T))
            _loop.Examples.TakeTarget(0, MemoryMarshal.Cast<TTarget, T>(targets));
        else
            _loop.Examples.TakeLabels(MemoryMarshal.Cast<TTarget, int>(targets));
        _loop.Examples.End();
    }

    /// <summary>
    /// Trains on the uploaded examples: each epoch once over all of them, in batches that the device puts together itself, the last of which has
    /// what is left. A batch is a <c>Step</c>: schedule, clipping, accumulation and average work as there, and what accumulation has gathered goes on
    /// into the next epoch, or into the next call. Ends any sequence of phases under way. Allocates its result; and the first time after an
    /// <c>Upload</c> what else it needs for those examples, on the host and, where there is room, on the device.
    /// </summary>
    /// <param name="epochs">At least 1.</param>
    /// <param name="batch">Examples of a batch; 1 to the capacity.</param>
    /// <param name="shuffle">Whether each epoch has an order of its own, which <see cref="ITrainer.Seed"/> and <see cref="ITrainer.Call"/> decide; or all
    /// that of the upload.</param>
    /// <returns>The losses.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range; nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">No examples were uploaded; nothing has changed.</exception>
    public TrainingRun Train(int epochs, int batch, bool shuffle = true)
    {
        RequireAlive();
        _loop.Check(epochs, batch);
        BeginTraining(_loop.LastBatch(batch));
        TrainingRun run = _loop.Run(epochs, batch, shuffle);
        EndTraining();
        return run;
    }

    /// <summary>
    /// Trains models of this class side by side on the uploaded examples: one for each seed, which decides its first weights and its random
    /// numbers. For models so small that one group of the device's lanes does all of a step; the trainer's own weights stay as they are. Each follows the
    /// trainer's schedule, from its own rate and from step 0. Frozen parameters are the trainer's in all of them.
    /// </summary>
    /// <param name="seeds">One for each model; at least one.</param>
    /// <param name="epochs">At least 1; <see cref="Ensemble{T, TOptimizer}.Train"/> goes on.</param>
    /// <param name="batch">Examples of a step; 1 to the capacity.</param>
    /// <param name="configure">Is handed each model's number and optimizer, to set what is not as declared, such as the rate that a schedule starts from;
    /// null for nothing.</param>
    /// <param name="shuffle">Whether each epoch has an order of its own, the same for all models.</param>
    /// <returns>The models, to be disposed of before the trainer.</returns>
    /// <exception cref="ArgumentException">An argument does not fit.</exception>
    /// <exception cref="InvalidOperationException">
    /// No examples were uploaded; models of this class are too large for a group of this device, or carry states; or the trainer clips,
    /// accumulates, averages, or has a schedule that learns how training goes, which models side by side do not. Nothing has changed.
    /// </exception>
    /// <exception cref="DeviceMemoryException">The device has too little memory for as many.</exception>
    public Ensemble<T, TOptimizer> TrainMany(
        ReadOnlySpan<ulong> seeds, int epochs, int batch, Action<int, TOptimizer>? configure = null, bool shuffle = true)
    {
        RequireAlive();
        return EnsembleSetup.Train(_loop, CreateOptimizer, seeds, epochs, batch, configure, shuffle);
    }

    /// <summary>Predicts any number of examples with the weights on the device; from the states that the trainer carries, which it leaves alone. Ends any
    /// sequence of phases under way.</summary>
    /// <param name="inputs">The examples, one after another.</param>
    /// <param name="outputs">Receives as many predictions, one after another.</param>
    /// <exception cref="ArgumentException">An argument does not fit; nothing has been written.</exception>
    public void Predict(ReadOnlySpan<T> inputs, Span<T> outputs)
    {
        RequireAlive();
        (int inputLength, int outputLength) = (InputLayouts[0].Length, OutputLayouts[0].Length);
        int examples = Arguments.Batch(inputs.Length, inputLength, _engine.Layout.StateLength > 0 ? BatchCapacity : int.MaxValue / inputLength);
        Arguments.Length(outputs.Length, examples, outputLength, nameof(outputs));
        if (MemoryMarshal.AsBytes(inputs).Overlaps(MemoryMarshal.AsBytes(outputs)))
            throw new ArgumentException("The outputs overlap the inputs, which later chunks still need.", nameof(outputs));
        Begin(Batch);
        for (int done = 0, batch; done < examples; done += batch)
        {
            batch = Math.Min(BatchCapacity, examples - done);
            _engine.TakeInput(0, inputs.Slice(done * inputLength, batch * inputLength));
            _engine.Infer(batch, seed: 0, call: (ulong)(done / BatchCapacity));
            _engine.ReadOutput(batch, 0, outputs[(done * outputLength)..]);
        }
    }

    /// <summary>Copies what was learned from the device into a model: parameters and buffers.</summary>
    /// <param name="model">Of the same class.</param>
    /// <exception cref="ArgumentException">Its parameters are others; nothing has been written.</exception>
    public void CopyParametersTo(IModel<T> model)
    {
        RequireAlive();
        _engine.CopyTo(model);
    }

    /// <summary>Copies parameters and buffers of a model to the device. Optimizer and average go on as they are. Ends any sequence of phases under way.</summary>
    /// <param name="model">Of the same class.</param>
    /// <exception cref="ArgumentException">Its parameters are others; nothing has changed.</exception>
    public void CopyParametersFrom(IModel<T> model)
    {
        RequireAlive();
        _engine.CopyFrom(model);
        Begin(Batch);
    }

    /// <summary>Another optimizer as the model declares it.</summary>
    protected virtual TOptimizer CreateOptimizer() => throw new NotSupportedException("Only a generated trainer knows how its model declares the optimizer.");
}
