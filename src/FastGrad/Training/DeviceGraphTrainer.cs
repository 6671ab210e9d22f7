using System.Numerics;
using System.Runtime.InteropServices;
using FastGrad.Devices;

namespace FastGrad.Training;

/// <summary>
/// The base of the generated trainers that work on a device, such as a GPU, of models with several inputs, outputs or losses, with whole numbers
/// going in, or with weighted examples. The generated class adds methods with a span for each input or target, as
/// <see cref="GraphTrainer{T, TCriterion, TProgram, TOptimizer}"/>'s does. What differs on a device is told at
/// <see cref="DeviceTrainer{T, TTarget, TCriterion, TProgram, TOptimizer}"/>.
/// </summary>
/// <typeparam name="T">The model's precision.</typeparam>
/// <typeparam name="TCriterion">The losses' settings.</typeparam>
/// <typeparam name="TProgram">The emitted program for the CPU, whose layout and description are the model's.</typeparam>
/// <typeparam name="TOptimizer">The optimizer.</typeparam>
public abstract class DeviceGraphTrainer<T, TCriterion, TProgram, TOptimizer> : GraphTrainer<T, TCriterion, TProgram, TOptimizer>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TCriterion : Criterion
    where TProgram : struct, IModelProgram<T, T, TCriterion>
    where TOptimizer : Optimizer
{
    private readonly DeviceEngine<T, T> _engine;
    private readonly DeviceLoop<T, T> _loop;
    private int _done, _chunk;

    /// <summary>A trainer with its own memory on a device.</summary>
    /// <inheritdoc cref="DeviceTrainer{T, TTarget, TCriterion, TProgram, TOptimizer}(ParameterSet{T}, ParameterSet{T}, TCriterion, TOptimizer, DeviceProgram{T}, int, TrainerOptions?)"/>
    protected DeviceGraphTrainer(
        ParameterSet<T> parameters, ParameterSet<T> buffers, TCriterion criterion, TOptimizer optimizer, DeviceProgram<T> program, int batchCapacity,
        TrainerOptions? options)
        : this(
            DeviceEngine<T, T>.Create(program, TProgram.Layout, parameters, buffers, criterion, optimizer, batchCapacity, options),
            criterion, optimizer, options)
    {
    }

    private DeviceGraphTrainer(DeviceEngine<T, T> engine, TCriterion criterion, TOptimizer optimizer, TrainerOptions? options)
        : base(engine, criterion, optimizer, options)
    {
        _engine = engine;
        _loop = new(this, engine);
    }

    /// <inheritdoc cref="DeviceTrainer{T, TTarget, TCriterion, TProgram, TOptimizer}.DeviceName"/>
    public string DeviceName => _engine.Program.Device.Name;

    /// <inheritdoc cref="DeviceTrainer{T, TTarget, TCriterion, TProgram, TOptimizer}.LossScale"/>
    public double LossScale
    {
        get
        {
            RequireAlive();
            return _engine.Scaler?.Read().Scale ?? 1;
        }
    }

    /// <inheritdoc cref="DeviceTrainer{T, TTarget, TCriterion, TProgram, TOptimizer}.SkippedUpdates"/>
    public long SkippedUpdates
    {
        get
        {
            RequireAlive();
            _engine.Settle();
            return _engine.Scaler?.Skipped ?? 0;
        }
    }

    /// <inheritdoc cref="DeviceTrainer{T, TTarget, TCriterion, TProgram, TOptimizer}.LastLoss"/>
    public T LastLoss
    {
        get
        {
            RequireAlive();
            return _engine.ReadLoss();
        }
    }

    /// <inheritdoc cref="DeviceTrainer{T, TTarget, TCriterion, TProgram, TOptimizer}.Synchronize"/>
    public void Synchronize()
    {
        RequireAlive();
        _engine.Program.Device.Synchronize();
    }

    /// <inheritdoc cref="DeviceTrainer{T, TTarget, TCriterion, TProgram, TOptimizer}.Train"/>
    public TrainingRun Train(int epochs, int batch, bool shuffle = true)
    {
        RequireAlive();
        _loop.Check(epochs, batch);
        BeginTraining(_loop.LastBatch(batch));
        TrainingRun run = _loop.Run(epochs, batch, shuffle);
        EndTraining();
        return run;
    }

    /// <inheritdoc cref="DeviceTrainer{T, TTarget, TCriterion, TProgram, TOptimizer}.TrainMany"/>
    public Ensemble<T, TOptimizer> TrainMany(
        ReadOnlySpan<ulong> seeds, int epochs, int batch, Action<int, TOptimizer>? configure = null, bool shuffle = true)
    {
        RequireAlive();
        return EnsembleSetup.Train(_loop, CreateOptimizer, seeds, epochs, batch, configure, shuffle);
    }

    /// <inheritdoc cref="DeviceTrainer{T, TTarget, TCriterion, TProgram, TOptimizer}.CopyParametersTo"/>
    public void CopyParametersTo(IModel<T> model)
    {
        RequireAlive();
        _engine.CopyTo(model);
    }

    /// <inheritdoc cref="DeviceTrainer{T, TTarget, TCriterion, TProgram, TOptimizer}.CopyParametersFrom"/>
    public void CopyParametersFrom(IModel<T> model)
    {
        RequireAlive();
        _engine.CopyFrom(model);
        Begin(Batch);
    }

    /// <summary>Forward, loss, backward and update of what was taken; its loss is <see cref="LastLoss"/>.</summary>
    protected void EnqueueTaken()
    {
        BeginStep(Expected);
        _engine.Enqueue(Expected, Seed, Call - 1, in _engine.TakenInputs, in _engine.TakenTargets);
        EndStep();
    }

    /// <summary>Begins the checks of any number of examples with all their inputs.</summary>
    /// <param name="length">Of the first input, which says how many there are.</param>
    protected void ExpectExamples(int length)
    {
        RequireAlive();
        Expected = Arguments.Batch(length, InputLayouts[0].Length, int.MaxValue / InputLayouts[0].Length, InputLayouts[0].Name);
    }

    /// <summary>Makes room on the device for the examples that were checked. Those before are given up.</summary>
    protected void BeginUpload() => _loop.Examples.Begin(Expected);

    /// <summary>Copies an input of all examples to the device.</summary>
    protected void UploadInput(int index, ReadOnlySpan<T> input) => _loop.Examples.TakeInput(index, input);

    /// <summary>Copies an input of whole numbers of all examples to the device.</summary>
    protected void UploadInput(int index, ReadOnlySpan<int> input) => _loop.Examples.TakeInput(index, input);

    /// <summary>Copies targets of all examples to the device.</summary>
    protected void UploadTarget(int index, ReadOnlySpan<T> target) => _loop.Examples.TakeTarget(index, target);

    /// <summary>Copies class labels of all examples to the device.</summary>
    protected void UploadTarget(int index, ReadOnlySpan<int> target) => _loop.Examples.TakeTarget(index, target);

    /// <summary>Copies the weights of all examples to the device.</summary>
    protected void UploadWeights(ReadOnlySpan<T> weights) => _loop.Examples.TakeWeights(weights);

    /// <summary>All inputs and targets are there.</summary>
    protected void EndUpload() => _loop.Examples.End();

    /// <summary>Begins the checks of a prediction of any number of examples; of a model that carries states, up to the capacity.</summary>
    /// <param name="length">Of the first input, which says how many there are.</param>
    protected void ExpectPrediction(int length)
    {
        RequireAlive();
        InputLayout first = InputLayouts[0];
        Expected = Arguments.Batch(length, first.Length, _engine.Layout.StateLength > 0 ? BatchCapacity : int.MaxValue / first.Length, first.Name);
        (_done, _chunk) = (0, 0);
    }

    /// <summary>Checks the place for an output.</summary>
    protected void CheckOutput(int index, Span<T> output) =>
        Arguments.Length(output.Length, Expected, OutputLayouts[index].Length, OutputLayouts[index].Name);

    /// <summary>Checks that writing an output leaves something else as it is: an input, which later chunks still need, or another output.</summary>
    protected void CheckApart<TOther>(int index, Span<T> output, ReadOnlySpan<TOther> other) where TOther : unmanaged
    {
        if (MemoryMarshal.AsBytes((ReadOnlySpan<T>)output).Overlaps(MemoryMarshal.AsBytes(other)))
            throw new ArgumentException("This output overlaps an input or another output.", OutputLayouts[index].Name);
    }

    /// <summary>Goes on to the next chunk of examples to predict.</summary>
    /// <returns>Whether there is one.</returns>
    protected bool NextChunk()
    {
        _done += _chunk;
        _chunk = Math.Min(Expected - _done, BatchCapacity);
        return _chunk > 0;
    }

    /// <summary>Takes the chunk's part of an input.</summary>
    protected void TakeChunk(int index, ReadOnlySpan<T> input)
    {
        InputLayout layout = InputLayouts[index];
        _engine.TakeInput(layout.Place, input.Slice(_done * layout.Length, _chunk * layout.Length));
    }

    /// <summary>Takes the chunk's part of an input of whole numbers.</summary>
    protected void TakeChunk(int index, ReadOnlySpan<int> input)
    {
        InputLayout layout = InputLayouts[index];
        _engine.TakeInput(layout.Place, input.Slice(_done * layout.Length, _chunk * layout.Length));
    }

    /// <summary>Runs the model on the chunk, from the states that the trainer carries, which it leaves alone. Ends any sequence of phases under way.</summary>
    protected void InferChunk()
    {
        Begin(Batch);
        _engine.Infer(_chunk, seed: 0, call: (ulong)(_done / BatchCapacity));
    }

    /// <summary>Writes the chunk's part of an output.</summary>
    protected void GiveOutput(int index, Span<T> output) =>
        _engine.ReadOutput(_chunk, index, output[(_done * OutputLayouts[index].Length)..]);

    /// <summary>Another optimizer as the model declares it.</summary>
    protected virtual TOptimizer CreateOptimizer() => throw new NotSupportedException("Only a generated trainer knows how its model declares the optimizer.");
}
