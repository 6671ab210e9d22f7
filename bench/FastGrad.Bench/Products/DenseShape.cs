using System.Runtime.CompilerServices;
using FastGrad.Kernels;

namespace FastGrad.Bench;

/// <summary>The shape that such a layer between two others is compiled to: strides and panels as the compiler's <c>PlanMemory</c> has them.</summary>
public readonly struct DenseShape<TInputs, TOutputs> : IProductShape
    where TInputs : struct, ISize
    where TOutputs : struct, ISize
{
    public static int Inputs => TInputs.Value;
    public static int Outputs => TOutputs.Value;
    public static int InputStride => Stride(Inputs);
    public static int OutputStride => Stride(Outputs);
    public static int PanelRows => Math.Min(Math.Max(24, 8192 / Outputs / 24 * 24), (Inputs + 7) / 8 * 8);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Stride(int length)
    {
        int stride = (length + 15) / 16 * 16;
        return stride % 128 == 0 ? stride + 16 : stride;
    }
}
