using ILGPU;

namespace FastGrad.Gpu.Tests.Api;

/// <summary>Kernels in the shape that emitted ones have: static, and what they are given in one struct, views first.</summary>
public static class Trials
{
    public readonly struct Doubling(ArrayView<float> source, ArrayView<float> target, int length)
    {
        public readonly ArrayView<float> Source = source;
        public readonly ArrayView<float> Target = target;
        public readonly int Length = length;
    }

    public readonly struct Sums(ArrayView<float> source, ArrayView<float> target)
    {
        public readonly ArrayView<float> Source = source;
        public readonly ArrayView<float> Target = target;
    }

    public readonly struct Places(ArrayView<int> target, int offset)
    {
        public readonly ArrayView<int> Target = target;
        public readonly int Offset = offset;
    }

    public static void Double(Doubling arguments)
    {
        int i = Grid.GlobalIndex.X;
        if (i < arguments.Length)
            arguments.Target[i] = 2 * arguments.Source[i];
    }

    /// <summary>Each group sums as many elements as it has lanes, 16 at most, as a tree in shared memory.</summary>
    public static void TreeSum(Sums arguments)
    {
        int lane = Group.IdxX;
        ArrayView<float> shared = SharedMemory.Allocate<float>(16);
        shared[lane] = arguments.Source[Grid.GlobalIndex.X];
        Group.Barrier();
        for (int half = Group.DimX / 2; half > 0; half /= 2)
        {
            if (lane < half)
                shared[lane] += shared[lane + half];
            Group.Barrier();
        }
        if (lane == 0)
            arguments.Target[Grid.IdxX] = shared[0];
    }

    /// <summary>Rotates values through shared memory, each lane reading what its right neighbour wrote and then its left one.</summary>
    public static void Rotate(Sums arguments)
    {
        int lane = Group.IdxX;
        int lanes = Group.DimX;
        ArrayView<float> first = SharedMemory.Allocate<float>(16);
        ArrayView<float> second = SharedMemory.Allocate<float>(16);
        first[lane] = arguments.Source[lane];
        Group.Barrier();
        second[lane] = first[(lane + 1) % lanes];
        Group.Barrier();
        arguments.Target[lane] = second[(lane + lanes - 1) % lanes] + (100 * second[lane]);
    }

    /// <summary>Where a lane of a grid of 3 dimensions says it is: one number per lane, in order.</summary>
    public static void Locate(Places arguments)
    {
        Index3D group = Grid.Index;
        Index3D lane = Group.Index;
        int groups = ((((group.Z * Grid.DimY) + group.Y) * Grid.DimX) + group.X) * Group.Dimension.Size;
        int place = groups + (((lane.Z * Group.DimY) + lane.Y) * Group.DimX) + lane.X;
        bool agrees = place == Grid.GlobalLinearIndex && Grid.GlobalIndex.Y == (group.Y * Group.DimY) + lane.Y;
        arguments.Target[place] = agrees ? place + arguments.Offset : -1;
    }

    public static void Vote(Places arguments)
    {
        int odd = Group.BarrierPopCount(Group.IdxX % 2 == 1);
        arguments.Target[Group.IdxX] = odd + (100 * Group.BarrierPopCount(Group.IdxX >= arguments.Offset));
    }

    /// <summary>All lanes of all groups count in one place and take numbers in another.</summary>
    public static void Count(Places arguments)
    {
        int before = Atomic.Add(ref arguments.Target[0], 1);
        Atomic.Max(ref arguments.Target[1], before);
        int found = Atomic.CompareExchange(ref arguments.Target[2], arguments.Offset, Group.IdxX + 1000);
        if (found == arguments.Offset)
            Atomic.Exchange(ref arguments.Target[3], 7);
    }

    public static void Bits(Sums arguments)
    {
        int i = Grid.GlobalIndex.X;
        ArrayView<float> kept = LocalMemory.Allocate<float>(2);
        kept[0] = Interop.IntAsFloat(Interop.FloatAsInt(arguments.Source[i]) ^ 0x80000000u);
        kept[1] = Interop.IntAsFloat(Interop.FloatAsInt(arguments.Source[i]) & 0x7FFFFFFFu);
        ArrayView<float> part = arguments.Target.SubView(2 * i, 2);
        part[0] = kept[0];
        part[1] = kept[1];
    }
}
