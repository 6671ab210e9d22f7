using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FastGrad.Kernels;

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

    /// <summary>A predictor with its own workspace.</summary>
    /// <param name="parameters">The model's, shared.</param>
    /// <param name="batchCapacity">Examples that go through at once.</param>
    public ModelPredictor(ParameterSet<T> parameters, int batchCapacity)
    {
        ProgramLayout layout = TProgram.Layout;
        _workspace = new(layout, parameters, batchCapacity, layout.ForwardExampleLength);
    }

    /// <inheritdoc/>
    public override int InputLength => _workspace.Layout.InputLength;

    /// <inheritdoc/>
    public override int OutputLength => _workspace.Layout.OutputLength;

    /// <inheritdoc/>
    public override int BatchCapacity => _workspace.Capacity;

    /// <inheritdoc/>
    public override void Predict(ReadOnlySpan<T> inputs, Span<T> outputs)
    {
        ProgramLayout layout = _workspace.Layout;
        int examples = Arguments.Batch(inputs.Length, layout.InputLength, int.MaxValue / layout.InputLength);
        Arguments.Length(outputs.Length, examples, layout.OutputLength, nameof(outputs));
        if (MemoryMarshal.AsBytes(inputs).Overlaps(MemoryMarshal.AsBytes(outputs)))
            throw new ArgumentException("The outputs overlap the inputs, which later chunks still need.", nameof(outputs));
        while (examples > 0)
        {
            int batch = Math.Min(examples, _workspace.Capacity);
            Forward(batch, in MemoryMarshal.GetReference(inputs));
            _workspace.CopyOut(batch, layout.OutputPlace, layout.OutputStride, layout.OutputLength, outputs);
            inputs = inputs[(batch * layout.InputLength)..];
            outputs = outputs[(batch * layout.OutputLength)..];
            examples -= batch;
        }
    }

    // The border that ModelTrainer draws, too.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Forward(int batch, ref readonly T inputs)
    {
        Frame<T> frame = _workspace.Frame(batch);
        if (Vector512.IsHardwareAccelerated)
            TProgram.Forward<Wide512<T>>(in frame, in inputs);
        else if (Vector256.IsHardwareAccelerated)
            TProgram.Forward<Wide256<T>>(in frame, in inputs);
        else if (Vector128.IsHardwareAccelerated)
            TProgram.Forward<Wide128<T>>(in frame, in inputs);
        else
            TProgram.Forward<Scalar<T>>(in frame, in inputs);
    }
}
