using FastGrad.Devices;
using FastGrad.Kernels;
using FastGrad.Tests.Runtime;
using FastGrad.Training;

namespace FastGrad.Tests.Devices;

/// <summary>
/// Kernels for an <see cref="ArrayDevice"/>: the CPU's program over the device's memory, and <see cref="Momentum"/>'s rule for the update. What
/// a trainer gets wrong about memory, order or numbers shows as a difference from the CPU's trainer.
/// </summary>
/// <param name="device">Where.</param>
/// <param name="parameters">How the weights lie.</param>
/// <param name="criterion">Takes the settings as the device has them.</param>
internal sealed class ArrayProgram<TTarget, TCriterion, TProgram>(ArrayDevice device, ParameterSet<float> parameters, TCriterion criterion)
    : DeviceProgram<float>
    where TTarget : unmanaged
    where TCriterion : Criterion
    where TProgram : struct, IModelProgram<float, TTarget, TCriterion>
{
    // More than the CPU's: a device may have another plan.
    private const int MoreFixed = 48;

    private readonly Phases<float, TTarget, TCriterion> _phases = Phases<float, TTarget, TCriterion>.Widest<TProgram>();
    private DeviceMemories<float>? _memories;
    private ParameterSet<float>? _gradients;

    public override Device Device => device;

    public override int FixedLength => TProgram.Layout.FixedLength + MoreFixed;

    public override int ExampleLength => TProgram.Layout.ExampleLength;

    public override int SettingCount => criterion is Squared ? 1 : 0;

    public override int PartialCount => 0;

    public override long ExampleOperations => 0;

    public override string? TooLargeForGroup => "no test asks for it";

    public int Disposals { get; private set; }

    private DeviceMemories<float> Memories => _memories!;

    public override void Bind(DeviceMemories<float> memories)
    {
        _memories = memories;
        _gradients = new(parameters, Of(memories.Gradients).Buffer, 0);
    }

    public override void ReadSettings(Criterion criterion, Span<float> settings)
    {
        if (criterion is Squared squared)
            settings[0] = (float)squared.Factor;
    }

    public override void Forward(in DeviceCall call)
    {
        device.Log?.Add($"forward {call.Batch} {call.Call}");
        Memories.FormerStates.Copy(Memories.States, 0, 0, Memories.States.Length);
        Frame<float> frame = Frame(in call, Memories.States);
        _phases.Forward(in frame, in Start(Memories.Inputs));
    }

    public override void Infer(in DeviceCall call, bool keepsStates)
    {
        device.Log?.Add($"infer {call.Batch}");
        Memories.FormerStates.Copy(Memories.States, 0, 0, Memories.States.Length);
        Frame<float> frame = Frame(in call, keepsStates ? Memories.FormerStates : Memories.States);
        _phases.Infer(in frame, in Start(Memories.Inputs));
    }

    public override void Loss(in DeviceCall call)
    {
        device.Log?.Add($"loss slot {call.Slot}");
        if (criterion is Squared squared)
            squared.Factor = Of(Memories.Settings).Buffer.Span[0];
        Frame<float> frame = Frame(in call, Memories.FormerStates);
        Of(Memories.Losses).Buffer.Span[call.Slot] = _phases.Loss(in frame, in Targets, criterion);
    }

    public override void Backward(in DeviceCall call)
    {
        device.Log?.Add($"backward{(call.Adds ? " adds" : "")} {call.Share}");
        if (!call.Adds)
            _gradients!.Clear();
        Frame<float> frame = Frame(in call, Memories.FormerStates);
        _phases.Accumulate(in frame, in Start(Memories.Inputs), _gradients!, (float)call.Share);
    }

    public override void Update(in DeviceCall call, double limit)
    {
        device.Log?.Add($"update slot {call.Slot}");
        const int Run = 16;
        Span<int> groups = Of(Memories.Groups).Buffer.Span;
        Span<double> constants = stackalloc double[Memories.GroupStride];
        Span<float> gradients = stackalloc float[Run];
        for (int run = 0; run < Memories.ParameterLength / Run; run++)
        {
            if (groups[run] < 0)
                continue;
            int at = call.Slot * Memories.ConstantStride + groups[run] * Memories.GroupStride;
            Span<float> all = Of(Memories.Constants).Buffer.Span.Slice(at, constants.Length);
            for (int index = 0; index < constants.Length; index++)
                constants[index] = all[index];
            for (int index = 0; index < Run; index++)
                gradients[index] = Math.Max(Math.Min(Of(Memories.Gradients).Buffer.Span[run * Run + index], (float)limit), -(float)limit);
            UpdateRange<float> range = new(
                ref Of(Memories.Parameters).Buffer.Span[run * Run], in gradients[0],
                ref Of(Memories.Slots).Buffer.Span[run * Run], Memories.SlotStride, Run);
            UpdateBody<Momentum.Rule, float> body = new(range, constants);
            VectorRange.Run<float, UpdateBody<Momentum.Rule, float>>(Run, ref body);
        }
    }

    public override void Clip(double limit, bool ofTensors)
    {
        device.Log?.Add(ofTensors ? "clip tensors" : "clip");
        Assert.False(ofTensors);
        Span<float> gradients = Of(Memories.Gradients).Buffer.Span;
        double squares = 0;
        foreach (float gradient in gradients)
            squares += (double)gradient * gradient;
        double norm = Math.Sqrt(squares), factor = Math.Min(1, limit / (norm + 1e-6));
        Of(Memories.Norms).Buffer.Span[0] = (float)norm;
        for (int index = 0; factor < 1 && index < gradients.Length; index++)
            gradients[index] *= (float)factor;
    }

    public override void Scale(double factor)
    {
        device.Log?.Add($"scale {factor}");
        foreach (ref float gradient in Of(Memories.Gradients).Buffer.Span)
            gradient *= (float)factor;
    }

    public override void Follow(double decay)
    {
        device.Log?.Add("follow");
        Span<float> averages = Of(Memories.Average).Buffer.Span, weights = Of(Memories.Parameters).Buffer.Span;
        for (int index = 0; index < averages.Length; index++)
            averages[index] += (float)(1 - decay) * (weights[index] - averages[index]);
    }

    public override void Gather(
        DeviceMemory<float> source, DeviceMemory<int> order, int first, int batch, int length, DeviceMemory<float> destination, int at) =>
        GatherRows(source, order, first, batch, length, destination, at);

    public override void Gather(
        DeviceMemory<int> source, DeviceMemory<int> order, int first, int batch, int length, DeviceMemory<int> destination, int at) =>
        GatherRows(source, order, first, batch, length, destination, at);

    public override void Train(in EnsembleCall<float> call) => throw new NotSupportedException();

    public override void Dispose() => Disposals++;

    private ref readonly TTarget Targets
    {
        get
        {
            if (typeof(TTarget) == typeof(int))
                return ref ((ArrayMemory<TTarget>)(object)Memories.Labels).Buffer.Start;
            return ref ((ArrayMemory<TTarget>)(object)Memories.Targets).Buffer.Start;
        }
    }

    private static void GatherRows<E>(
        DeviceMemory<E> source, DeviceMemory<int> order, int first, int batch, int length, DeviceMemory<E> destination, int at)
        where E : unmanaged
    {
        for (int row = 0; row < batch; row++)
        {
            Span<E> taken = Of(source).Buffer.Span.Slice(Of(order).Buffer.Span[first + row] * length, length);
            taken.CopyTo(Of(destination).Buffer.Span[(at + row * length)..]);
        }
    }

    private static ArrayMemory<E> Of<E>(DeviceMemory<E> memory) where E : unmanaged => (ArrayMemory<E>)memory;

    private static ref float Start(DeviceMemory<float> memory) => ref Of(memory).Buffer.Start;

    private Frame<float> Frame(in DeviceCall call, DeviceMemory<float> states) => new(
        ref Start(Memories.Parameters), ref Start(Memories.Buffers), ref Start(Memories.Arena), ref Start(states), Memories.FixedLength,
        Memories.Capacity, call.Batch, call.Seed, call.Call, team: null);
}
