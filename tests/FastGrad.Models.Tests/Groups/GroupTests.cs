using System.Text.Json;
using FastGrad.Models.Tests.Harness;
using FastGrad.Models.Tests.Pipelines;

namespace FastGrad.Models.Tests.Groups;

/// <summary>An optimizer whose number per step reads a setting that groups have multiples of.</summary>
public sealed partial class TallyAttribute : OptimizerAttribute
{
    [Formula]
    public void Update(ref double weight, double gradient, [PerStep, Ones] ref double product)
    {
        product *= 0.9 + LearningRate;
        weight -= LearningRate * product * gradient;
    }
}

[Model(Precision = Precision.Double), Input(2), Dense(2, LearningRateFactor = 0.5), Dense(1), Mse, Tally(LearningRate = 0.2)]
public partial class TallyNet;

/// <summary>Factors of learning rate and decay, declared on layers.</summary>
[Trait("Category", "Numeric")]
public class GroupTests
{
    private static readonly JsonElement _document =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Groups", "groups.json"))).RootElement;

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void GroupsAreThoseOfPyTorch(bool isPipeline, bool isFused)
    {
        IModel<double, double> model = isPipeline ? new GroupNet() : new GroupMethods();
        using ITrainer<double, double> trainer = model.CreateTrainer(Trainers.Here, 8);
        JsonElement item = _document.GetProperty("AdamW");
        foreach (JsonProperty start in item.GetProperty("start").EnumerateObject())
            Numbers(start.Value).CopyTo(model.Parameters[start.Name].Values);
        Trainers.Send(model, trainer);
        double[] inputs = Numbers(item.GetProperty("inputs")), targets = Numbers(item.GetProperty("targets"));

        foreach (JsonElement loss in item.GetProperty("losses").EnumerateArray())
            Near(loss.GetDouble(), Step(trainer, inputs, targets, isFused), "the loss");

        Trainers.Fetch(model, trainer);
        foreach (JsonProperty end in item.GetProperty("end").EnumerateObject())
            Near(Numbers(end.Value), model.Parameters[end.Name].Values, end.Name);
        // Frozen, a batch normalisation still gathers what its data are.
        foreach (JsonProperty end in item.GetProperty("buffers").EnumerateObject())
            Near(Numbers(end.Value), model.Buffers[end.Name].Values, end.Name);
    }

    /// <summary>There is one number for all weights, so it sees the setting and not a group's multiple of it.</summary>
    [Fact]
    public void ANumberPerStepSeesTheSettingsAsTheyAre()
    {
        var model = new TallyNet(seed: 3);
        var trainer = model.CreateTrainer(Trainers.Here, 1);
        double product = 1;
        for (int step = 1; step <= 5; step++)
        {
            double[][] before = [.. model.Parameters.Select(parameter => parameter.Values.ToArray())];
            Step(trainer, [0.5, -1], [2], isFused: false);
            Trainers.Fetch(model, trainer);
            product *= 1.1;
            Assert.Equal(product, trainer.OptimizerState.PerStep["product"], 1e-14);
            for (int index = 0; index < before.Length; index++)
            {
                double rate = 0.2 * (model.Parameters[index].Name.StartsWith("Dense1", StringComparison.Ordinal) ? 0.5 : 1);
                for (int i = 0; i < before[index].Length; i++)
                    Assert.Equal(before[index][i] - rate * product * trainer.Gradients[index].Values[i], model.Parameters[index].Values[i], 1e-14);
            }
        }
    }

    /// <summary>Against the declarations, with each parameter's own settings; NAdam keeps a number per step that all groups share.</summary>
    [Theory]
    [InlineData("AdamW")]
    [InlineData("NAdam")]
    [InlineData("Lamb")]
    public void EachParameterIsMovedByItsOwnSettings(string optimizer)
    {
        var model = new GroupNet(seed: 5);
        using ITrainer<double, double> trainer = optimizer switch
        {
            "AdamW" => model.CreateTrainer(Trainers.Here, 4),
            "NAdam" => model.CreateTrainer<NAdam>(4),
            _ => model.CreateTrainer<Lamb>(4),
        };
        if (trainer.Optimizer is Lamb lamb)
            lamb.WeightDecay = 0.3;
        trainer.Optimizer.LearningRate = 0.05;
        var random = new Random(9);
        double product = 1;
        for (int step = 1; step <= 6; step++)
        {
            double[] inputs = Batch.Numbers(random, 4 * 5), targets = Batch.Numbers(random, 4 * 3);
            double[][] weights = [.. model.Parameters.Select(parameter => parameter.Values.ToArray())];
            double[][] ms = Slots("m"), vs = Slots("v");
            Step(trainer, inputs, targets, isFused: false);
            Trainers.Fetch(model, trainer);
            double next = product;
            for (int index = 0; index < weights.Length; index++)
            {
                string name = model.Parameters[index].Name;
                if (name.StartsWith("Dense2", StringComparison.Ordinal) || name.StartsWith("BatchNorm1", StringComparison.Ordinal))
                    continue;
                double rate = 0.05 * (name[..6] switch { "Dense1" => 0.1, "Dense4" => 2, _ => 1 });
                double decay = 0.3 * (name switch { "Dense1.Weight" or "Dense4.Weight" or "Dense4.Bias" => 1, "Dense3.Weight" => 3, _ => 0 });
                double[] gradients = trainer.Gradients[index].Values.ToArray();
                (double[] expected, next) = Declared(optimizer, rate, decay, weights[index], gradients, step, ms[index], vs[index], product);
                Near(expected, model.Parameters[index].Values, $"{name} at step {step}");
            }
            product = next;
        }

        double[][] Slots(string name) => [.. trainer.OptimizerState[name].Select(slot => slot.Values.ToArray())];
    }

