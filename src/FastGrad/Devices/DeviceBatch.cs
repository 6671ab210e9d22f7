using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FastGrad.Training;

namespace FastGrad.Devices;

/// <summary>What goes to a device for a batch, and what comes back of it.</summary>
internal sealed class DeviceBatch<T, TTarget>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged
{
    private readonly DeviceProgram<T> _program;
    private readonly DeviceMemories<T> _memories;
    private readonly Criterion _criterion;
    private readonly OutputLayout[] _outputLayouts;
    private readonly OutputRows<T> _outputs;
    private readonly T[] _inputGradients, _settings, _writtenSettings;
    private readonly HashSet<int> _readPlaces = [];
    private readonly int _capacity, _inputLength, _targetLength;
    private bool _isClosed;

    public DeviceBatch(DeviceStore store, DeviceProgram<T> program, DeviceMemories<T> memories, ProgramLayout layout, Criterion criterion)
    {
        _program = program;
        _memories = memories;
        _criterion = criterion;
        _capacity = memories.Capacity;
        (_inputLength, _targetLength) = (layout.InputLength, layout.TargetLength);
        _outputLayouts = [.. layout.Outputs];
        _outputs = new(_capacity, layout);
        _inputGradients = new T[layout.HasInputGradient ? _capacity * _inputLength : 0];
        (_settings, _writtenSettings) = (new T[program.SettingCount], new T[program.SettingCount]);
        Rows = new(_capacity * LongestRow(layout));
        Arena = new(store, program, memories, Rows, layout);
    }

    public DeviceRows<T> Rows { get; }

    public ArenaRows<T> Arena { get; }

    /// <summary>Bytes of the host's memory for outputs.</summary>
    public long Bytes => _outputs.Bytes;

    public void TakeInput(int place, ReadOnlySpan<T> rows) => _memories.Inputs.Write(rows, (long)place * _capacity);

    public void TakeInput(int place, ReadOnlySpan<int> rows) => Rows.Write(_memories.Inputs, (long)place * _capacity, rows);

    public void TakeTarget(int place, ReadOnlySpan<T> rows) => _memories.Targets.Write(rows, (long)place * _capacity);

    public void TakeTarget(int place, ReadOnlySpan<int> rows) => Rows.Write(_memories.Targets, (long)place * _capacity, rows);

    /// <summary>The inputs of a model that is not packed; none, where they were taken before.</summary>
    public void TakeInputs(int batch, ref readonly T inputs)
    {
        if (!Unsafe.IsNullRef(in inputs))
            TakeInput(0, MemoryMarshal.CreateReadOnlySpan(in inputs, batch * _inputLength));
    }

    /// <summary>The targets of a model that is not packed; none, where they were taken before.</summary>
    public void TakeTargets(int batch, ref readonly TTarget targets)
    {
        if (Unsafe.IsNullRef(in targets))
            return;
        ReadOnlySpan<TTarget> rows = MemoryMarshal.CreateReadOnlySpan(in targets, batch * _targetLength);
        if (typeof(TTarget) == typeof(T))
            _memories.Targets.Write(MemoryMarshal.Cast<TTarget, T>(rows));
        else
            _memories.Labels.Write(MemoryMarshal.Cast<TTarget, int>(rows));
    }

    public void TakeOutputGradient(int batch, OutputLayout output, ReadOnlySpan<T> rows) =>
        Arena.WriteOutputGradient(output, batch, rows);

    /// <summary>The settings of the loss, as kernels read them.</summary>
    public ReadOnlySpan<T> ReadSettings()
    {
        _program.ReadSettings(_criterion, _settings);
        return _settings;
    }

    /// <summary>Hands the settings of the loss to the device where they have changed.</summary>
    public void WriteSettings()
    {
        if (ReadSettings().SequenceEqual(_writtenSettings))
            return;
        _settings.CopyTo(_writtenSettings.AsSpan());
        _memories.Settings.Write(_settings);
    }

    /// <summary>Reads an output of the last forward pass, in training or inference mode.</summary>
    public void ReadOutput(int batch, int index, Span<T> destination) => Arena.ReadOutput(_outputLayouts[index], batch, destination);

    /// <summary>Reads all outputs to where the trainer's user looks at them.</summary>
    public void ReadOutputs(int batch)
    {
        for (int index = 0; index < _outputLayouts.Length; index++)
            ReadOutput(batch, index, _outputs.Rows(index, batch));
    }

    /// <summary>An output as it was read.</summary>
    public ReadOnlySpan<T> Output(int batch, int index) => _outputs.Rows(index, batch);

    public ReadOnlySpan<T> ReadInputGradient(int batch, InputLayout input)
    {
        Span<T> gradient = _inputGradients.AsSpan(input.Place * _capacity, batch * input.Length);
        if (_readPlaces.Contains(input.Place))
            return gradient;
        if (_isClosed)
            throw new ObjectDisposedException("InputGradient", "It went with the trainer, and nobody had read it: do it before Dispose.");
        Arena.ReadInputGradient(input, batch, gradient);
        _readPlaces.Add(input.Place);
        return gradient;
    }

    /// <summary>The device makes other input gradients.</summary>
    public void ChangeInputGradients() => _readPlaces.Clear();

    /// <inheritdoc cref="DeviceMirror{T}.Close"/>
    public void Close() => _isClosed = true;

    private static int LongestRow(ProgramLayout layout)
    {
        int longest = layout.ExampleLossStride;
        foreach (OutputLayout output in layout.Outputs)
            longest = Math.Max(longest, output.Stride);
        foreach (InputLayout input in layout.Inputs)
            longest = Math.Max(longest, Math.Max(input.GradientStride, input.Length));
        return longest;
    }
}
