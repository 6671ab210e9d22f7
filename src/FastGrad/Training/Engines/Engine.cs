using System.Numerics;

namespace FastGrad.Training;

/// <summary>What a trainer learns and remembers, wherever that lies. The trainer keeps the contract; below it, nothing is checked.</summary>
internal abstract class Engine<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected Engine(ProgramLayout layout, TrainerOptions options)
    {
        if (options.AccumulationSteps > 1 && layout.IsLossMixed)
            throw new ArgumentException(
                $"Got {options.AccumulationSteps} steps to accumulate, but this model's losses are a sum beside a mean, which add up over batches in "
                + "different ways; give all the same Reduction.",
                nameof(options));
        Layout = layout;
        Accumulation = new(options.AccumulationSteps, layout.IsLossSum);
    }

    public ProgramLayout Layout { get; }

    public Accumulation Accumulation { get; }

    /// <summary>Most examples at once.</summary>
    public abstract int Capacity { get; }

    /// <summary>The weights as training left them.</summary>
    public abstract ParameterSet<T> Parameters { get; }

    /// <summary>What training gathered beside them, such as running means.</summary>
    public abstract ParameterSet<T> Buffers { get; }

    public abstract ParameterSet<T> Gradients { get; }

    public abstract OptimizerState<T> OptimizerState { get; }

    public abstract ParameterSet<T>? Average { get; }

    public abstract GradientClipping? Clipping { get; set; }

    /// <summary>Of the last move; NaN where nothing asked for it.</summary>
    public abstract double GradientNorm { get; }

    public abstract string? UnfusedBecause { get; }

    /// <summary>Bytes of memory, the optimizer's slots apart.</summary>
    public abstract long Bytes { get; }

    /// <summary>What scales the loss; null where nothing does.</summary>
    public virtual Devices.LossScaler<T>? Scaler => null;

    /// <summary>The optimizer counts the steps that have been made, and no others.</summary>
    public virtual void Settle() { }

    /// <summary>What is in the sets above came from a file, and counts.</summary>
    public abstract void TakeLoaded();

    /// <summary>Every example's states as in the beginning.</summary>
    public abstract void ResetStates();

    /// <summary>Room for the states of all examples, one row each, as checkpoints hold them.</summary>
    public abstract ParameterSet<T> StatesAsTensors();

    public abstract void CopyStatesTo(ParameterSet<T> tensors);

    public abstract void CopyStatesFrom(ParameterSet<T> tensors);

    public abstract void Dispose();
}

/// <summary>Where a trainer computes. Everything is about the batch that was last forward, whose size and random numbers it is told again.</summary>
/// <inheritdoc cref="Engine{T}"/>
internal abstract class Engine<T, TTarget> : Engine<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged
{
    private protected Engine(ProgramLayout layout, TrainerOptions options) : base(layout, options) { }

    /// <summary>Stands for the inputs that were taken, in calls that ask for inputs.</summary>
    public abstract ref readonly T TakenInputs { get; }

    /// <summary>Stands for the targets that were taken, in calls that ask for targets.</summary>
    public abstract ref readonly TTarget TakenTargets { get; }

    /// <summary>Copies an input to its place.</summary>
    public abstract void TakeInput(int place, ReadOnlySpan<T> rows);

    /// <inheritdoc cref="TakeInput(int, ReadOnlySpan{T})"/>
    public abstract void TakeInput(int place, ReadOnlySpan<int> rows);

    /// <summary>Copies targets or weights of a packed model to their place.</summary>
    public abstract void TakeTarget(int place, ReadOnlySpan<T> rows);

    /// <inheritdoc cref="TakeTarget(int, ReadOnlySpan{T})"/>
    public abstract void TakeTarget(int place, ReadOnlySpan<int> rows);

    /// <summary>Copies the gradient of an output to its place.</summary>
    public abstract void TakeOutputGradient(int batch, OutputLayout output, ReadOnlySpan<T> rows);

    /// <summary>All gradients 0.</summary>
    public abstract void ZeroGradients();

    /// <summary>All phases. The optimizer's step has begun where this batch is one that moves weights.</summary>
    /// <returns>The loss.</returns>
    public abstract T Step(int batch, ulong seed, ulong call, ref readonly T inputs, ref readonly TTarget targets);

    /// <summary>The loss in inference mode, which leaves the states alone.</summary>
    public abstract T Evaluate(int batch, ulong seed, ulong call, ref readonly T inputs, ref readonly TTarget targets);

    /// <summary>The first phase, on the inputs that were taken.</summary>
    public abstract void Forward(int batch, ulong seed, ulong call);

    /// <summary>An output of the last <see cref="Forward"/>.</summary>
    public abstract ReadOnlySpan<T> Output(int batch, int index);

    /// <summary>The second phase.</summary>
    public abstract T Loss(int batch, ulong seed, ulong call, ref readonly TTarget targets);

    /// <summary>Each example's own loss, as the last loss left them, in a model that keeps them.</summary>
    public abstract ReadOnlySpan<T> ExampleLosses(int batch);

    /// <summary>The third phase: adds to what phases have gathered. What steps have gathered is dropped.</summary>
    public abstract void Accumulate(int batch, ulong seed, ulong call);

    /// <summary>The gradient of an input as the last backward pass left it, in a model that has it.</summary>
    public abstract ReadOnlySpan<T> InputGradient(int batch, InputLayout input);

    /// <summary>The last phase, as the optimizer's step that has begun.</summary>
    /// <param name="ofSteps">Whether what steps have gathered is what moves the weights.</param>
    public abstract void Update(bool ofSteps);
}
