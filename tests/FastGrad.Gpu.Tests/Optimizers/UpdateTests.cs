using FastGrad.Gpu.Tests.Api;
using FastGrad.Gpu.Tests.Optimizers.Harness;

namespace FastGrad.Gpu.Tests.Optimizers;

/// <summary>Each optimizer's update kernels against the CPU's optimizer, which trajectories and declarations hold elsewhere.</summary>
[Trait("Category", "Numeric")]
public class UpdateTests
{
    private const int Steps = 25;

    // Groups and lanes, which steps have in turn.
    private static readonly (int, int)[] _counts = [(2, 16), (1, 1), (3, 4), (4, 64)];

    public static TheoryData<int, bool> All
    {
        get
        {
            TheoryData<int, bool> data = [];
            for (int index = 0; index < Cases.Optimizers.Length; index++)
            {
                data.Add(index, false);
                data.Add(index, true);
            }
            return data;
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Weights_and_slots_are_the_CPUs(int index, bool isDouble)
    {
        using CpuUpdate cpu = UpdateModels.Cpu(UpdateModels.Name(index, isDouble));
        Compare(cpu, UpdateModels.Name(index, isDouble), Steps, GradientsOf(cpu), _counts);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Tensors_that_are_cut_are_the_CPUs(bool isDouble)
    {
        using CpuUpdate cpu = UpdateModels.Cpu(UpdateModels.Large(isDouble));
        Compare(cpu, UpdateModels.Large(isDouble), 3, GradientsOf(cpu), [(3, 16)]);
    }

    [Theory, MemberData(nameof(All))]
    public void Elements_are_clipped_as_the_CPU_clips_them(int index, bool isDouble)
    {
        using CpuUpdate cpu = UpdateModels.Cpu(UpdateModels.Name(index, isDouble), new TrainerOptions { Clipping = GradientClipping.ByValue(0.5) });
        Compare(cpu, UpdateModels.Name(index, isDouble), 5, GradientsOf(cpu), [(2, 4)], limit: 0.5);
    }

    [Theory, MemberData(nameof(All))]
    public void What_no_number_can_hold_is_the_CPUs_too(int index, bool isDouble)
    {
        using CpuUpdate cpu = UpdateModels.Cpu(UpdateModels.Name(index, isDouble));
        Func<int, double[]> gradients = GradientsOf(cpu);
        // A mean's square taken off another one: where both overflow, it is a matter of fused products whether infinities meet.
        double far = Cases.Optimizers[index].Contains("Centered", StringComparison.Ordinal) ? 1e15 : 1e30;
        Compare(cpu, UpdateModels.Name(index, isDouble), 8, step =>
        {
            double[] values = gradients(step);
            if (step == 3)
                (values[0], values[2], values[7], values[9]) = (double.NaN, cpu.Round(far), cpu.Round(-far), cpu.Round(1e-40));
            if (step == 4)
                (values[2], values[160], values[161]) = (0, double.PositiveInfinity, double.NegativeInfinity);
            return values;
        }, [(2, 16)]);
    }

    [Theory, MemberData(nameof(All))]
    public void The_same_counts_give_the_same_bits(int index, bool isDouble)
    {
        string name = UpdateModels.Name(index, isDouble);
        Assert.Equal(Run(), Run());

        long[] Run()
        {
            using CpuUpdate cpu = UpdateModels.Cpu(name);
            using var machine = TestAccelerator.OnProcessor(4, 4);
            using IUpdateRig gpu = Open(cpu, name, machine);
            Func<int, double[]> gradients = GradientsOf(cpu);
            for (int step = 1; step <= 5; step++)
            {
                double[] values = gradients(step);
                cpu.Update(values);
                gpu.Gradients = cpu.Layout.Spread(values);
                gpu.Update(cpu.Constants, double.PositiveInfinity, groups: 3, lanes: 16);
            }
            return [.. gpu.Weights.Concat(gpu.Slots).Select(BitConverter.DoubleToInt64Bits)];
        }
    }

    private static IUpdateRig Open(CpuUpdate cpu, string name, TestAccelerator machine)
    {
        IUpdateRig gpu = UpdateModels.Gpu(name);
        gpu.Open(machine.Accelerator, cpu.Layout);
        gpu.Weights = cpu.Layout.Spread(cpu.Weights);
        return gpu;
    }

    /// <summary>Both go on from what they made of the steps before.</summary>
    private static void Compare(
        CpuUpdate cpu, string name, int steps, Func<int, double[]> gradients, (int Groups, int Lanes)[] counts, double limit = double.PositiveInfinity)
    {
        using var machine = TestAccelerator.OnProcessor(4, 16);
        using IUpdateRig gpu = Open(cpu, name, machine);
        double[] first = cpu.Weights;
        for (int step = 1; step <= steps; step++)
        {
            double[] values = gradients(step);
            cpu.Update(values);
            gpu.Gradients = cpu.Layout.Spread(values);
            (int groups, int lanes) = counts[step % counts.Length];
            gpu.Update(cpu.Constants, limit, groups, lanes);
            Near(cpu, cpu.Weights, cpu.Layout.Gather(gpu.Weights), $"weights, step {step}");
            double[] slots = gpu.Slots;
            for (int slot = 0; slot < cpu.Layout.Slots; slot++)
                Near(cpu, cpu.Slots[slot], cpu.Layout.Gather(slots.AsSpan(slot * cpu.Layout.SlotStride)), $"slot {slot}, step {step}");
        }
        Assert.NotEqual(first, cpu.Weights);
    }

    /// <summary>Some thousand roundings of all that a weight was moved by: what two orders of the same sums may differ by in 25 steps.</summary>
    private static void Near(CpuUpdate cpu, double[] expected, double[] actual, string what)
    {
        double unit = cpu.IsDouble ? 1e-13 : 5e-5;
        for (int i = 0; i < expected.Length; i++)
        {
            bool isNear = expected[i].Equals(actual[i]) || Math.Abs(expected[i] - actual[i]) <= unit * (1 + Math.Abs(expected[i]));
            Assert.True(isNear, $"{what}: [{i}] is {actual[i]:R}, on the CPU {expected[i]:R}");
        }
    }

    /// <summary>Gradients of all sizes, and zeros; none where weights are frozen.</summary>
    private static Func<int, double[]> GradientsOf(CpuUpdate cpu)
    {
        int[] groups = cpu.Layout.Groups;
        double[] moved = cpu.Layout.Gather([.. Enumerable.Range(0, cpu.Layout.Length).Select(i => groups[i / 16] < 0 ? 0.0 : 1)]);
        return step =>
        {
            var random = new Random(step);
            return [.. moved.Select(one => one * (random.Next(8) == 0 ? 0 : cpu.Round((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-3, 2)))))];
        };
    }
}
