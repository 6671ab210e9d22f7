using ILGPU;

namespace FastGrad.Gpu.Tests.Double;

/// <summary>Kernels with one mistake each.</summary>
public static class Faulty
{
    public readonly struct Arguments(ArrayView<int> target, int number)
    {
        public readonly ArrayView<int> Target = target;
        public readonly int Number = number;
    }

    public readonly struct WithFlag(ArrayView<int> target, bool flag)
    {
        public readonly ArrayView<int> Target = target;
        public readonly bool Flag = flag;
    }

    public readonly struct ViewLast(ArrayView<int> target, int number)
    {
        public readonly int Number = number;
        public readonly ArrayView<int> Target = target;
    }

    public static void Write(Arguments arguments) => arguments.Target[Group.IdxX + arguments.Number] = 1;

    public static void SubView(Arguments arguments) => arguments.Target.SubView(arguments.Number, 4)[0] = 1;

    /// <summary>Lanes from the number on end; the others wait.</summary>
    public static void EndEarly(Arguments arguments)
    {
        if (Group.IdxX >= arguments.Number)
            return;
        Group.Barrier();
        arguments.Target[Group.IdxX] = 1;
    }

    /// <summary>Only lanes from the number on wait.</summary>
    public static void WaitAlone(Arguments arguments)
    {
        if (Group.IdxX >= arguments.Number)
            Group.Barrier();
    }

    /// <summary>All wait twice and only lanes below the number a third time.</summary>
    public static void WaitOnceMore(Arguments arguments)
    {
        Group.Barrier();
        Group.Barrier();
        if (Group.IdxX < arguments.Number)
            Group.Barrier();
    }

    public static void AllocateMore(Arguments arguments)
    {
        SharedMemory.Allocate<int>(4)[0] = 1;
        if (Group.IdxX >= arguments.Number)
            SharedMemory.Allocate<int>(4)[1] = 1;
    }

    public static void AllocateOtherwise(Arguments arguments) =>
        SharedMemory.Allocate<int>(Group.IdxX >= arguments.Number ? 8 : 4)[0] = 1;

    public static void AllocateMuch(Arguments arguments)
    {
        ArrayView<int> much = SharedMemory.Allocate<int>(arguments.Number);
        much[0] = 1;
        SharedMemory.Allocate<int>(1)[0] = 1;
    }

    /// <summary>Reads shared and local memory that nobody wrote, in every group.</summary>
    public static void ReadUnwritten(Arguments arguments)
    {
        ArrayView<int> shared = SharedMemory.Allocate<int>(8);
        ArrayView<float> local = LocalMemory.Allocate<float>(2);
        int lane = Group.IdxX;
        arguments.Target[Grid.GlobalIndex.X] = shared[lane] == -1 && float.IsNaN(local[1]) ? 1 : 0;
        shared[lane] = 3;
        local[1] = 4;
    }

    public static void Divide(Arguments arguments) => arguments.Target[0] = 1 / (Group.IdxX - arguments.Number);

    public static void Catch(Arguments arguments)
    {
        try
        {
            arguments.Target[0] = 1;
        }
        catch (InvalidOperationException)
        {
            arguments.Target[0] = 2;
        }
    }

    public static void Flagged(WithFlag arguments) => arguments.Target[0] = arguments.Flag ? 1 : 0;

    public static void Padded(ViewLast arguments) => arguments.Target[0] = arguments.Number;
}
