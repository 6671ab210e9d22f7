using FastGrad.Generated.Gpu;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;

namespace FastGrad.Gpu.Bench;

/// <summary>The accelerator that is measured, and what a topic has allocated on it.</summary>
internal sealed class Machine : IDisposable
{
    private static readonly (string Kind, AcceleratorType Type)[] _kinds =
        [("cuda", AcceleratorType.Cuda), ("opencl", AcceleratorType.OpenCL), ("cpu", AcceleratorType.CPU)];

    private readonly Context _context;
    private readonly List<IDisposable> _owned = [];

    private Machine(Context context, Device device)
    {
        _context = context;
        Accelerator = device.CreateAccelerator(context);
        Session = new(Accelerator);
    }

    /// <summary>What an accelerator can be, the fastest first.</summary>
    public static IEnumerable<string> Kinds => _kinds.Select(kind => kind.Kind);

    public Accelerator Accelerator { get; }

    /// <summary>A stream, and lanes as a trainer's groups have them.</summary>
    public Session Session { get; }

    /// <summary>Whether lanes are threads that take turns: ILGPU's CPU accelerator, or the double. What is fast there is fast nowhere else.</summary>
    public bool IsSimulation => Accelerator.AcceleratorType == AcceleratorType.CPU;

    /// <param name="kind">One of <see cref="Kinds"/>, or null for the first that is there.</param>
    /// <param name="number">Which of several, from 0.</param>
    /// <param name="problem">Where there is no such device, what is there instead.</param>
    /// <returns>The machine; null where there is none.</returns>
    public static Machine? Open(string? kind, int number, out string problem)
    {
        problem = "";
        Context context = CreateContext();
        kind ??= _kinds.First(pair => DevicesOf(context, pair.Type).Length > 0).Kind;
        Device[] devices = DevicesOf(context, _kinds.First(pair => pair.Kind == kind).Type);
        if (number >= 0 && number < devices.Length)
            return new(context, devices[number]);
        problem = $"There is no device {number} of kind {kind}. ILGPU finds:\n{Describe(context)}";
        context.Dispose();
        return null;
    }

    /// <summary>The devices that there are, a line each.</summary>
    public static string Describe()
    {
        using Context context = CreateContext();
        return Describe(context);
    }

    /// <summary>Disposes of it with the others when the topic ends.</summary>
    public T Own<T>(T item) where T : IDisposable
    {
        _owned.Add(item);
        return item;
    }

    /// <summary>Gives back what was allocated.</summary>
    public void Release()
    {
        // The last first: an ensemble before its trainer.
        for (int i = _owned.Count - 1; i >= 0; i--)
            _owned[i].Dispose();
        _owned.Clear();
    }

    public void Dispose()
    {
        Release();
        Session.Dispose();
        Accelerator.Dispose();
        _context.Dispose();
    }

    // As the README has it.
    private static Context CreateContext() => Context.Create(builder => builder.Default().Optimize(OptimizationLevel.O1).EnableAlgorithms());

    private static Device[] DevicesOf(Context context, AcceleratorType type) => [.. context.Devices.Where(device => device.AcceleratorType == type)];

    private static string Describe(Context context) => string.Join('\n', _kinds.SelectMany(kind =>
        DevicesOf(context, kind.Type).Select((device, number) => $"  --accelerator {kind.Kind} --device {number}: {device.Name}")));
}
