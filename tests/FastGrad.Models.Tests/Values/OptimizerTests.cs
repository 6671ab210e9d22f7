using FastGrad.Models.Tests.Formulas;
using FastGrad.Models.Tests.Harness;
using FastGrad.Models.Tests.Pipelines;

namespace FastGrad.Models.Tests.Values;

/// <summary>Each weight's update against running the declaration on the same numbers. Long trajectories are tested elsewhere.</summary>
[Trait("Category", "Numeric")]
public class OptimizerTests
{
    private delegate void Rule(ref double weight, double gradient, long step, double[] slots);

    private static readonly Rule[] _rules =
    [
        (ref double weight, double gradient, long step, double[] slots) =>
            new SgdAttribute { Momentum = 0.9, Dampening = 0.25, WeightDecay = 0.125 }.Update(ref weight, gradient, step, ref slots[0]),
        (ref double weight, double gradient, long step, double[] slots) => new SgdAttribute().Update(ref weight, gradient, step, ref slots[0]),
        (ref double weight, double gradient, long step, double[] slots) =>
            new AdamAttribute { Beta1 = 0.8, Epsilon = 0.001, AmsGrad = true, WeightDecay = 0.125 }
                .Update(ref weight, gradient, step, ref slots[0], ref slots[1], ref slots[2]),
        (ref double weight, double gradient, long step, double[] slots) =>
        {
            double largest = 0;
            new AdamWAttribute { LearningRate = 0.1, WeightDecay = 0.5 }.Update(ref weight, gradient, step, ref slots[0], ref slots[1], ref largest);
        },
        (ref double weight, double gradient, long step, double[] slots) => new NesterovAttribute { Clip = 0.1 }.Update(ref weight, gradient, step, ref slots[0], ref slots[1]),
        (ref double weight, double gradient, long step, double[] slots) => new AwkwardAttribute().Update(ref weight, gradient, step, ref slots[0], ref slots[1]),
    ];

    [Theory]
    [CombinatorialData]
    public void UpdateIsTheDeclarations(int index, bool isDouble)
    {
        Driver driver = FormulaModels.Optimizer(index, isDouble);
        var random = new Random(index);
        for (int step = 1; step <= 10; step++)
        {
            double[] weights = driver.Parameters, slots = driver.State;
            driver.ZeroGradients();
            driver.Forward(Batch.Numbers(random, 4 * 3));
            driver.Loss(Batch.Numbers(random, 4 * 7));
            driver.Backward();
            double[] gradients = driver.Gradients;
            driver.Update();

            int count = weights.Length, slotCount = slots.Length / count;
            for (int i = 0; i < count; i++)
            {
                double[] own = [.. Enumerable.Range(0, slotCount).Select(slot => slots[slot * count + i])], magnitudes = [.. own.Select(Math.Abs)];
                double expected = weights[i], size = Math.Abs(weights[i]), gradient = gradients[i];
                _rules[index](ref expected, gradient, step, own);
                // The same formula over magnitudes adds up what each rounding may be a part of. No rule has more than 20.
                _rules[index](ref size, Math.Abs(gradient), step, magnitudes);
                double unit = 20 * driver.Unit;
                Assert.Equal(expected, driver.Parameters[i], unit * (Math.Abs(weights[i]) + Math.Abs(size)));
                for (int slot = 0; slot < slotCount; slot++)
                    Assert.Equal(own[slot], driver.State[slot * count + i], unit * magnitudes[slot] + 1e-30);
            }
            Assert.Equal(step, driver.Optimizer.StepCount);
        }
    }

    private sealed class CombinatorialDataAttribute : Xunit.Sdk.DataAttribute
    {
        public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo testMethod) =>
            from index in Enumerable.Range(0, _rules.Length)
            from isDouble in new[] { false, true }
            select new object[] { index, isDouble };
    }
}
