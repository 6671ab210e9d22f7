using FastGrad.Gpu.Tests.Api;
using FastGrad.Gpu.Tests.Training;

namespace FastGrad.Gpu.Tests.Kernels;

/// <summary>
/// The largest and the smallest over the batch, which lanes look for together: plain loops' values, and shares of gradients among equals.
/// </summary>
[Trait("Category", "Numeric")]
public class ExtremeTests
{
    private const int Columns = 19, Capacity = 70;

    [Theory]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    [InlineData(4, 4)]
    [InlineData(8, 8)]
    [InlineData(16, 16)]
    public void AreThoseOfAllExamples(int warpSize, int warps)
    {
        using var machine = TestAccelerator.Create(warpSize, warps);
        using ExtremeNet.GpuTrainer trainer = new ExtremeNet().CreateTrainer(machine.Accelerator, Capacity);
        foreach (int batch in new[] { 1, 2, 15, 16, 17, Capacity })
        {
            // Few numbers, so that many are the largest or the smallest.
            float[] inputs = [.. Examples.Whole(batch, batch * Columns, 4, from: -3).Select(value => (float)value)];
            // Both zeros in a column, and in another what is no number, in the last example.
            for (int example = 0; example < batch; example++)
                inputs[example * Columns + 1] = example % 2 == 0 ? -0f : 0f;
            inputs[(batch - 1) * Columns + 2] = float.NaN;
            float[] adjoints = [.. Examples.Whole(batch + 1, 3 * batch * Columns, 9, from: -8).Select(value => (float)value)];

            float[] outputs = trainer.Forward(inputs).ToArray();
            trainer.Backward(adjoints);
            float[] gradient = trainer.InputGradient.ToArray();

            for (int column = 0; column < Columns; column++)
                Holds(inputs, adjoints, outputs, gradient, batch, column);
        }
    }

    private static void Holds(float[] inputs, float[] adjoints, float[] outputs, float[] gradient, int batch, int column)
    {
        float[] values = Column(inputs, batch, Columns, column);
        float largest = values.Aggregate(MathF.Max), smallest = values.Aggregate(MathF.Min);
        Assert.All(Column(outputs, batch, 3 * Columns, column), value => Assert.Equal(Bits(largest), Bits(value)));
        Assert.All(Column(outputs, batch, 3 * Columns, Columns + column), value => Assert.Equal(Bits(smallest), Bits(value)));
        float ofLargest = Column(adjoints, batch, 3 * Columns, column).Sum() / values.Count(value => value == largest);
        float ofSmallest = Column(adjoints, batch, 3 * Columns, Columns + column).Sum() / values.Count(value => value == smallest);
        float[] own = Column(adjoints, batch, 3 * Columns, 2 * Columns + column), actual = Column(gradient, batch, Columns, column);
        for (int example = 0; example < batch; example++)
        {
            float expected = own[example] + (values[example] == largest ? ofLargest : 0) + (values[example] == smallest ? ofSmallest : 0);
            Assert.Equal(expected, actual[example], 1e-4f);
        }
    }

    private static float[] Column(float[] rows, int batch, int stride, int column) =>
        [.. Enumerable.Range(0, batch).Select(example => rows[example * stride + column])];

    // Of what is no number there are many, all of them alike.
    private static int Bits(float value) => BitConverter.SingleToInt32Bits(float.IsNaN(value) ? float.NaN : value);
}