    [Fact]
    public void FusedAndUnfusedAreTheSameBits()
    {
        var fused = new WideGroupNet(3);
        var unfused = new WideGroupNet(3);
        using var first = fused.CreateTrainer(Trainers.Here, 16);
        using var second = unfused.CreateTrainer(Trainers.Here, 16);
        var random = new Random(4);
        for (int step = 0; step < 5; step++)
        {
            float[] inputs = [.. Batch.Numbers(random, 16 * 70).Select(number => (float)number)];
            int[] labels = [.. Enumerable.Range(0, 16).Select(_ => random.Next(13))];
            Assert.Equal(first.Step(inputs, labels), Step(second, inputs, labels, isFused: false));
        }
        Trainers.Fetch(fused, first);
        Trainers.Fetch(unfused, second);
        for (int index = 0; index < fused.Parameters.Count; index++)
            Assert.Equal(unfused.Parameters[index].Values.ToArray(), fused.Parameters[index].Values.ToArray());
    }

    [Fact]
    public void ASettingThatChangesCountsForAllGroups()
    {
        var model = new GroupNet(seed: 5);
        using var trainer = model.CreateTrainer(Trainers.Here, 4);
        var random = new Random(9);
        trainer.Step(Batch.Numbers(random, 4 * 5), Batch.Numbers(random, 4 * 3));
        Trainers.Fetch(model, trainer);
        double[][] before = [.. model.Parameters.Select(parameter => parameter.Values.ToArray())];
        trainer.Optimizer.LearningRate = 0;
        trainer.Step(Batch.Numbers(random, 4 * 5), Batch.Numbers(random, 4 * 3));
        Trainers.Fetch(model, trainer);
        for (int index = 0; index < before.Length; index++)
            Assert.Equal(before[index], model.Parameters[index].Values.ToArray());
    }

    private static (double[] Weights, double Product) Declared(
        string optimizer, double rate, double decay, double[] weights, double[] gradients, long step, double[] m, double[] v, double product)
    {
        if (optimizer == "Lamb")
        {
            Tensor weight = new(weights), first = new(m), second = new(v);
            new LambAttribute { LearningRate = rate, WeightDecay = decay }
                .Update(ref weight, new Tensor(gradients), step, ref first, ref second);
            return ([.. Enumerable.Range(0, weights.Length).Select(i => weight[i])], product);
        }
        double[] moved = [.. weights];
        double next = product, unused = 0;
        for (int i = 0; i < moved.Length; i++)
        {
            next = product;
            if (optimizer == "NAdam")
                new NAdamAttribute { LearningRate = rate }.Update(ref moved[i], gradients[i], step, ref m[i], ref v[i], ref next);
            else
                new AdamWAttribute { LearningRate = rate, WeightDecay = decay }.Update(ref moved[i], gradients[i], step, ref m[i], ref v[i], ref unused);
        }
        return (moved, next);
    }

    private static T Step<T, TTarget>(ITrainer<T, TTarget> trainer, T[] inputs, TTarget[] targets, bool isFused)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
    {
        if (isFused)
            return trainer.Step(inputs, targets);
        trainer.ZeroGradients();
        trainer.Forward(inputs);
        T loss = trainer.Loss(targets);
        trainer.Backward();
        trainer.Update();
        return loss;
    }

    private static double[] Numbers(JsonElement numbers) => [.. numbers.EnumerateArray().Select(number => number.GetDouble())];

    private static void Near(double[] expected, ReadOnlySpan<double> actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Near(expected[i], actual[i], $"{what}[{i}]");
    }

    private static void Near(double expected, double actual, string what) => Assert.True(
        Math.Abs(expected - actual) <= 1e-10 * Math.Max(1, Math.Abs(expected)), $"{what} is {actual:R}, but should be {expected:R}");
}
