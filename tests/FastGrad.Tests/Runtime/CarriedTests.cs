using FastGrad.Training;
using Xunit;

namespace FastGrad.Tests.Runtime;

/// <summary>Inference mode, buffers and states of a model with one span in and one out.</summary>
[Trait("Category", "Numeric")]
public sealed class CarriedTests
{
    private readonly ParameterSet<double> _parameters = EchoProgram.Parameters();
    private readonly ParameterSet<double> _buffers = EchoProgram.Buffers();

    [Fact]
    public void Training_passes_write_buffers_and_states_and_nothing_else_does()
    {
        EchoTrainer trainer = new(_parameters, _buffers, 3);
        // States are 10 at first; the buffer counts passes and shows in inference only.
        Assert.Equal([22, 24, 26], trainer.Forward([1, 2, 3]).ToArray());
        Assert.Equal([2 * (4 + 1), 2 * (5 + 2)], trainer.Forward([4, 5]).ToArray());
        Assert.Equal(2, _buffers[0].Values[0]);
        // In inference: 2 · (6 + 4) + 2 = 22, 2 · (7 + 5) + 2 = 26, 2 · (8 + 3) + 2 = 24, as often as asked.
        for (int time = 0; time < 2; time++)
            Assert.Equal((1 + 4 + 9) / 3.0, trainer.Evaluate([6, 7, 8], [21, 24, 21]), 1e-12);
        Assert.Equal(2, _buffers[0].Values[0]);
        Assert.Equal(2u, trainer.Call);
        Assert.Equal([2 * (6 + 4), 2 * (7 + 5), 2 * (8 + 3)], trainer.Forward([6, 7, 8]).ToArray());
        trainer.ResetState();
        Assert.Equal([2 * (1 + 10)], trainer.Forward([1]).ToArray());
        Assert.Equal(4, _buffers[0].Values[0]);
    }

    [Fact]
    public void Backward_reads_the_states_that_forward_found()
    {
        EchoTrainer trainer = new(_parameters, _buffers, 2);
        trainer.Forward([1, 2]);
        trainer.Forward([3, 5]);
        trainer.Backward([1, 10]);
        Assert.Equal((3 + 1) + 10 * (5 + 2), trainer.Gradients[0].Values[0]);

        // And so does the fused step: loss of 2 · (7 + 3) against 19 is 1, its slope 2 · 1 · (7 + 3).
        double before = _parameters[0].Values[0];
        Assert.Equal(1, trainer.Step([7], [19]), 1e-12);
        Assert.Equal(before - 0.125 * 20, _parameters[0].Values[0], 1e-12);
    }

    [Fact]
    public void A_predictor_carries_states_of_its_own()
    {
        EchoTrainer trainer = new(_parameters, _buffers, 1);
        trainer.Forward([100]);
        ModelPredictor<double, double, Squared, EchoProgram> predictor = new(_parameters, _buffers, 3);
        Assert.Equal([2 * 11 + 1, 2 * 12 + 1], Predict([1, 2]));
        Assert.Equal([2 * (3 + 1) + 1], Predict([3]));
        Assert.Equal([2 * (5 + 3) + 1, 2 * (6 + 2) + 1, 2 * (7 + 10) + 1], Predict([5, 6, 7]));
        predictor.ResetState();
        Assert.Equal([2 * 11 + 1], Predict([1]));
        Assert.Equal([2 * (0 + 100)], trainer.Forward([0]).ToArray());

        // More examples than rows of states: which row is the fourth's?
        ArgumentException exception = Assert.Throws<ArgumentException>("inputs", () => Predict([1, 2, 3, 4]));
        Assert.Contains("Got 4 numbers, but a batch is 1 to 3 examples", exception.Message);

        double[] Predict(double[] inputs)
        {
            double[] outputs = new double[inputs.Length];
            predictor.Predict(inputs, outputs);
            return outputs;
        }
    }

    [Fact]
    public void Nothing_allocates()
    {
        EchoTrainer trainer = new(_parameters, _buffers, 2);
        Predictor<double> predictor = new ModelPredictor<double, double, Squared, EchoProgram>(_parameters, _buffers, 2);
        double[] inputs = [0.1, 0.2], outputs = new double[2];
        Allocation.None(() =>
        {
            trainer.Step(inputs, inputs);
            trainer.Evaluate(inputs, inputs);
            trainer.Forward(inputs);
            trainer.Loss(inputs);
            trainer.Backward();
            trainer.Update();
            trainer.ResetState();
            predictor.Predict(inputs, outputs);
            predictor.ResetState();
        });
    }
}
