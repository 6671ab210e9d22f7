using System.Globalization;
using System.Numerics;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using static FastGrad.Tests.Training.Data;

namespace FastGrad.Tests.Training;

/// <summary>What is left of gradients, and that no way to move weights clips otherwise than another.</summary>
[Trait("Category", "Numeric")]
public class ClippingTests
{
    private static readonly JsonElement _document = Read();

    private static readonly GradientClipping[] _clippings =
    [
        GradientClipping.ByValue(0.01), GradientClipping.ByNorm(0.05), GradientClipping.ByTensorNorm(0.02), GradientClipping.ByNorm(double.PositiveInfinity),
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, _document.GetProperty("cases").GetArrayLength())];

    public static TheoryData<int> Clippings => [.. Enumerable.Range(0, _clippings.Length)];

    /// <summary>See clipping.py.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void AgreesWithPyTorch(int index)
    {
        JsonElement run = _document.GetProperty("cases")[index];
        string text = run.GetProperty("limit").GetString()!;
        double limit = text == "inf" ? double.PositiveInfinity : double.Parse(text, CultureInfo.InvariantCulture);
        ITrainer<double, double> trainer = new HandNet().CreateTrainer(1, new() { Clipping = Clipping(run.GetProperty("kind").GetString()!, limit) });
        double[] clipped = Clip(trainer, Numbers(run.GetProperty("gradients"))), expected = Numbers(run.GetProperty("clipped"));
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], clipped[i], 1e-14 * Math.Abs(expected[i]));
        if (run.GetProperty("norm").ValueKind == JsonValueKind.Null)
            Assert.Equal(double.NaN, trainer.GradientNorm);
        else
            Assert.Equal(run.GetProperty("norm").GetDouble(), trainer.GradientNorm, 1e-14 * trainer.GradientNorm);

        static double[] Numbers(JsonElement numbers) => [.. numbers.EnumerateArray().Select(number => number.GetDouble())];
    }

    [Theory]
    [MemberData(nameof(Clippings))]
    public void StepIsThePhasesBitForBit(int clipping)
    {
        TrainerOptions options = new() { Clipping = _clippings[clipping] };
        TrainerOptions shared = new() { Clipping = _clippings[clipping], Threads = 3, LeastWork = 1, AverageDecay = 0.9 };
        Compare(new DoubleNet(1), net => net.CreateTrainer(8, options), new DoubleNet(1), net => net.CreateTrainer(8, shared));
        Compare(new DoubleNet(1), net => net.CreateTrainer<Lamb>(8, options), new DoubleNet(1), net => net.CreateTrainer<Lamb>(8, shared));
        Compare(new SingleNet(1), net => net.CreateTrainer(8, options), new SingleNet(1), net => net.CreateTrainer(8, shared));
        Compare(new SingleNet(1), net => net.CreateTrainer<RmsProp>(8, shared), new SingleNet(1), net => net.CreateTrainer<RmsProp>(8, options));
        Compare(new FrozenNet(1), net => net.CreateTrainer(8, options), new FrozenNet(1), net => net.CreateTrainer(8, shared));
        Compare(new FrozenNet(1), net => net.CreateTrainer<Lars>(8, shared), new FrozenNet(1), net => net.CreateTrainer<Lars>(8, options));
        Compare(new TwinNet(1), net => net.CreateTrainer(8, options), new TwinNet(1), net => net.CreateTrainer(8, shared));
    }

    /// <summary>More elements than the piece that is clipped on the stack.</summary>
    [Fact]
    public void LargeTensorsAreClippedToTheirEnd()
    {
        WideNet clipped = new(1), by = new(1);
        var trainer = clipped.CreateTrainer(2, new() { Clipping = GradientClipping.ByValue(1e-3) });
        var phases = by.CreateTrainer(2);
        float[] inputs = Singles(2 * 70, 1), targets = Singles(2 * 130, 2);
        Assert.Null(trainer.UnfusedBecause);
        trainer.Step(inputs, targets);
        phases.Forward(inputs);
        phases.Loss(targets);
        phases.Backward();
        foreach (Parameter<float> gradient in phases.Gradients)
        {
            for (int i = 0; i < gradient.Values.Length; i++)
                gradient.Values[i] = Math.Clamp(gradient.Values[i], -1e-3f, 1e-3f);
        }
        phases.Update();
        Assert.Equal(Values(by.Parameters), Values(clipped.Parameters));
    }

    [Fact]
    public void AStepSaysWhyItIsUnfused()
    {
        DoubleNet net = new();
        using var trainer = net.CreateTrainer(1);
        Assert.Null(trainer.UnfusedBecause);
        trainer.Clipping = GradientClipping.ByValue(1);
        Assert.Null(trainer.UnfusedBecause);
        trainer.Clipping = GradientClipping.ByNorm(1);
        Assert.Contains("the norm of all gradients together", trainer.UnfusedBecause, StringComparison.Ordinal);
        trainer.Clipping = GradientClipping.ByTensorNorm(1);
        Assert.Contains("the norm of a tensor's whole gradient", trainer.UnfusedBecause, StringComparison.Ordinal);
        trainer.Clipping = null;
        Assert.Null(trainer.UnfusedBecause);
        using var lamb = net.CreateTrainer<Lamb>(1, new() { Clipping = GradientClipping.ByNorm(1), AccumulationSteps = 2 });
        Assert.Equal(lamb.Optimizer.UnfusedBecause, lamb.UnfusedBecause);
        using var gathering = net.CreateTrainer(1, new() { AccumulationSteps = 4 });
        Assert.Contains("4 batches", gathering.UnfusedBecause, StringComparison.Ordinal);
    }

    [Fact]
    public void TheNormIsThatOfTheLastUpdateThatMeasuredOne()
    {
        var trainer = new DoubleNet(1).CreateTrainer(2);
        double[] inputs = Numbers(10, 1), targets = Numbers(14, 2);
        Assert.Equal(double.NaN, trainer.GradientNorm);
        trainer.Forward(inputs);
        trainer.Loss(targets);
        trainer.Backward();
        double norm = Math.Sqrt(Values(trainer.Gradients).Sum(value => value * value));
        trainer.Clipping = GradientClipping.ByNorm(double.PositiveInfinity);
        trainer.Step(inputs, targets);
        Assert.Equal(norm, trainer.GradientNorm, 1e-14 * norm);
        trainer.Clipping = GradientClipping.ByValue(1);
        trainer.Step(inputs, targets);
        Assert.Equal(double.NaN, trainer.GradientNorm);
        trainer.Clipping = GradientClipping.ByTensorNorm(1e-3);
        trainer.Step(inputs, targets);
        Assert.True(trainer.GradientNorm > 0.01);
        trainer.Clipping = null;
        trainer.Step(inputs, targets);
        Assert.Equal(double.NaN, trainer.GradientNorm);
    }

    /// <summary>What is frozen has no gradient, so it has no part in the norm, and stays its own average.</summary>
    [Fact]
    public void WhatIsFrozenIsNotMeasured()
    {
        FrozenNet net = new(1);
        double[] first = net.Parameters["Dense1.Weight"].Values.ToArray(), inputs = Numbers(20, 1), targets = Numbers(28, 2);
        using var trainer = net.CreateTrainer(4, new() { Clipping = GradientClipping.ByNorm(0.1), AverageDecay = 0.9 });
        trainer.Forward(inputs);
        trainer.Loss(targets);
        trainer.Backward();
        double norm = Math.Sqrt(Values(trainer.Gradients).Sum(value => value * value));
        Assert.All(trainer.Gradients["Dense1.Weight"].Values.ToArray(), value => Assert.Equal(0, value));
        trainer.Update();
        Assert.Equal(norm, trainer.GradientNorm, 1e-14 * norm);
        for (int step = 0; step < 5; step++)
            trainer.Step(inputs, targets);
        Assert.Equal(first, net.Parameters["Dense1.Weight"].Values.ToArray());
        Assert.Equal(first, trainer.Average!["Dense1.Weight"].Values.ToArray());
        Assert.NotEqual(net.Parameters["Dense2.Weight"].Values.ToArray(), trainer.Average["Dense2.Weight"].Values.ToArray());
    }

    [Theory]
    [InlineData(1e25)]
    [InlineData(3e38)]
    [InlineData(1e-25)]
    [InlineData(1e-38)]
    [InlineData(1)]
    public void FloatsOfAnyMagnitudeHaveTheirNorm(double magnitude)
    {
        var trainer = new SingleNet().CreateTrainer(1, new() { Clipping = GradientClipping.ByNorm(1) });
        double[] gradients = [.. Numbers(46, 5).Select(value => (double)(float)(value * magnitude / 2))];
        double scale = 1 / magnitude, norm = Math.Sqrt(gradients.Sum(value => value * scale * value * scale)) / scale;
        double[] clipped = Clip(trainer, gradients);
        Assert.Equal(norm, trainer.GradientNorm, 1e-6 * norm);
        double factor = Math.Min(1, 1 / (norm + 1e-6));
        for (int i = 0; i < clipped.Length; i++)
            Assert.Equal(gradients[i] * factor, clipped[i], 1e-6 * Math.Abs(gradients[i] * factor) + float.Epsilon);
    }

    [Theory]
    [InlineData(1e200)]
    [InlineData(1e307)]
    [InlineData(1e-200)]
    [InlineData(1e-307)]
    public void DoublesOfAnyMagnitudeHaveTheirNorm(double magnitude)
    {
        var trainer = new HandNet().CreateTrainer(1, new() { Clipping = GradientClipping.ByTensorNorm(double.PositiveInfinity) });
        double[] gradients = [.. Numbers(22, 5).Select(value => value * magnitude)];
        double norm = Math.Sqrt(gradients.Sum(value => value / magnitude * (value / magnitude))) * magnitude;
        Assert.Equal(gradients, Clip(trainer, gradients));
        Assert.Equal(norm, trainer.GradientNorm, 1e-13 * norm);
    }

    [Fact]
    public void WhatIsNoNumberSpreadsAsInPyTorch()
    {
        double[] gradients = Numbers(22, 1);
        gradients[16] = double.NaN;
        Assert.All(Clip(Trainer(GradientClipping.ByNorm(1)), gradients), value => Assert.Equal(double.NaN, value));
        double[] byTensor = Clip(Trainer(GradientClipping.ByTensorNorm(1)), gradients);
        Assert.All(byTensor[15..18], value => Assert.Equal(double.NaN, value));
        Assert.All(byTensor[..15], value => Assert.True(double.IsFinite(value)));
        double[] byValue = Clip(Trainer(GradientClipping.ByValue(1)), gradients);
        Assert.Equal(double.NaN, byValue[16]);
        Assert.All(byValue[17..], value => Assert.InRange(value, -1, 1));

        gradients[16] = double.NegativeInfinity;
        ITrainer<double, double> infinite = Trainer(GradientClipping.ByNorm(1));
        double[] clipped = Clip(infinite, gradients);
        Assert.Equal(double.PositiveInfinity, infinite.GradientNorm);
        Assert.Equal(double.NaN, clipped[16]);
        Assert.All(clipped[..16], value => Assert.Equal(0, value));
        Assert.Equal(-1, Clip(Trainer(GradientClipping.ByValue(1)), gradients)[16]);
        // A limit of ∞ only measures.
        Assert.Equal(gradients, Clip(Trainer(GradientClipping.ByNorm(double.PositiveInfinity)), gradients));

        static ITrainer<double, double> Trainer(GradientClipping clipping) => new HandNet().CreateTrainer(1, new() { Clipping = clipping });
    }

    [Fact]
    public void ANormIsNeverRaisedAndADirectionKept()
    {
        var cases =
            from exponent in Gen.Choose(-30, 30)
            from numbers in Gen.Choose(-1000, 1000).ArrayOf(46)
            from limitExponent in Gen.Choose(-20, 20)
            let scale = 1e-3 * Math.Pow(10, exponent)
            select (Gradients: (double[])[.. numbers.Select(number => (double)(float)(number * scale))], Limit: 1.5 * Math.Pow(10, limitExponent));
        int[] lengths = [15, 3, 21, 7];
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(cases.ToArbitrary(), drawn =>
        {
            // Floats have few digits: a norm may end some roundings above what it was.
            const double Slack = 1 + 1e-5;
            foreach (string kind in (string[])["ByValue", "ByNorm", "ByTensorNorm"])
            {
                double[] clipped = Clip(new SingleNet().CreateTrainer(1, new() { Clipping = Clipping(kind, drawn.Limit) }), drawn.Gradients);
                int start = 0;
                Assert.True(Norm(clipped) <= Slack * Norm(drawn.Gradients));
                if (kind == "ByNorm")
                    Assert.True(Norm(clipped) <= Slack * drawn.Limit);
                foreach (int length in lengths)
                {
                    double[] before = drawn.Gradients[start..(start + length)], after = clipped[start..(start + length)];
                    Assert.True(Norm(after) <= Slack * Norm(before));
                    if (kind == "ByTensorNorm")
                        Assert.True(Norm(after) <= Slack * drawn.Limit);
                    start += length;
                    double factor = Norm(before) == 0 ? 1 : Norm(after) / Norm(before);
                    for (int i = 0; i < length; i++)
                    {
                        if (kind == "ByValue")
                            Assert.Equal(Math.Clamp(before[i], -(float)drawn.Limit, (float)drawn.Limit), after[i]);
                        else
                            Assert.Equal(factor * before[i], after[i], 1e-5 * Math.Abs(factor * before[i]) + 2 * float.Epsilon);
                    }
                }
            }
            return true;
        }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void ALimitIsAboveZero(double limit)
    {
        foreach (string kind in (string[])["ByValue", "ByNorm", "ByTensorNorm"])
            Assert.Equal(limit, Assert.Throws<ArgumentOutOfRangeException>("limit", () => Clipping(kind, limit)).ActualValue);
    }

    [Fact]
    public void ItSaysWhatItIs() => Assert.Equal("ByTensorNorm(0.5)", GradientClipping.ByTensorNorm(0.5).ToString());

    [Fact]
    public void NothingIsAllocated()
    {
        double[] inputs = Numbers(10, 1), targets = Numbers(14, 2);
        foreach (GradientClipping clipping in _clippings)
        {
            var trainer = new DoubleNet().CreateTrainer(2, new() { Clipping = clipping, AverageDecay = 0.9, AccumulationSteps = 2 });
            Allocation.None(() => trainer.Step(inputs, targets));
            Allocation.None(() =>
            {
                trainer.ZeroGradients();
                trainer.Forward(inputs);
                trainer.Loss(targets);
                trainer.Backward();
                trainer.Update();
            });
            var other = new DoubleNet().CreateTrainer(2, new() { Clipping = clipping, AverageDecay = 0.2 });
            Allocation.None(() => other.Step(inputs, targets));
            Allocation.None(() => other.Clipping = _clippings[0]);
        }
    }

    private static void Compare<TNet, T>(TNet first, Func<TNet, ITrainer<T, T>> steps, TNet second, Func<TNet, ITrainer<T, T>> phases)
        where TNet : IModel<T, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using ITrainer<T, T> step = steps(first), phased = phases(second);
        int outputs = step.Forward(Convert(5)).Length;
        phased.Forward(Convert(5));
        for (int i = 1; i <= 8; i++)
        {
            T[] inputs = Convert(i * 5), targets = [.. Data.Numbers(i * outputs, 100 + i).Select(T.CreateChecked)];
            T loss = step.Step(inputs, targets);
            phased.ZeroGradients();
            phased.Forward(inputs);
            Assert.Equal(phased.Loss(targets), loss);
            phased.Backward();
            phased.Update();
            Assert.Equal(Values(second.Parameters), Values(first.Parameters));
            foreach (string slot in step.OptimizerState.Names)
                Assert.Equal(Values(phased.OptimizerState[slot]), Values(step.OptimizerState[slot]));
            Assert.Equal(phased.GradientNorm, step.GradientNorm);
        }

        static T[] Convert(int count) => [.. Data.Numbers(count, count).Select(T.CreateChecked)];
    }

    /// <summary>What <c>Update</c> leaves of gradients.</summary>
    private static double[] Clip<T>(ITrainer<T, T> trainer, double[] gradients) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int outputs = trainer.Forward(new T[5]).Length;
        trainer.Backward(new T[outputs]);
        int start = 0;
        foreach (Parameter<T> gradient in trainer.Gradients)
        {
            for (int i = 0; i < gradient.Values.Length; i++)
                gradient.Values[i] = T.CreateChecked(gradients[start++]);
        }
        Assert.Equal(gradients.Length, start);
        trainer.Update();
        return [.. Values(trainer.Gradients).Select(double.CreateChecked)];
    }

    private static GradientClipping Clipping(string kind, double limit) => kind switch
    {
        "ByValue" => GradientClipping.ByValue(limit),
        "ByNorm" => GradientClipping.ByNorm(limit),
        _ => GradientClipping.ByTensorNorm(limit),
    };

    private static double Norm(double[] values)
    {
        double largest = values.Max(Math.Abs);
        return largest == 0 ? 0 : largest * Math.Sqrt(values.Sum(value => value / largest * (value / largest)));
    }

    private static float[] Singles(int count, int seed) => [.. Numbers(count, seed).Select(value => (float)value)];

    private static JsonElement Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Training", "clipping.json")));
        return document.RootElement.Clone();
    }
}
