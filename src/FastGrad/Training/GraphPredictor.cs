using System.Numerics;
using System.Runtime.InteropServices;

namespace FastGrad.Training;

/// <summary>
/// The base of the generated predictor of a model with several inputs or outputs, or with whole numbers going in: runs it forward over its
/// own workspace, on the model's current parameters and buffers. Not thread-safe: make one per thread. The generated class adds a method with
/// a span for each input and output.
/// </summary>
/// <typeparam name="T">The model's precision.</typeparam>
/// <typeparam name="TCriterion">The losses' settings.</typeparam>
/// <typeparam name="TProgram">The emitted program.</typeparam>
public abstract class GraphPredictor<T, TCriterion, TProgram>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TCriterion : Criterion
    where TProgram : struct, IModelProgram<T, T, TCriterion>
{
    private readonly Workspace<T> _workspace;
    private readonly Phases<T, T, TCriterion> _phases;
    private readonly PackedRows<T> _inputs;
    private readonly InputLayout[] _inputLayouts;
    private readonly OutputLayout[] _outputLayouts;
    private int _examples;
    private int _done;
    private int _chunk;

    /// <summary>A predictor with its own workspace.</summary>
    /// <param name="parameters">The model's, shared.</param>
    /// <param name="buffers">The model's, shared.</param>
    /// <param name="batchCapacity">Examples that go through at once.</param>
    protected GraphPredictor(ParameterSet<T> parameters, ParameterSet<T> buffers, int batchCapacity)
    {
        _workspace = new(TProgram.Layout, parameters, buffers, batchCapacity, training: false);
        _phases = Phases<T, T, TCriterion>.Widest<TProgram>();
        _inputs = new(batchCapacity, TProgram.Layout.InputLength);
        _inputLayouts = [.. TProgram.Layout.Inputs];
        _outputLayouts = [.. TProgram.Layout.Outputs];
    }

    /// <summary>Examples that go through the model at once; more are worked off in chunks, but a model that carries states takes no more.</summary>
    public int BatchCapacity => _workspace.Capacity;

    /// <summary>Gives what the model carries from call to call, for each example, its first values.</summary>
    public void ResetState() => _workspace.ResetStates();

    /// <summary>Begins the checks of a call.</summary>
    /// <param name="length">Of the first input, which says how many examples there are.</param>
    protected void Expect(int length)
    {
        InputLayout first = _inputLayouts[0];
        _examples = Arguments.Batch(length, first.Length, _workspace.HasStates ? BatchCapacity : int.MaxValue / first.Length, first.Name);
        (_done, _chunk) = (0, 0);
    }

    /// <summary>Checks an input of real numbers.</summary>
    protected void CheckInput(int index, ReadOnlySpan<T> input) => Arguments.Input(_inputLayouts[index], input, _examples);

    /// <summary>Checks an input of whole numbers.</summary>
    protected void CheckInput(int index, ReadOnlySpan<int> input) => Arguments.Input(_inputLayouts[index], input, _examples);

    /// <summary>Checks the place for an output.</summary>
    protected void CheckOutput(int index, Span<T> output) =>
        Arguments.Length(output.Length, _examples, _outputLayouts[index].Length, _outputLayouts[index].Name);

    /// <summary>Checks that writing an output leaves something else as it is: an input, which later chunks still need, or another output.</summary>
    protected void CheckApart<TOther>(int index, Span<T> output, ReadOnlySpan<TOther> other) where TOther : unmanaged
    {
        if (MemoryMarshal.AsBytes((ReadOnlySpan<T>)output).Overlaps(MemoryMarshal.AsBytes(other)))
            throw new ArgumentException("This output overlaps an input or another output.", _outputLayouts[index].Name);
    }

    /// <summary>Goes on to the next chunk of examples.</summary>
    /// <returns>Whether there is one.</returns>
    protected bool NextChunk()
    {
        _done += _chunk;
        _chunk = Math.Min(_examples - _done, BatchCapacity);
        return _chunk > 0;
    }

    /// <summary>Takes the chunk's part of an input.</summary>
    protected void TakeInput(int index, ReadOnlySpan<T> input)
    {
        InputLayout layout = _inputLayouts[index];
        _inputs.Take(layout.Place, input.Slice(_done * layout.Length, _chunk * layout.Length));
    }

    /// <summary>Takes the chunk's part of an input of whole numbers.</summary>
    protected void TakeInput(int index, ReadOnlySpan<int> input)
    {
        InputLayout layout = _inputLayouts[index];
        _inputs.Take(layout.Place, input.Slice(_done * layout.Length, _chunk * layout.Length));
    }

    /// <summary>Runs the model on the chunk.</summary>
    protected void InferTaken()
    {
        Frame<T> frame = _workspace.Frame(_chunk, seed: 0, call: (ulong)(_done / BatchCapacity));
        _phases.Infer(in frame, in _inputs.Start);
    }

    /// <summary>Writes the chunk's part of an output.</summary>
    protected void GiveOutput(int index, Span<T> output)
    {
        OutputLayout layout = _outputLayouts[index];
        _workspace.CopyOut(_chunk, layout.Place, layout.Stride, layout.Length, output[(_done * layout.Length)..]);
    }
}
