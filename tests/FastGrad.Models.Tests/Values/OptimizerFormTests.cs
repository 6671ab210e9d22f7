using FastGrad.Models.Tests.Formulas;
using FastGrad.Models.Tests.Harness;
using FastGrad.Models.Tests.Pipelines;

namespace FastGrad.Models.Tests.Values;

/// <summary>Settings that decide an optimizer's rule: a model that asks for another form than the default gets it.</summary>
[Trait("Category", "Numeric")]
public class OptimizerFormTests
{
    private static readonly (string Text, AmsAttribute Declared, string[] Slots, bool Unfused)[] _forms =
    [
        ("Ams", new(), ["v"], false),
        ("Ams(AmsGrad = true)", new() { AmsGrad = true }, ["v", "largest"], false),
        ("Ams(AmsGrad = false, Beta = 0.5)", new() { Beta = 0.5 }, ["v"], false),
        ("Ams(Growth = Growth.Root, LearningRate = 0.01)", new() { Growth = Growth.Root, LearningRate = 0.01 }, ["v"], false),
        ("Ams(Growth = Growth.Linear, Times = 3)", new() { Growth = Growth.Linear, Times = 3 }, ["v"], false),
        ("Ams(AmsGrad = true, ByTensor = true)", new() { AmsGrad = true, ByTensor = true }, ["v", "largest"], true),
    ];

    private static readonly Lazy<InMemory> _compiled = new(() => InMemory.Compile("OptimizerForms", [string.Concat(
        from index in Enumerable.Range(0, _forms.Length)
        from precision in new[] { "Single", "Double" }
        select $"namespace Some.Place {{ [Model(Precision = Precision.{precision}), Input(3), Dense(7), Mse, {_forms[index].Text}] public partial class Net{index}{precision}; }}\n")], new()));

    public static TheoryData<int, bool> Forms
    {
        get
        {
            TheoryData<int, bool> data = [];
            for (int index = 0; index < _forms.Length; index++)
            {
                data.Add(index, false);
                data.Add(index, true);
            }
            return data;
        }
    }

    [Theory, MemberData(nameof(Forms))]
    public void AModelHasTheFormItAsksFor(int index, bool isDouble)
    {
        (_, AmsAttribute declared, string[] slots, bool unfused) = _forms[index];
        Driver driver = _compiled.Value.Create($"Some.Place.Net{index}{(isDouble ? "Double" : "Single")}", 5).Train(4);
        Assert.Equal(slots, ((Training.FormulaOptimizer)driver.Optimizer).SlotNames.ToArray());
        Assert.Equal(unfused, driver.Optimizer.UnfusedBecause is not null);
        Assert.Equal(declared.LearningRate, driver.Optimizer.LearningRate);
        Assert.Equal(declared.Beta, driver.Optimizer.GetType().GetProperty("Beta")!.GetValue(driver.Optimizer));

        var random = new Random(index);
        for (int step = 1; step <= 4; step++)
        {
            double[] weights = driver.Parameters, state = driver.State;
            driver.ZeroGradients();
            driver.Forward(Batch.Numbers(random, 4 * 3));
            driver.Loss(Batch.Numbers(random, 4 * 7));
            driver.Backward();
            double[] gradients = driver.Gradients;
            driver.Update();
            foreach ((int start, int length) in new[] { (0, 21), (21, 7) })
            {
                Tensor weight = Part(weights), v = Part(state), largest = slots.Length > 1 ? Part(state[28..]) : new Tensor(new Shape(length), new double[length]);
                declared.Update(ref weight, Part(gradients), step, ref v, ref largest);
                for (int i = 0; i < length; i++)
                {
                    Assert.Equal(weight[i], driver.Parameters[start + i], 32 * driver.Unit * (1 + Math.Abs(weight[i])));
                    Assert.Equal(v[i], driver.State[start + i], 32 * driver.Unit * (1 + v[i]));
                }

                Tensor Part(double[] values) => new(new Shape(length), values.AsSpan(start, length));
            }
        }
    }

    [Fact]
    public void TheDefaultFormIsTheOneBesideTheAttribute()
    {
        Assert.IsType<Ams>(_compiled.Value.Create("Some.Place.Net2Double").Train(1).Optimizer);
        Assert.IsNotType<Ams>(_compiled.Value.Create("Some.Place.Net1Double").Train(1).Optimizer);
        Assert.Equal(["v"], new Ams().SlotNames.ToArray());
    }
}
