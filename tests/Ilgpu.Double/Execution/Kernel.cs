using System.Reflection;
using ILGPU.Runtime;
using ILGPU.Testing;

namespace ILGPU.Execution;

/// <summary>What a group runs, once for each lane.</summary>
internal abstract class Kernel(string name)
{
    public string Name { get; } = name;

    public abstract void Run();
}

internal sealed class Kernel<TCall> : Kernel
    where TCall : struct, ICall
{
    private readonly Accelerator _accelerator;
    private readonly int? _maxThreads;
    private TCall _call;

    public Kernel(Accelerator accelerator, Delegate action, KernelSpecialization specialization)
        : base(NameOf(action))
    {
        ObjectDisposedException.ThrowIf(accelerator.IsDisposed, accelerator);
        KernelRules.Verify(action, Name);
        if (accelerator.Faults.TakeKernel() is { } fault)
            throw fault;
        _accelerator = accelerator;
        _maxThreads = specialization.MaxNumThreadsPerGroup;
    }

    public override void Run() => _call.Run();

    public void Launch(AcceleratorStream stream, in KernelConfig config, in TCall call)
    {
        Verify(stream, config);
        call.Verify(_accelerator, Name);
        lock (_accelerator.Group)
        {
            _call = call;
            try
            {
                _accelerator.Group.Launch(this, config);
            }
            finally
            {
                _call = default;
            }
        }
    }

    private static string NameOf(Delegate? action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return $"{action.Method.DeclaringType?.Name}.{action.Method.Name}";
    }

    private void Verify(AcceleratorStream stream, in KernelConfig config)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ObjectDisposedException.ThrowIf(_accelerator.IsDisposed, _accelerator);
        ObjectDisposedException.ThrowIf(stream.IsDisposed, stream);
        if (stream.Accelerator != _accelerator)
            throw new MisuseException($"Kernel {Name} is of {_accelerator.Name} and was given a stream of {stream.Accelerator.Name}.");
        if (!config.IsValid)
            throw new MisuseException($"Kernel {Name} cannot be launched with {config.GridDim} groups of {config.GroupDim} lanes.");
        if (!config.GridDim.InBoundsInclusive(_accelerator.MaxGridSize))
            throw new ArgumentOutOfRangeException("gridDim", $"Kernel {Name}: {config.GridDim} groups are more than {_accelerator.MaxGridSize}.");
        int most = _maxThreads ?? _accelerator.MaxNumThreadsPerGroup;
        if (!config.GroupDim.InBoundsInclusive(_accelerator.MaxGroupSize) || config.GroupDim.LongSize > most)
            throw new ArgumentOutOfRangeException("groupDim", $"Kernel {Name}: {config.GroupDim} lanes are more than {most}.");
    }
}
