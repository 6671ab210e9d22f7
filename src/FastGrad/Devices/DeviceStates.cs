using System.Numerics;
using FastGrad.Training;

namespace FastGrad.Devices;

/// <summary>What a model carries from call to call, on a device.</summary>
internal sealed class DeviceStates<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DeviceMemory<T> _memory;
    private readonly StateRows<T> _layout;
    private readonly T[] _rows;

    public DeviceStates(DeviceMemory<T> memory, ProgramLayout layout, int capacity)
    {
        _memory = memory;
        _layout = new(layout.States, capacity);
        _rows = new T[layout.StateLength * capacity];
        Reset();
    }

    public void Reset()
    {
        _layout.Reset(_rows);
        _memory.Write(_rows);
    }

    public ParameterSet<T> AsTensors() => _layout.AsTensors();

    public void CopyTo(ParameterSet<T> tensors)
    {
        _memory.Read(_rows);
        _layout.Export(_rows, tensors);
    }

    public void CopyFrom(ParameterSet<T> tensors)
    {
        _layout.Import(tensors, _rows);
        _memory.Write(_rows);
    }
}
