using System.Runtime.CompilerServices;
using FastGrad.Kernels;
using FastGrad.Memory;

namespace FastGrad.Bench;

/// <summary>What one core can read and write at most: loops with next to no arithmetic.</summary>
internal static class Bandwidth
{
    /// <summary>Elements of each of triad's three arrays: well inside a level of a usual cache, or well outside all.</summary>
    private static readonly (string Level, int Length)[] _levels = [("L1", 2_048), ("L2", 32_768), ("L3", 393_216), ("DRAM", 33_554_432)];

    /// <summary>a = b + s·c at each level of the memory.</summary>
    public static Workload[] Triads =>
        [.. _levels.Select(level => Plain(() => new Triad(level.Length), $"triad in {level.Level}", 3 * level.Length))];

    /// <summary>Reads some arrays and writes some of them in place, as an optimizer does.</summary>
    /// <param name="name">What it is compared with.</param>
    /// <param name="length">Elements of each array.</param>
    /// <param name="slots">Arrays that are read and written, beside one of each kind: weights, and gradients that are read only; 0 to 2.</param>
    public static Workload InPlace(string name, int length, int slots) => Plain(() => new InPlaceLoop(length, slots), name, (3 + 2 * slots) * length);

    private static Workload Plain(Func<ILoop> loop, string name, int floats) =>
        new(name, 1, () => Widest.Of(loop())) { Way = "plain loop", Bytes = sizeof(float) * (long)floats };

    private static PinnedBuffer<float> Ones(int length)
    {
        PinnedBuffer<float> buffer = new(length);
        buffer.Span.Fill(1);
        return buffer;
    }

    private sealed class Triad(int length) : ILoop
    {
        private readonly PinnedBuffer<float> _a = Ones(length), _b = Ones(length), _c = Ones(length);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<V>(long calls) where V : struct, IVector<V, float>
        {
            ref float a = ref _a.Start, b = ref _b.Start, c = ref _c.Start;
            nint end = length;
            V factor = V.Create(0.5f);
            for (; calls > 0; calls--)
                for (nint i = 0; i < end; i += V.Count)
                    V.MultiplyAdd(factor, V.Load(in c, i), V.Load(in b, i)).Store(ref a, i);
        }
    }

    private sealed class InPlaceLoop(int length, int slots) : ILoop
    {
        private readonly PinnedBuffer<float> _gradients = Ones(length), _weights = Ones(length);
        private readonly PinnedBuffer<float> _first = Ones(slots > 0 ? length : 0), _second = Ones(slots > 1 ? length : 0);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<V>(long calls) where V : struct, IVector<V, float>
        {
            ref float g = ref _gradients.Start, w = ref _weights.Start, m = ref _first.Start, v = ref _second.Start;
            nint end = length;
            V half = V.Create(0.5f);
            for (; calls > 0; calls--)
            {
                if (slots == 0)
                    for (nint i = 0; i < end; i += V.Count)
                        V.MultiplyAdd(V.Load(in w, i), half, V.Load(in g, i)).Store(ref w, i);
                else if (slots == 1)
                    for (nint i = 0; i < end; i += V.Count)
                    {
                        V addend = V.Load(in g, i);
                        V.MultiplyAdd(V.Load(in w, i), half, addend).Store(ref w, i);
                        V.MultiplyAdd(V.Load(in m, i), half, addend).Store(ref m, i);
                    }
                else
                    for (nint i = 0; i < end; i += V.Count)
                    {
                        V addend = V.Load(in g, i);
                        V.MultiplyAdd(V.Load(in w, i), half, addend).Store(ref w, i);
                        V.MultiplyAdd(V.Load(in m, i), half, addend).Store(ref m, i);
                        V.MultiplyAdd(V.Load(in v, i), half, addend).Store(ref v, i);
                    }
            }
        }
    }
}
