using FastGrad.Gpu.Tests.Api;
using FastGrad.Gpu.Tests.Optimizers.Harness;

namespace FastGrad.Gpu.Tests.Optimizers;

/// <summary>Norms of gradients, clipping by them, scaling, and averages of weights, against the CPU's.</summary>
[Trait("Category", "Numeric")]
public class GradientTests
{
    // Plain descent, and a model with tensors of thousands of elements.
    public static TheoryData<bool, bool> Models => new() { { false, false }, { false, true }, { true, false }, { true, true } };

    [Theory, MemberData(nameof(Models))]
    public void A_norm_is_the_exact_one_whatever_the_magnitude(bool large, bool isDouble)
    {
        double[] sizes = isDouble ? [1, 1e-300, 1e300, 3e-320] : [1, 1e-30, 1e35, 1e-42];
        Each(large, isDouble, new TrainerOptions { Clipping = GradientClipping.ByNorm(double.PositiveInfinity) }, (cpu, gpu, _) =>
        {
            foreach (double size in sizes)
            {
                foreach ((int groups, int lanes) in new[] { (1, 1), (3, 16), (4, 64) })
                {
                    double[] gradients = [.. Gradients(cpu, 3).Select(value => cpu.Round(value * size))];
                    gpu.Gradients = cpu.Layout.Spread(gradients);
                    gpu.Clip(double.PositiveInfinity, ofTensors: false, groups, lanes);
                    double[] expected = [Norm(gradients), .. TensorsOf(cpu, gradients).Select(Norm)];
                    double unit = cpu.IsDouble ? 1e-14 : 3e-6;
                    for (int i = 0; i < expected.Length; i++)
                    {
                        // Next to the smallest number there are only whole multiples of it.
                        double least = cpu.IsDouble ? 3e-323 : 1e-44;
                        Assert.True(Math.Abs(expected[i] - gpu.Norms[i]) <= Math.Max(least, unit * expected[i]), $"{size}: norm {i} is {gpu.Norms[i]:R}, not {expected[i]:R}");
                    }
                }
            }
        });
    }

    [Theory, MemberData(nameof(Models))]
    public void The_norm_of_all_is_the_CPUs(bool large, bool isDouble) =>
        Each(large, isDouble, new TrainerOptions { Clipping = GradientClipping.ByNorm(double.PositiveInfinity) }, (cpu, gpu, _) =>
        {
            foreach (double odd in new[] { 0, double.NaN, double.PositiveInfinity, double.NegativeInfinity })
            {
                double[] gradients = Gradients(cpu, 5);
                gradients[1] = odd;
                cpu.Update(gradients);
                gpu.Gradients = cpu.Layout.Spread(gradients);
                gpu.Clip(double.PositiveInfinity, ofTensors: false, groups: 2, lanes: 16);
                Assert.Equal(cpu.GradientNorm, gpu.Norms[0], (cpu.IsDouble ? 1e-13 : 1e-5) * (double.IsFinite(odd) ? cpu.GradientNorm : 0));
                Assert.Equal(gradients, cpu.Layout.Gather(gpu.Gradients));
            }
        });

    [Theory, MemberData(nameof(Models))]
    public void Shortened_gradients_are_the_CPUs(bool large, bool isDouble)
    {
        foreach (bool ofTensors in new[] { false, true })
        {
            foreach (double limit in new[] { 0.01, 1, 20, 1e30 })
            {
                var options = new TrainerOptions { Clipping = ofTensors ? GradientClipping.ByTensorNorm(limit) : GradientClipping.ByNorm(limit) };
                Each(large, isDouble, options, (cpu, gpu, name) =>
                {
                    foreach ((int at, double odd) in new[] { (0, 0), (1, 1e35), (1, double.NaN), (1, double.PositiveInfinity) })
                    {
                        double[] gradients = Gradients(cpu, 8);
                        gradients[at] = odd;
                        cpu.Update(gradients);
                        gpu.Gradients = cpu.Layout.Spread(gradients);
                        gpu.Clip(limit, ofTensors, groups: 3, lanes: 16);
                        double[] expected = cpu.Gradients, actual = cpu.Layout.Gather(gpu.Gradients);
                        double unit = cpu.IsDouble ? 1e-13 : 1e-5, least = cpu.IsDouble ? 1e-307 : 1e-37;
                        for (int i = 0; i < expected.Length; i++)
                        {
                            bool isNear = expected[i].Equals(actual[i]) || Math.Abs(expected[i] - actual[i]) <= Math.Max(least, unit * Math.Abs(expected[i]));
                            Assert.True(isNear, $"{name}, limit {limit}, with {odd}: [{i}] is {actual[i]:R}, on the CPU {expected[i]:R}");
                        }
                    }
                });
            }
        }
    }

