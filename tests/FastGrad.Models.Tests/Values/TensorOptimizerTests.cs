using FastGrad.Models.Tests.Formulas;
using FastGrad.Models.Tests.Harness;
using FastGrad.Models.Tests.Pipelines;

namespace FastGrad.Models.Tests.Values;

/// <summary>Optimizers that need whole tensors, or all of them, and those with numbers per step.</summary>
[Trait("Category", "Numeric")]
public class TensorOptimizerTests
{
    private const int Inputs = 5, Outputs = 3, Capacity = 4;

    private delegate void Rule(ref Tensor weight, Tensor gradient, long step, Tensor[] slots, double[] numbers);

    // Tensors of 155, 31, 31, 1, 99 and 3 elements: a whole number of vectors in none.
    private const string Layers = "Input(5), Dense(31, DecayAll = true), Tanh, Dense(1, DecayAll = true), Dense(33, DecayAll = true), Tanh, Dense(3, DecayAll = true), Mse";

    private static readonly string[] _optimizers =
        ["Lamb(LearningRate = 0.05)", "Clipped(MaximumNorm = 0.25, LearningRate = 0.5)", "Clipped(MaximumNorm = 1000000)", "United(LearningRate = 0.5)"];

    private static readonly Rule[] _rules =
    [
        (ref Tensor weight, Tensor gradient, long step, Tensor[] slots, double[] _) =>
            new LambAttribute { LearningRate = 0.05 }.Update(ref weight, gradient, step, ref slots[0], ref slots[1]),
        (ref Tensor weight, Tensor gradient, long step, Tensor[] slots, double[] _) =>
            new ClippedAttribute { MaximumNorm = 0.25, LearningRate = 0.5 }.Update(ref weight, gradient, ref slots[0]),
        (ref Tensor weight, Tensor gradient, long step, Tensor[] slots, double[] _) =>
            new ClippedAttribute { MaximumNorm = 1000000 }.Update(ref weight, gradient, ref slots[0]),
        (ref Tensor weight, Tensor gradient, long step, Tensor[] slots, double[] numbers) =>
            new UnitedAttribute { LearningRate = 0.5 }.Update(ref slots[0], ref weight, step, gradient, ref numbers[0], ref numbers[1], ref slots[1]),
    ];

    private static readonly string[] _others = ["NAdam(LearningRate = 0.01)", "PlainTensor(Momentum = 0.5)", "Counting(Decay = 0.5)"];

    private static readonly Lazy<InMemory> _compiled = new(() => InMemory.Compile("TensorOptimizers", [string.Concat(
        from index in Enumerable.Range(0, _optimizers.Length + _others.Length)
        from precision in new[] { "Single", "Double" }
        select $"[Model(Precision = Precision.{precision}), {Layers}, {_optimizers.Concat(_others).ElementAt(index)}] public partial class Net{index}{precision};\n")], new()));

    public static TheoryData<int, bool> Whole => Data(0, _optimizers.Length);

    public static TheoryData<int, bool> All => Data(0, _optimizers.Length + _others.Length);

    /// <summary>The declaration runs once per tensor, and where it speaks of all tensors they meet.</summary>
    [Theory, MemberData(nameof(Whole))]
    public void UpdateIsTheDeclarations(int index, bool isDouble)
    {
        Driver driver = Create(index, isDouble);
        double[] numbers = [.. driver.PerStep.Names.Select(name => driver.PerStep[name])];
        for (int step = 1; step <= 6; step++)
        {
            double[] weights = driver.Parameters, slots = driver.State, before = numbers;
            Gradients(driver, step, index);
            double[] gradients = driver.Gradients;
            driver.Update();

            int[] starts = Starts(driver), lengths = [.. driver.Layout.Select(parameter => parameter.Shape.Length)];
            int slotCount = slots.Length / weights.Length;
            (Tensor Weight, Tensor[] Slots, double[] Numbers)[] expected = Eager.Run(lengths.Length, tensor =>
            {
                Tensor weight = Part(weights, 0, tensor);
                Tensor[] own = [.. Enumerable.Range(0, slotCount).Select(slot => Part(slots, slot * weights.Length, tensor))];
                double[] ownNumbers = [.. before];
                _rules[index](ref weight, Part(gradients, 0, tensor), step, own, ownNumbers);
                return (weight, own, ownNumbers);
            });
            for (int tensor = 0; tensor < lengths.Length; tensor++)
            {
                Near(expected[tensor].Weight, Part(weights, 0, tensor), driver.Parameters, starts[tensor], "weight");
                for (int slot = 0; slot < slotCount; slot++)
                {
                    int from = slot * weights.Length;
                    Near(expected[tensor].Slots[slot], Part(slots, from, tensor), driver.State, from + starts[tensor], $"slot {slot}");
                }
                Assert.Equal(expected[tensor].Numbers, driver.PerStep.Names.Select(name => driver.PerStep[name]));
            }
            numbers = expected[0].Numbers;

            Tensor Part(double[] values, int from, int tensor) => new(driver.Layout[tensor].Shape, values.AsSpan(from + starts[tensor], lengths[tensor]));
        }

        // In units of the largest of the tensor, before and after: each rounding of a reduction goes into all of its elements, and what is
        // left of a weight that its step nearly takes to 0 has the step's rounding.
        void Near(Tensor expected, Tensor earlier, double[] actual, int start, string what)
        {
            double largest = 0;
            foreach (double value in (ReadOnlySpan<double>)[.. expected.Values, .. earlier.Values])
                largest = Math.Max(largest, Math.Abs(value));
            for (int i = 0; i < expected.Length; i++)
                Assert.True(Math.Abs(expected[i] - actual[start + i]) <= 32 * driver.Unit * largest, $"{what}[{i}]: {actual[start + i]:R}, declared {expected[i]:R}");
        }
    }

