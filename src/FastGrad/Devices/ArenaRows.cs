using System.Numerics;
using FastGrad.Training;

namespace FastGrad.Devices;

/// <summary>
/// Rows between a device's arena and the host: outputs and gradients. In mixed precision they pass through memory of the model's precision on
/// the device.
/// </summary>
internal sealed class ArenaRows<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DeviceProgram<T> _program;
    private readonly DeviceMemories<T> _memories;
    private readonly DeviceRows<T> _rows;
    private readonly InputLayout[] _inputs;
    private readonly long[] _starts;
    private readonly DeviceMemory<T>? _passage, _inputGradients;

    public ArenaRows(DeviceStore store, DeviceProgram<T> program, DeviceMemories<T> memories, DeviceRows<T> rows, ProgramLayout layout)
    {
        _program = program;
        _memories = memories;
        _rows = rows;
        _inputs = [.. layout.Inputs];
        _starts = new long[_inputs.Length];
        if (memories.HalfLength == 0)
            return;
        _passage = store.Allocate<T>((long)layout.Outputs.Max(output => output.Stride) * memories.Capacity, "outputs");
        long length = 0;
        for (int index = 0; index < _inputs.Length; index++)
        {
            _starts[index] = length;
            length += (long)_inputs[index].GradientStride * memories.Capacity;
        }
        if (layout.HasInputGradient)
            _inputGradients = store.Allocate<T>(length, "input gradients");
    }

    public void ReadOutput(OutputLayout output, int batch, Span<T> destination)
    {
        if (_passage is null)
        {
            _rows.Read(_memories.Arena, _memories.At(output.Place), batch, output.Stride, output.Length, destination);
            return;
        }
        _program.GiveRows(_memories.At(output.Place), batch * output.Stride, _memories.IsHalf(output.Place), isGradient: false, _passage, 0);
        _rows.Read(_passage, 0, batch, output.Stride, output.Length, destination);
    }

    public void WriteOutputGradient(OutputLayout output, int batch, ReadOnlySpan<T> source)
    {
        if (_passage is null)
        {
            _rows.Write(_memories.Arena, _memories.At(output.GradientPlace), batch, output.Stride, output.Length, source);
            return;
        }
        _rows.Write(_passage, 0, batch, output.Stride, output.Length, source);
        _program.TakeRows(_passage, _memories.At(output.GradientPlace), batch * output.Stride, _memories.IsHalf(output.GradientPlace));
    }

    /// <summary>Takes the scale of the loss off the inputs' gradients, before it changes.</summary>
    public void KeepInputGradients(int batch)
    {
        if (_inputGradients is null)
            return;
        for (int index = 0; index < _inputs.Length; index++)
        {
            InputLayout input = _inputs[index];
            if (input.GradientPlace >= 0)
                _program.GiveRows(
                    _memories.At(input.GradientPlace), batch * input.GradientStride, _memories.IsHalf(input.GradientPlace), isGradient: true,
                    _inputGradients, _starts[index]);
        }
    }

    public void ReadInputGradient(InputLayout input, int batch, Span<T> destination)
    {
        (DeviceMemory<T> memory, long at) = _inputGradients is null
            ? (_memories.Arena, _memories.At(input.GradientPlace))
            : (_inputGradients, _starts[Array.IndexOf(_inputs, input)]);
        _rows.Read(memory, at, batch, input.GradientStride, input.Length, destination);
    }
}
