using FastGrad.Compiler;
using FastGrad.Models.Tests.Harness;
using FastGrad.Models.Tests.Pipelines;

namespace FastGrad.Models.Tests.Groups;

/// <summary>What is frozen stays as it is, and no work is done for it.</summary>
[Trait("Category", "Numeric")]
public class FrozenTests
{
    private static readonly Random _random = new(21);

    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public void NothingMovesIt(bool wholeTensors, bool isFused)
    {
        IModel<float, int> model = wholeTensors ? new WideTensorGroupNet(3) : new WideGroupNet(3);
        using ITrainer<float, int> trainer = model.CreateTrainer(Trainers.Here, 8);
        string[] names = ["Dense2.Weight", "Dense2.Bias"];
        model.Parameters["Dense2.Bias"].Values.Fill(0.25f);
        Trainers.Send(model, trainer);
        float[][] before = [.. names.Select(name => model.Parameters[name].Values.ToArray())];
        float[] other = model.Parameters["Dense1.Weight"].Values.ToArray();
        for (int step = 0; step < 4; step++)
        {
            float[] inputs = [.. Batch.Numbers(_random, 8 * 70).Select(number => (float)number)];
            int[] labels = [.. Enumerable.Range(0, 8).Select(_ => _random.Next(13))];
            if (isFused)
            {
                trainer.Step(inputs, labels);
                continue;
            }
            trainer.ZeroGradients();
            trainer.Forward(inputs);
            trainer.Loss(labels);
            trainer.Backward();
            // Even what somebody else puts there does not move it.
            Assert.All(trainer.Gradients["Dense2.Weight"].Values.ToArray(), gradient => Assert.Equal(0, gradient));
            trainer.Gradients["Dense2.Weight"].Values.Fill(1);
            trainer.Update();
        }
        Trainers.Fetch(model, trainer);
        for (int i = 0; i < names.Length; i++)
        {
            Assert.Equal(before[i], model.Parameters[names[i]].Values.ToArray());
            foreach (string slot in trainer.OptimizerState.Names)
                Assert.All(trainer.OptimizerState[slot][names[i]].Values.ToArray(), value => Assert.Equal(0, value));
        }
        Assert.NotEqual(other, model.Parameters["Dense1.Weight"].Values.ToArray());
    }

    [Fact]
    public void TheGradientGoesThroughIt()
    {
        var frozen = new MiddleFrozenNet(7);
        var free = new MiddleFreeNet(7);
        using var first = frozen.CreateTrainer(Trainers.Here, 5);
        using var second = free.CreateTrainer(Trainers.Here, 5);
        double[] inputs = Batch.Numbers(_random, 5 * 4), targets = Batch.Numbers(_random, 5 * 2);
        Backward(first, inputs, targets);
        Backward(second, inputs, targets);
        foreach (Parameter<double> gradient in first.Gradients)
        {
            if (gradient.Name.StartsWith("Dense2", StringComparison.Ordinal))
                Assert.All(gradient.Values.ToArray(), value => Assert.Equal(0, value));
            else
                Assert.Equal(second.Gradients[gradient.Name].Values.ToArray(), gradient.Values.ToArray());
        }
    }

    [Fact]
    public void OfAModelThatLearnsNothingTheInputHasItsGradient()
    {
        var frozen = new FrozenNet(7);
        var free = new FreeNet(7);
        using var first = frozen.CreateTrainer(Trainers.Here, 5);
        using var second = free.CreateTrainer(Trainers.Here, 5);
        double[] inputs = Batch.Numbers(_random, 5 * 4), targets = Batch.Numbers(_random, 5 * 2);
        double[] before = frozen.Parameters["Dense1.Weight"].Values.ToArray();
        Assert.Equal(second.Step(inputs, targets), first.Step(inputs, targets));
        Assert.Equal(second.InputGradient.ToArray(), first.InputGradient.ToArray());
        Trainers.Fetch(frozen, first);
        Assert.Equal(before, frozen.Parameters["Dense1.Weight"].Values.ToArray());
        Assert.Equal(1, first.Optimizer.StepCount);
    }

    [Fact]
    public void ARecurrenceCanBeFrozen()
    {
        var model = new FrozenRecurrentNet(7);
        using var trainer = model.CreateTrainer(Trainers.Here, 3);
        double[] before = model.Parameters["Gru1.Recurrent"].Values.ToArray(), learns = model.Parameters["Dense1.Weight"].Values.ToArray();
        trainer.Step(Batch.Numbers(_random, 3 * 18), Batch.Numbers(_random, 3 * 2));
        Trainers.Fetch(model, trainer);
        Assert.Equal(before, model.Parameters["Gru1.Recurrent"].Values.ToArray());
        Assert.NotEqual(learns, model.Parameters["Dense1.Weight"].Values.ToArray());
    }

    /// <summary>How many products of the way back there are: of weights' gradients, and of inputs'.</summary>
    [Theory]
    [InlineData("Dense(40), Tanh, Dense(30), Tanh, Dense(10)", 3, 2)]
    [InlineData("Dense(40, Frozen = true), Tanh, Dense(30, Frozen = true), Tanh, Dense(10)", 1, 0)]
    [InlineData("Dense(40), Tanh, Dense(30, Frozen = true), Tanh, Dense(10)", 2, 2)]
    [InlineData("Dense(40, Frozen = true), Tanh, Dense(30, Frozen = true), Tanh, Dense(10, Frozen = true)", 0, 0)]
    public void NoWorkIsDoneForIt(string layers, int weightGradients, int inputGradients)
    {
        InMemory compiled = InMemory.Compile($"[Model, Input(20), {layers}, Mse, Sgd] public partial class Net;");
        string source = ModelCompiler.Compile(compiled.Specs.Single()).Source;
        Assert.Equal(weightGradients, source.Split("Products.WeightGradient").Length - 1);
        Assert.Equal(inputGradients, source.Split("Products.InputGradient").Length - 1);
    }

    [Fact]
    public void DescribeShowsIt()
    {
        var model = new LastLayerNet();
        Assert.Equal(20 * 40 + 40 + 40 * 30 + 30, model.Description.FrozenCount);
        Assert.Contains("Dense(40, Frozen = true)", model.Describe());
        Assert.Contains("Frozen parameters, which stay as they are: 2,070", model.Describe());
    }

    private static void Backward(ITrainer<double, double> trainer, double[] inputs, double[] targets)
    {
        trainer.ZeroGradients();
        trainer.Forward(inputs);
        trainer.Loss(targets);
        trainer.Backward();
    }
}
