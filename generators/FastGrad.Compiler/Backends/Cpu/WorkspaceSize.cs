using FastGrad.Compiler.Passes;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler.Backends.Cpu;

/// <summary>
/// The bytes a trainer allocates, the optimizer's slots apart: known when compiled, so that a budget can be checked then. It mirrors
/// <c>TrainerCore</c>, <c>Workspace</c> and <c>PinnedBuffer</c>; tests hold it against what is really allocated.
/// </summary>
internal static class WorkspaceSize
{
    // Of a PinnedBuffer: elements past the end, and bytes to align within.
    private const int Slack = 64, Alignment = 64;

    /// <summary>Whatever the capacity, and for each example of it.</summary>
    public static (long Fixed, long PerExample) Of(CpuModel model)
    {
        TracedModel traced = model.Model.Traced;
        ContractLayout contract = model.Contract;
        MemoryPlan memory = model.Model.Memory;
        int size = model.Precision.Type == "double" ? sizeof(double) : sizeof(float);
        bool hasInputGradient = model.InputGradients.Any(root => root is not null);

        bool hasExampleLosses = model.ExampleLosses is not null;

        // Arena, gradients, inputs and outputs; where there are any, input gradients, example losses, targets, states and what they were before.
        int buffers = 4 + (hasInputGradient ? 1 : 0) + (hasExampleLosses ? 1 : 0) + (traced.IsSimple ? 0 : 1) + (contract.StateLength > 0 ? 2 : 0);
        long once = memory.FixedLength + contract.ParameterLength + buffers * (Slack + (long)Alignment / size - 1);
        long perExample = memory.ExampleLength + contract.InputLength + traced.Outputs.Sum(output => output.Shape.Length)
            + (hasInputGradient ? contract.InputLength : 0) + (hasExampleLosses ? 1 : 0) + (traced.IsSimple ? 0 : contract.TargetLength) + 2L * contract.StateLength;
        return (once * size, perExample * size);
    }
}
