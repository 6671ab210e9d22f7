using FastGrad.Models.Tests.Harness;

namespace FastGrad.Models.Tests.Layers;

[Model(Precision = Precision.Double, InputGradient = true), Input(5, 3), Rnn(4), Mse, Sgd]
public partial class RnnModel;

[Model(Precision = Precision.Double, InputGradient = true), Input(5, 3), Gru(4), Mse, Sgd]
public partial class GruModel;

/// <summary>Two recurrent layers, the last state of the second, and an answer: what people build.</summary>
[Model(Precision = Precision.Double, InputGradient = true), Input(6, 2), Gru(3), Rnn(4), LastStep, Dense(2), Mse, Sgd]
public partial class DeepRecurrentModel;

[Model(Precision = Precision.Double, InputGradient = true), Input(2, 3), Gru(4, Stateful = true), Mse, Sgd]
public partial class StatefulGruModel;

[Model(Precision = Precision.Double, InputGradient = true), Input(1, 3), Rnn(4, Stateful = true), Mse, Sgd]
public partial class StatefulRnnModel;

/// <summary>Recurrent layers, compiled: outputs, gradients through time, and states from call to call.</summary>
[Trait("Category", "Numeric")]
public class RecurrentTests
{
    [Fact]
    public void RnnGoesBackThroughTime() => new LayerCheck(new RnnModel(), new Shape(5, 3), (x, values) => Rnn(new(4), x, values)).Run();

    [Fact]
    public void GruGoesBackThroughTime() => new LayerCheck(new GruModel(), new Shape(5, 3), (x, values) => Gru(new(4), x, values)).Run();

    [Fact]
    public void SeveralLayers() => new LayerCheck(new DeepRecurrentModel(), new Shape(6, 2), (x, values) =>
    {
        Tensor states = Rnn(new(4), Gru(new(3), x, values.Of("Gru1")), values.Of("Rnn1")), last = new LastStepAttribute().Forward(states);
        LayerValues head = values.Of("Dense1");
        return new DenseAttribute(2).Forward(last, head["Weight"], head["Bias"]);
    }).Run();

    [Fact]
    public void AModelThatCarriesNothingHasNoState()
    {
        GruModel model = new();

        Assert.Equal(["Gru1.Weight", "Gru1.Recurrent", "Gru1.Bias", "Gru1.RecurrentBias"], model.Parameters.Select(parameter => parameter.Name));
        Assert.Empty(model.Buffers);
    }

    [Fact]
    public void AStatefulGruGoesOnFromCallToCall()
    {
        StatefulGruModel model = new();
        Carried(model, new Shape(2, 3), (Tensor x, ref Tensor state) => Gru(new(4) { Stateful = true }, x, LayerValues.Of(model), ref state));
    }

    [Fact]
    public void AStatefulRnnIsFedSampleBySample()
    {
        StatefulRnnModel model = new();
        Carried(model, new Shape(1, 3), (Tensor x, ref Tensor state) => Rnn(new(4) { Stateful = true }, x, LayerValues.Of(model), ref state));
    }

    private delegate Tensor Carrying(Tensor x, ref Tensor state);

    /// <summary>Training and predicting each carry states of their own, one per example, until they are reset.</summary>
    private static void Carried(IModel<double, double> model, Shape input, Carrying declared)
    {
        const int Batch = 3;
        Random random = new(17);
        var trainer = model.CreateTrainer(Trainers.Here, Batch);
        var predictor = model.CreatePredictor(Batch);
        for (int round = 0; round < 2; round++)
        {
            Tensor[] states = [.. Enumerable.Range(0, Batch).Select(_ => Ops.Zeros(new Shape(4)))];
            for (int piece = 0; piece < 4; piece++)
            {
                Tensor[] inputs =
                    [.. Enumerable.Range(0, Batch).Select(_ => new Tensor(input, [.. Enumerable.Range(0, input.Length).Select(_ => 4 * random.NextDouble() - 2)]))];
                double[] flat = [.. inputs.SelectMany(x => x.Values.ToArray())], outputs = new double[Batch * input[0] * 4];
                double[] expected = [.. inputs.SelectMany((x, example) => declared(x, ref states[example]).Values.ToArray())];

                double[] trained = trainer.Forward(flat).ToArray();
                predictor.Predict(flat, outputs);

                Assert.All(expected.Zip(trained), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
                Assert.All(expected.Zip(outputs), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
            }
            trainer.ResetState();
            predictor.ResetState();
        }
    }

    private static Tensor Gru(GruAttribute gru, Tensor x, LayerValues values)
    {
        Tensor none = Ops.Zeros(new Shape(gru.Units));
        return Gru(gru, x, values, ref none);
    }

    private static Tensor Gru(GruAttribute gru, Tensor x, LayerValues values, ref Tensor state) =>
        gru.Forward(x, values["Weight"], values["Recurrent"], values["Bias"], values["RecurrentBias"], ref state);

    private static Tensor Rnn(RnnAttribute rnn, Tensor x, LayerValues values)
    {
        Tensor none = Ops.Zeros(new Shape(rnn.Units));
        return Rnn(rnn, x, values, ref none);
    }

    private static Tensor Rnn(RnnAttribute rnn, Tensor x, LayerValues values, ref Tensor state) =>
        rnn.Forward(x, values["Weight"], values["Recurrent"], values["Bias"], ref state);
}
