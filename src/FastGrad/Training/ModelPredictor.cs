using System.Numerics;
using System.Runtime.InteropServices;

namespace FastGrad.Training;

/// <summary>Runs an emitted program forward.</summary>
/// <typeparam name="T">The model's precision.</typeparam>
/// <typeparam name="TTarget">Element of the targets.</typeparam>
/// <typeparam name="TCriterion">The loss's settings.</typeparam>
/// <typeparam name="TProgram">The emitted program.</typeparam>
public sealed class ModelPredictor<T, TTarget, TCriterion, TProgram> : Predictor<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged
    where TProgram : struct, IModelProgram<T, TTarget, TCriterion>
{
    private readonly Workspace<T> _workspace;
    private readonly Phases<T, TTarget, TCriterion> _phases;
    private readonly InputLayout _input;
    private readonly OutputLayout _output;

    /// <summary>A predictor with its own workspace.</summary>
    /// <param name="parameters">The model's, shared.</param>
    /// <param name="buffers">The model's, shared.</param>
    /// <param name="batchCapacity">Examples that go through at once.</param>
    public ModelPredictor(ParameterSet<T> parameters, ParameterSet<T> buffers, int batchCapacity)
    {
        _workspace = new(TProgram.Layout, parameters, buffers, batchCapacity, training: false);
        _phases = Phases<T, TTarget, TCriterion>.Widest<TProgram>();
        _input = TProgram.Layout.Inputs[0];
        _output = TProgram.Layout.Outputs[0];
    }

    /// <inheritdoc/>
    public override int InputLength => _input.Length;

    /// <inheritdoc/>
    public override int OutputLength => _output.Length;

    /// <inheritdoc/>
    public override int BatchCapacity => _workspace.Capacity;

    /// <inheritdoc/>
    public override void ResetState() => _workspace.ResetStates();

    /// <inheritdoc/>
    public override void Predict(ReadOnlySpan<T> inputs, Span<T> outputs)
    {
        int examples = Arguments.Batch(inputs.Length, InputLength, _workspace.HasStates ? BatchCapacity : int.MaxValue / InputLength);
        Arguments.Length(outputs.Length, examples, OutputLength, nameof(outputs));
        if (MemoryMarshal.AsBytes(inputs).Overlaps(MemoryMarshal.AsBytes(outputs)))
            throw new ArgumentException("The outputs overlap the inputs, which later chunks still need.", nameof(outputs));
        for (ulong chunk = 0; examples > 0; chunk++)
        {
            int batch = Math.Min(examples, BatchCapacity);
            // Random numbers, where a model draws them here too, differ from chunk to chunk, but are the same when asked again.
            Frame<T> frame = _workspace.Frame(batch, seed: 0, call: chunk);
            _phases.Infer(in frame, in MemoryMarshal.GetReference(inputs));
            _workspace.CopyOut(batch, _output.Place, _output.Stride, OutputLength, outputs);
            inputs = inputs[(batch * InputLength)..];
            outputs = outputs[(batch * OutputLength)..];
            examples -= batch;
        }
    }
}