    [Theory, MemberData(nameof(All))]
    public void StepIsTheFivePhases(int index, bool isDouble)
    {
        Driver step = Create(index, isDouble), phases = Create(index, isDouble);
        for (int i = 1; i <= 5; i++)
        {
            var random = new Random(i);
            double[] inputs = Batch.Numbers(random, i % Capacity * Inputs + Inputs), targets = Batch.Numbers(random, i % Capacity * Outputs + Outputs);
            // Steps and phases in turn: what one leaves in Gradients is not the other's.
            double loss = step.Step(inputs, targets);
            phases.ZeroGradients();
            phases.Forward(inputs);
            Assert.Equal(phases.Loss(targets), loss);
            phases.Backward();
            phases.Update();
            Assert.Equal(Bits(phases.Parameters), Bits(step.Parameters));
            Assert.Equal(Bits(phases.State), Bits(step.State));
            Assert.Equal(i, step.Optimizer.StepCount);
        }
        Assert.Throws<InvalidOperationException>(step.Update);
    }

    /// <summary>All that a checkpoint needs can be read and put back.</summary>
    [Theory, MemberData(nameof(All))]
    public void TrainingGoesOnFromWhatWasRead(int index, bool isDouble)
    {
        Driver first = Create(index, isDouble);
        for (int i = 1; i <= 3; i++)
            first.Step(Batch.Numbers(new Random(i), 2 * Inputs), Batch.Numbers(new Random(-i), 2 * Outputs));
        Driver second = Create(index, isDouble, seed: 99);
        second.Parameters = first.Parameters;
        second.State = first.State;
        second.Optimizer.StepCount = first.Optimizer.StepCount;
        foreach (string name in first.PerStep.Names)
            second.PerStep[name] = first.PerStep[name];
        for (int i = 4; i <= 6; i++)
        {
            double[] inputs = Batch.Numbers(new Random(i), 2 * Inputs), targets = Batch.Numbers(new Random(-i), 2 * Outputs);
            Assert.Equal(first.Step(inputs, targets), second.Step(inputs, targets));
        }
        Assert.Equal(Bits(first.Parameters), Bits(second.Parameters));
        Assert.Equal(first.PerStep.Names.Select(name => first.PerStep[name]), second.PerStep.Names.Select(name => second.PerStep[name]));
    }

