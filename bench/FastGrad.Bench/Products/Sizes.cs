using System.Runtime.CompilerServices;
using FastGrad.Kernels;

namespace FastGrad.Bench;

/// <summary>A dimension that the JIT knows.</summary>
public interface ISize
{
    static abstract int Value { get; }
}

public readonly struct N1 : ISize { public static int Value => 1; }

public readonly struct N2 : ISize { public static int Value => 2; }

public readonly struct N10 : ISize { public static int Value => 10; }

public readonly struct N16 : ISize { public static int Value => 16; }

public readonly struct N32 : ISize { public static int Value => 32; }

public readonly struct N64 : ISize { public static int Value => 64; }

public readonly struct N128 : ISize { public static int Value => 128; }

public readonly struct N256 : ISize { public static int Value => 256; }

public readonly struct N512 : ISize { public static int Value => 512; }

public readonly struct N784 : ISize { public static int Value => 784; }

public readonly struct N1024 : ISize { public static int Value => 1024; }

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
