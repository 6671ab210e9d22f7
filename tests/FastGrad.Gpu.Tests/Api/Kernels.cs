using ILGPU;

namespace FastGrad.Gpu.Tests.Api;

/// <summary>Kernels in the shape that emitted ones have: static, and what they are given in one struct.</summary>
public static class Kernels
{
    public readonly struct Doubling(ArrayView<float> source, ArrayView<float> target, int length)
    {
        public readonly ArrayView<float> Source = source;
        public readonly ArrayView<float> Target = target;
        public readonly int Length = length;
    }

    public static void Double(Doubling arguments)
    {
        int i = Grid.GlobalIndex.X;
        if (i < arguments.Length)
            arguments.Target[i] = 2 * arguments.Source[i];
    }
}