    [Theory, MemberData(nameof(Models))]
    public void A_gradient_within_the_limit_stays_bit_for_bit(bool large, bool isDouble) => Each(large, isDouble, null, (cpu, gpu, _) =>
    {
        double[] gradients = Gradients(cpu, 2);
        gpu.Gradients = cpu.Layout.Spread(gradients);
        gpu.Clip(1 + 2 * Norm(gradients), ofTensors: false, groups: 2, lanes: 16);
        Assert.Equal(gradients, cpu.Layout.Gather(gpu.Gradients));
        gpu.Clip(1 + 2 * Norm(gradients), ofTensors: true, groups: 2, lanes: 16);
        Assert.Equal(gradients, cpu.Layout.Gather(gpu.Gradients));
    });

    [Theory, MemberData(nameof(Models))]
    public void Scaling_multiplies(bool large, bool isDouble) => Each(large, isDouble, null, (cpu, gpu, _) =>
    {
        double[] gradients = Gradients(cpu, 4);
        gpu.Gradients = cpu.Layout.Spread(gradients);
        gpu.Scale(0.3, groups: 3, lanes: 4);
        Assert.Equal(gradients.Select(value => cpu.Round(value * cpu.Round(0.3))), cpu.Layout.Gather(gpu.Gradients));
    });

    [Theory, InlineData(0.999, false), InlineData(0.999, true), InlineData(0.25, false), InlineData(0.25, true), InlineData(0, false), InlineData(0.5, true)]
    public void The_average_is_the_CPUs(double decay, bool isDouble) => Each(large: false, isDouble, new TrainerOptions { AverageDecay = decay }, (cpu, gpu, _) =>
    {
        gpu.Average = cpu.Layout.Spread(cpu.Weights);
        double[] first = cpu.Weights;
        for (int step = 1; step <= 10; step++)
        {
            cpu.Update(Gradients(cpu, step));
            gpu.Weights = cpu.Layout.Spread(cpu.Weights);
            gpu.Follow(decay, groups: 2, lanes: 16);
            double[] expected = cpu.Average, actual = cpu.Layout.Gather(gpu.Average);
            for (int i = 0; i < expected.Length; i++)
                Assert.Equal(expected[i], actual[i], (cpu.IsDouble ? 1e-15 : 1e-6) * (1 + Math.Abs(expected[i])));
            // What never moved is its own average, to the last bit.
            double[] moved = cpu.Weights;
            Assert.All(Enumerable.Range(0, first.Length).Where(i => moved[i] == first[i] && step == 1), i => Assert.Equal(first[i], actual[i]));
        }
    });

    private static void Each(bool large, bool isDouble, TrainerOptions? options, Action<CpuUpdate, IUpdateRig, string> test)
    {
        string name = large ? UpdateModels.Large(isDouble) : UpdateModels.Name(0, isDouble);
        using CpuUpdate cpu = UpdateModels.Cpu(name, options);
        using var machine = TestAccelerator.OnProcessor(4, 16);
        using IUpdateRig gpu = UpdateModels.Gpu(name);
        gpu.Open(machine.Accelerator, cpu.Layout);
        test(cpu, gpu, name);
    }

    private static double[] Gradients(CpuUpdate cpu, int seed)
    {
        var random = new Random(seed);
        int[] groups = cpu.Layout.Groups;
        double[] moved = cpu.Layout.Gather([.. Enumerable.Range(0, cpu.Layout.Length).Select(i => groups[i / 16] < 0 ? 0.0 : 1)]);
        return [.. moved.Select(one => one * cpu.Round(random.NextDouble() * 2 - 1))];
    }

    private static IEnumerable<double[]> TensorsOf(CpuUpdate cpu, double[] gradients)
    {
        double[] spread = cpu.Layout.Spread(gradients);
        int table = cpu.Layout.Groups.Length;
        return Enumerable.Range(0, cpu.Layout.TensorCount)
            .Select(tensor => spread.AsSpan(cpu.Layout.Tensors[table + 1 + 2 * tensor], cpu.Layout.Tensors[table + 2 + 2 * tensor]).ToArray());
    }

    private static double Norm(double[] values)
    {
        double largest = values.Max(Math.Abs);
        return largest == 0 ? 0 : largest * Math.Sqrt(values.Sum(value => value / largest * (value / largest)));
    }
}