    [Fact]
    public void AnOptimizerSaysWhyItIsUnfused()
    {
        Assert.Equal("Lamb needs norm(weight) and norm(direction) of a whole tensor before it moves a weight", new Lamb().UnfusedBecause);
        Assert.Equal("Clipped needs norm(gradient) of all tensors before it moves a weight", new Clipped().UnfusedBecause);
        Assert.Contains("a tensor's length", new United().UnfusedBecause, StringComparison.Ordinal);
        Assert.Null(new AdamW().UnfusedBecause);
        Assert.Null(new NAdam().UnfusedBecause);
        // What it asks for has no influence, so nothing is whole.
        Assert.Null(new PlainTensor().UnfusedBecause);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void AFormulaOfTensorsThatIsElementwiseIsTheElementwiseOne(bool isDouble)
    {
        Driver plain = Create(_optimizers.Length + 1, isDouble);
        Assert.IsAssignableFrom<Training.ElementwiseOptimizer<PlainTensor.Rule>>(plain.Optimizer);
        double[] before = plain.Parameters;
        Gradients(plain, 1, 0);
        plain.Update();
        for (int i = 0; i < before.Length; i++)
            Assert.Equal(before[i] - 0.001 * plain.Gradients[i], plain.Parameters[i], 4 * plain.Unit * (Math.Abs(before[i]) + Math.Abs(plain.Gradients[i])));
    }

    [Fact]
    public void StateHasTheNamesThatItsAttributesSay()
    {
        Assert.Equal(["weight's mean", "largest"], new United().SlotNames.ToArray());
        Assert.Equal(["warm", "count"], new United().PerStepNames.ToArray());
        Driver driver = Create(3, isDouble: true);
        Assert.Equal((0.5, 0.0), (driver.PerStep["warm"], driver.PerStep["count"]));
        Assert.Contains("warm, count", Assert.Throws<KeyNotFoundException>(() => driver.PerStep["steps"]).Message, StringComparison.Ordinal);
        driver.Step(Batch.Numbers(new Random(1), Inputs), Batch.Numbers(new Random(2), Outputs));
        Assert.Equal((0.625, 1.0), (driver.PerStep["warm"], driver.PerStep["count"]));
    }

    [Fact]
    public void AStepThatCannotBeginChangesNoNumber()
    {
        var trainer = new CountingNet().CreateTrainer<Counting>(1);
        double[] before = trainer.OptimizerState.PerStep.Names.Select(name => trainer.OptimizerState.PerStep[name]).ToArray();
        Assert.Equal([1], before);
        Assert.Contains("needs a value for Decay", Assert.Throws<InvalidOperationException>(() => trainer.Step([1], [2])).Message, StringComparison.Ordinal);
        Assert.Equal((1, 0), (trainer.OptimizerState.PerStep["power"], trainer.Optimizer.StepCount));
        trainer.Optimizer.Decay = 0.5;
        trainer.Step([1], [2]);
        trainer.Step([1], [2]);
        Assert.Equal((0.25, 2), (trainer.OptimizerState.PerStep["power"], trainer.Optimizer.StepCount));
        // A wrong call is no step.
        Assert.Throws<ArgumentException>(() => trainer.Step([1], [2, 3]));
        Assert.Equal(0.25, trainer.OptimizerState.PerStep["power"]);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void AWeightWithoutGradientAndDecayStays(bool isDouble)
    {
        // Inputs of 0: the first layer's weights get no gradient, and the norm of Lamb's direction is 0.
        Driver driver = Create(0, isDouble);
        ((Lamb)driver.Optimizer).WeightDecay = 0;
        double[] before = driver.Parameters;
        for (int i = 0; i < 3; i++)
            driver.Step(new double[2 * Inputs], Batch.Numbers(new Random(i), 2 * Outputs));
        Assert.Equal(before[..(5 * 31)], driver.Parameters[..(5 * 31)]);
        Assert.NotEqual(before[^3..], driver.Parameters[^3..]);
        Assert.All(driver.Parameters, value => Assert.True(double.IsFinite(value)));
    }

    private static Driver Create(int index, bool isDouble, ulong seed = 3) =>
        _compiled.Value.Create($"Net{index}{(isDouble ? "Double" : "Single")}", seed).Train(Capacity);

    private static void Gradients(Driver driver, int step, int index)
    {
        var random = new Random(step * 10 + index);
        driver.ZeroGradients();
        driver.Forward(Batch.Numbers(random, Capacity * Inputs));
        driver.Loss(Batch.Numbers(random, Capacity * Outputs));
        driver.Backward();
    }

    private static int[] Starts(Driver driver)
    {
        int start = 0;
        return [.. driver.Layout.Select(parameter => (start += parameter.Shape.Length) - parameter.Shape.Length)];
    }

    private static long[] Bits(double[] values) => [.. values.Select(BitConverter.DoubleToInt64Bits)];

    private static TheoryData<int, bool> Data(int from, int count)
    {
        TheoryData<int, bool> data = [];
        for (int index = from; index < from + count; index++)
        {
            data.Add(index, false);
            data.Add(index, true);
        }
        return data;
    }
}

[Model, Input(1), Dense(1), Mse]
internal sealed partial class CountingNet;
