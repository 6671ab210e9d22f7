using FastGrad.Generated.Gpu;
using ILGPU;
using ILGPU.Runtime;

namespace FastGrad.Gpu.Bench;

/// <summary>
/// What a device can do at most: chains of multiply-adds in registers, compiled by the same compiler as what is compared with them.
/// </summary>
internal static class Peak
{
    // A turn costs a comparison and a jump too, which many multiply-adds share.
    private const int Chains = 8, Links = 4;

    // Groups enough to hide what each waits for.
    private const int GroupsPerMultiprocessor = 16;

    public static Subject Subject(Machine machine) =>
        new("peak", 1, 2L * Chains * Links * Turns(machine) * Groups(machine) * machine.Session.Lanes, _ => []);

    public static Way Way(Machine machine)
    {
        Session session = machine.Session;
        MemoryBuffer1D<float, Stride1D.Dense> results = machine.Own(machine.Accelerator.Allocate1D<float>(Groups(machine) * session.Lanes));
        Action<AcceleratorStream, KernelConfig, ArrayView<float>, float, int> kernel =
            machine.Accelerator.LoadKernel<ArrayView<float>, float, int>(Kernel);
        KernelConfig config = new(Groups(machine), session.Lanes);
        return new("chains", calls =>
        {
            for (; calls > 0; calls--)
                kernel(session.Stream, config, results.View, 0.5f, Turns(machine));
            session.Synchronize();
        });
    }

    public static void Kernel(ArrayView<float> results, float factor, int turns)
    {
        float a = Group.IdxX, b = a + 1, c = a + 2, d = a + 3, e = a + 4, f = a + 5, g = a + 6, h = a + 7;
        for (int turn = 0; turn < turns; turn++)
        {
            a = Link(a, factor);
            b = Link(b, factor);
            c = Link(c, factor);
            d = Link(d, factor);
            e = Link(e, factor);
            f = Link(f, factor);
            g = Link(g, factor);
            h = Link(h, factor);
        }
        results[Grid.IdxX * Group.DimX + Group.IdxX] = a + b + c + d + e + f + g + h;
    }

    private static float Link(float value, float factor)
    {
        value = value * factor + 1;
        value = value * factor + 1;
        value = value * factor + 1;
        return value * factor + 1;
    }

    private static int Turns(Machine machine) => machine.IsSimulation ? 4 : 512;

    private static int Groups(Machine machine) => machine.IsSimulation ? 1 : GroupsPerMultiprocessor * machine.Accelerator.NumMultiprocessors;
}
