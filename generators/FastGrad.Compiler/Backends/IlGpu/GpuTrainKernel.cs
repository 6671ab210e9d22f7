using FastGrad.Compiler.Backends.Cpu;
using FastGrad.Compiler.Passes;
using FastGrad.Compiler.Specs;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>
/// The kernel in which each group trains a model of its own for many steps: the functions of all phases one after another, a barrier between
/// them, the weights in shared memory where there is room. For one small model it saves launches; for many it is what they share a GPU by.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="phases">What a step is made of: forward, loss, backward and update.</param>
internal sealed class GpuTrainKernel(GpuModel model, IReadOnlyList<GpuWork> phases)
{
    // Shared memory holds weights as long as this many bytes suffice; with the room for tiles, even of doubles, that is what any GPU has.
    private const int MostSharedBytes = 15 << 10;

    // Beyond, a step is far too much work for one group.
    private const int MostParameters = 1 << 16;

    /// <summary>Why a group can't train the model; null where it can.</summary>
    public static string? TooLarge(ModelSpec spec, TracedModel traced)
    {
        int parameters = new ContractLayout(traced).ParameterLength;
        return traced.States.Count > 0 ? "it carries states from call to call"
            : parameters > MostParameters
                ? $"it has {CpuModel.Text(parameters)} parameters, and a group trains at most {CpuModel.Text(MostParameters)}"
            : spec.MixedPrecision ? "it computes in mixed precision, whose scale all groups of a step decide together"
            : null;
    }

    /// <summary>The entry point's name.</summary>
    public string Name { get; } = model.Cpu.Names.Pascal("TrainKernel");

    /// <summary>Bytes of shared memory that it takes: the room for tiles, and the weights where they lie there.</summary>
    public string SharedBytes => $"sizeof({model.Type}) * {(IsShared ? $"(Frame.RoomLength + {SharedLength})" : "Frame.RoomLength")}";

    private int ParameterLength => model.Cpu.Contract.ParameterLength;

    private int ElementBytes => model.Type == "double" ? 8 : 4;

    private bool IsShared => ParameterLength > 0 && ParameterLength * ElementBytes <= MostSharedBytes;

    private string SharedLength => CpuModel.Text(PlanMemory.RoundUp(ParameterLength));

    public void Write(SourceWriter writer)
    {
        writer.Line();
        writer.Line("// Each group trains a model of its own: all phases of many steps in one launch.");
        writer.Open($"public static void {Name}(Frame frame, Many many)");
        writer.Line("frame = many.Of(frame, Grid.IdxX);");
        writer.Line($"frame.Room = SharedMemory.Allocate<{model.Type}>(Frame.RoomLength);");
        if (IsShared)
        {
            writer.Line($"ArrayView<{model.Type}> home = frame.Parameters;");
            writer.Line($"frame.Parameters = SharedMemory.Allocate<{model.Type}>({SharedLength});");
            writer.Line("Many.Copy(home, frame.Parameters, frame.ParameterLength);");
            writer.Line("Group.Barrier();");
        }
        writer.Open("for (int step = 0; step < many.Steps; step++)");
        WriteStep(writer);
        writer.Close();
        if (IsShared)
            writer.Line("Many.Copy(frame.Parameters, home, frame.ParameterLength);");
        writer.Close();
    }

    private void WriteStep(SourceWriter writer)
    {
        TracedModel traced = model.Model.Traced;
        ContractLayout contract = model.Cpu.Contract;
        writer.Line("frame.Batch = many.Plan[2 * step + 1];");
        for (int i = 0; i < traced.Inputs.Count; i++)
            Take(writer, "Inputs", contract.InputPlaces[i], traced.Inputs[i].Shape.Length);
        if (traced.LabelCount > 0)
            writer.Line("many.TakeLabels(frame.Labels, step);");
        else
            for (int i = 0; i < traced.Losses.Count; i++)
                Take(writer, "Targets", contract.TargetPlaces[i], traced.Losses[i].Shape.Length);
        if (contract.WeightPlace >= 0)
            Take(writer, "Targets", contract.WeightPlace, 1);
        writer.Line("Group.Barrier();");
        foreach (GpuWork work in phases)
            WriteWork(writer, work);
        writer.Line("frame.Slot++;");
        writer.Line("frame.CallLow++;");
        writer.Line("if (frame.CallLow == 0) frame.CallHigh++;");
    }

    private static void Take(SourceWriter writer, string view, int place, int length) =>
        writer.Line($"many.Take(many.{view}, frame.{view}, {CpuModel.Text(place)}, {CpuModel.Text(length)}, frame.Capacity, step);");

    private static void WriteWork(SourceWriter writer, GpuWork work)
    {
        if (work is GpuKernel kernel)
        {
            writer.Line($"{kernel.Name}(frame, 0, 1);");
            writer.Line("Group.Barrier();");
            return;
        }
        var loop = (GpuLoop)work;
        writer.Open(loop.Reverse
            ? $"for (frame.Step = {CpuModel.Text(loop.Steps - 1)}; frame.Step >= 0; frame.Step--)"
            : $"for (frame.Step = 0; frame.Step < {CpuModel.Text(loop.Steps)}; frame.Step++)");
        foreach (GpuWork inner in loop.Inner)
            WriteWork(writer, inner);
        writer.Close();
    }
}
