using FastGrad.Kernels;
using FastGrad.Tests.Runtime;
using Xunit;

namespace FastGrad.Tests.Kernels;

/// <summary>Rearranging copies against index arithmetic, with forbidden memory around.</summary>
[Trait("Category", "Numeric")]
public class MovementTests
{
    /// <summary>Slices, transpositions and broadcasts at once: any axes of a random source in any order, parts of them, and axes it does not have.</summary>
    [Fact]
    public void Strided_copies_take_what_the_indices_say()
    {
        Random random = new(1);
        for (int round = 0; round < 3000; round++)
        {
            int[] shape = [.. Enumerable.Range(0, random.Next(0, 5)).Select(_ => random.Next(1, random.Next(2) == 0 ? 4 : 9))];
            int[] sourceSteps = [.. shape.Select((_, axis) => Product(shape[(axis + 1)..]))];
            int offset = 0;
            List<(int Dimension, int Step)> axes = [];
            for (int axis = 0; axis < shape.Length; axis++)
            {
                int start = random.Next(3) == 0 ? random.Next(shape[axis]) : 0;
                offset += start * sourceSteps[axis];
                axes.Add((random.Next(3) == 0 ? random.Next(1, shape[axis] - start + 1) : shape[axis] - start, sourceSteps[axis]));
            }
            if (random.Next(2) == 0)
                random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(axes));
            for (int more = random.Next(3); more > 0; more--)
                axes.Insert(random.Next(axes.Count + 1), (random.Next(1, 20), 0));
            int batch = random.Next(1, 4), padding = random.Next(2) * random.Next(9), sourceLength = Product(shape);
            Strided<float>(batch, sourceLength, random.Next(3) == 0 ? 0 : sourceLength + padding, padding, offset, [.. axes.Select(axis => axis.Dimension)], [.. axes.Select(axis => axis.Step)]);
        }
    }

    [Fact]
    public void Long_transpositions_and_other_elements_are_copied()
    {
        Strided<double>(2, 70 * 90, 70 * 90, 1, 0, [90, 70], [1, 90]);
        Strided<double>(1, 33 * 40, 33 * 40, 0, 7, [33, 20], [40, 1]);
        Strided<double>(1, 1, 0, 0, 0, [], []);
    }

    [Fact]
    public void Steps_may_be_negative()
    {
        double[] source = [1, 2, 3, 4], destination = new double[4];
        Movement.Strided(1, in source[0], 0, ref destination[0], 0, 3, [4], [-1]);
        Assert.Equal([4.0, 3, 2, 1], destination);
    }

    [Fact]
    public void Blocks_and_fills_go_between_what_is_there()
    {
        Random random = new(2);
        for (int round = 0; round < 1000; round++)
        {
            int batch = random.Next(1, 4), outer = random.Next(1, 6), length = random.Next(1, 20), before = random.Next(0, 5), after = random.Next(0, 5);
            int step = before + length + after, total = outer * step, padding = random.Next(5);
            int sourceStride = random.Next(3) == 0 ? 0 : outer * length + padding;
            bool atEnd = random.Next(2) == 0, fill = random.Next(3) == 0;
            // The destination ends with the run where nothing comes after.
            using Guarded<float> source = Guarded.Examples<float>(batch, outer * length, sourceStride, atEnd, index => index + 1);
            using Guarded<float> destination = Guarded.Examples<float>(batch, total, total + padding, atEnd, _ => -1);
            if (fill)
                Movement.Fill(batch, 7f, ref destination.Start, total + padding, outer, length, before, step);
            else
                Movement.Block(batch, in source.Start, sourceStride, ref destination.Start, total + padding, outer, length, before, step);

            destination.AssertOnlyExamples(batch, total, total + padding);
            for (int example = 0; example < batch; example++)
                for (int index = 0; index < total; index++)
                {
                    int place = index % step - before;
                    float expected = place < 0 || place >= length ? -1
                        : fill ? 7 : source.Span[example * sourceStride + index / step * length + place];
                    Assert.Equal(expected, destination.Span[example * (total + padding) + index]);
                }
        }
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        float[] source = new float[300], destination = new float[300];
        int[] dimensions = [10, 2, 5], steps = [1, 0, 10];
        Allocation.None(() => Movement.Strided(3, in source[0], 100, ref destination[0], 100, 0, dimensions, steps));
        Allocation.None(() => Movement.Block(3, in source[0], 50, ref destination[0], 100, 5, 10, 3, 20));
        Allocation.None(() => Movement.Fill(3, 1f, ref destination[0], 100, 5, 10, 3, 20));
    }

    private static void Strided<T>(int batch, int sourceLength, int sourceStride, int padding, int offset, int[] dimensions, int[] steps)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        int length = Product(dimensions);
        bool atEnd = (length & 1) == 0;
        using Guarded<T> source = Guarded.Examples(batch, sourceLength, sourceStride, atEnd, T.CreateChecked);
        using Guarded<T> destination = Guarded.Examples(batch, length, length + padding, atEnd, _ => T.NaN);
        Movement.Strided(batch, in source.Start, sourceStride, ref destination.Start, length + padding, offset, dimensions, steps);
        destination.AssertOnlyExamples(batch, length, length + padding);
        for (int example = 0; example < batch; example++)
            for (int index = 0; index < length; index++)
            {
                int place = offset, rest = index;
                for (int axis = dimensions.Length - 1; axis >= 0; axis--)
                {
                    place += rest % dimensions[axis] * steps[axis];
                    rest /= dimensions[axis];
                }
                Assert.Equal(source.Span[example * sourceStride + place], destination.Span[example * (length + padding) + index]);
            }
    }

    private static int Product(ReadOnlySpan<int> dimensions)
    {
        int product = 1;
        foreach (int dimension in dimensions)
            product *= dimension;
        return product;
    }
}
