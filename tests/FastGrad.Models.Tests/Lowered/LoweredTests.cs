using FastGrad.Models.Tests.Formulas;
using FastGrad.Models.Tests.Harness;
using FastGrad.Models.Tests.Layers;

namespace FastGrad.Models.Tests.Lowered;

/// <summary>What random graphs don't meet: what lives on from call to call, places, constants, indices, equal outputs, settings of several losses.</summary>
[Trait("Category", "Numeric")]
public class LoweredTests
{
    [Fact]
    public void BackwardReadsABufferAsForwardFoundIt() => new LayerCheck(new MemoryModel(), new Shape(5), (x, values) =>
    {
        Tensor running = values.Buffers["Memory1.Running"];
        Tensor y = new MemoryAttribute().Forward(x, ref running);
        if (Ops.Training)
            values.Buffers["Memory1.Running"] = running;
        return y;
    }).Run();

    [Fact]
    public void BuffersChangePlaces() => new LayerCheck(new SwapModel(), new Shape(5), (x, values) =>
    {
        Tensor first = values.Buffers["Swap1.First"], second = values.Buffers["Swap1.Second"];
        Tensor y = new SwapAttribute().Forward(x, ref first, ref second);
        if (Ops.Training)
            (values.Buffers["Swap1.First"], values.Buffers["Swap1.Second"]) = (first, second);
        return y;
    }).Run();

    [Fact]
    public void ANumberThatIsKnownIsLeftInABuffer()
    {
        var model = new SeenModel();
        model.Parameters["Dense1.Weight"].Values.Fill(1);
        var trainer = model.CreateTrainer(Trainers.Here, 1);
        double[] output = new double[1];

        Trainers.Predict(model, trainer, [2, 3], output);
        Assert.Equal(5, output[0]);
        Assert.Equal(5, trainer.Forward([2, 3])[0]);
        Assert.Equal(7, trainer.Forward([2, 3])[0]);
        Trainers.Predict(model, trainer, [2, 3], output);
        Assert.Equal(7, output[0]);
    }

    [Fact]
    public void Places() => new LayerCheck(new PlacesModel(), new Shape(3, 4, 5), (x, _) => new PlacesAttribute().Forward(x)).Run();

    [Fact]
    public void PlacesOfWholeVectors() => new LayerCheck(new PlacesOfWholeVectorsModel(), new Shape(2, 3, 16), (x, _) => new PlacesAttribute().Forward(x)).Run();

    [Fact]
    public void Numbers() => new LayerCheck(new NumbersModel(), new Shape(3), (x, _) => new NumbersAttribute().Forward(x)).Run();

    [Fact]
    public void Scattered() => new LayerCheck(new ScatteredModel(), new Shape(4, 5), (x, _) => new ScatteredAttribute().Forward(x)).Run();

    [Fact]
    public void Extremes() => new LayerCheck(new ExtremesModel(), new Shape(3, 7), (x, _) => new ExtremesAttribute().Forward(x)).Run();

    [Fact]
    public void AStateIsCarriedAndBackwardFindsItAsItWas()
    {
        var model = new CarryModel();
        model.Parameters[0].Values.Fill(2);
        var trainer = model.CreateTrainer(Trainers.Here, 2);
        double[] sum = new double[6];
        for (int call = 0; call < 3; call++)
        {
            double[] inputs = [.. Enumerable.Range(0, 6).Select(i => Math.Sin(7 * call + i))], outputGradient = [1, 2, 3, 4, 5, 6];

            double[] outputs = trainer.Forward(inputs).ToArray();
            trainer.ZeroGradients();
            trainer.Backward(outputGradient);

            Assert.Equal(inputs.Zip(sum, (x, s) => x + 2 * s), outputs);
            // Σ over the examples of gradient · what was carried.
            for (int i = 0; i < 3; i++)
                Assert.Equal(outputGradient[i] * sum[i] + outputGradient[3 + i] * sum[3 + i], trainer.Gradients[0].Values[i], 1e-12);
            Assert.Equal(outputGradient, trainer.InputGradient.ToArray());
            sum = [.. sum.Zip(inputs, (s, x) => s + x)];
        }
    }

    [Fact]
    public void EqualOutputsHaveGradientsOfTheirOwn()
    {
        var model = new TwinsModel();
        var trainer = model.CreateTrainer(Trainers.Here, 2);
        double[] inputs = [1, 2, 3, 4, 5, 6, 7, 8], y = new double[6], again = new double[6], negated = new double[6];

        trainer.Forward(inputs);
        trainer.Backward([1, 2, 3, 4, 5, 6], [10, 20, 30, 40, 50, 60], [100, 200, 300, 400, 500, 600]);
        model.Predict(inputs, y, again, negated);

        // Of the bias: the outputs' gradients, summed over the batch.
        Assert.Equal([1 + 4 + 10 + 40 - 100 - 400, 2 + 5 + 20 + 50 - 200 - 500, 3 + 6 + 30 + 60 - 300 - 600], trainer.Gradients[1].Values.ToArray());
        Assert.Equal(y, again);
        Assert.Equal(y.Select(value => -value), negated);
    }

    [Fact]
    public void EachLossHasItsSettingsAndEachExampleItsWeight()
    {
        var model = new SettingsModel();
        var trainer = model.CreateTrainer(Trainers.Here, 2);
        trainer.Criterion.Second.Delta = 0.25;
        double[] inputs = [0.5, -1, 2, 1.5, 0.3, -0.7], firstTargets = [1, -1, 0.2, 3], secondTargets = [1, 0, -1, 2, 0.2, -0.5], weights = [0.25, 2];
        double[] first = new double[4], second = new double[6];
        model.Predict(inputs, first, second);

        double loss = trainer.Evaluate(inputs, firstTargets, secondTargets, weights);

        // Σ weight · mean term / Σ weight, each loss for itself.
        Assert.Equal(Mean(first, firstTargets, 2, 0.5) + 3 * Mean(second, secondTargets, 3, 0.25), loss, 1e-12);

        double Mean(double[] y, double[] t, int length, double delta) =>
            Enumerable.Range(0, 2 * length).Sum(i => weights[i / length] * new HuberAttribute { Delta = delta }.Loss(y[i], t[i]) / length) / weights.Sum();
    }
}
