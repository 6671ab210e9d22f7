using FastGrad.Models.Tests.Harness;
using FastGrad.Models.Tests.Pipelines;

namespace FastGrad.Models.Tests.Recurrence;

/// <summary>A sequence in pieces, its state carried from call to call, is the whole sequence.</summary>
[Trait("Category", "Numeric")]
public class CarriedStateTests
{
    private const int Examples = 3, Steps = 6, Width = 3;

    private static readonly double[] _inputs = Batch.Numbers(new Random(4), Examples * Steps * Width);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void InPiecesAGruPredictsWhatTheWholeGives(int piece)
    {
        var whole = new WholeGru(seed: 3);
        double[] expected = new double[Examples * Steps * 5];
        whole.Predict(_inputs, expected);
        Predictor<double> predictor = piece == 1 ? new StepGru(seed: 3).CreatePredictor(Examples) : new PairGru(seed: 3).CreatePredictor(Examples);
        for (int round = 0; round < 2; round++)
        {
            for (int step = 0; step < Steps; step += piece)
            {
                double[] actual = new double[Examples * piece * 5];
                predictor.Predict(Pieces(_inputs, Width, step, piece), actual);
                Near(Pieces(expected, 5, step, piece), actual, 1e-14);
            }
            // Without this the second round would go on where the first ended.
            predictor.ResetState();
        }
    }

    [Fact]
    public void StepByStepAnRnnPredictsWhatTheWholeGives()
    {
        var whole = new WholeRnn(seed: 3);
        float[] inputs = [.. _inputs.Select(value => (float)value)], expected = new float[Examples * Steps * 17];
        whole.Predict(inputs, expected);
        Predictor<float> predictor = new StepRnn(seed: 3).CreatePredictor(Examples);
        for (int step = 0; step < Steps; step++)
        {
            float[] actual = new float[Examples * 17];
            predictor.Predict(Pieces(inputs, Width, step, 1), actual);
            Near([.. Pieces(expected, 17, step, 1).Select(value => (double)value)], [.. actual.Select(value => (double)value)], 1e-6);
        }
    }

    /// <summary>The gradient stops at the border of a call: the state found there is a number.</summary>
    [Fact]
    public void ATrainersGradientIsThatOfThePiece()
    {
        var model = new PairGru(seed: 3);
        var trainer = model.CreateTrainer(Trainers.Here, Examples);
        double[] first = Pieces(_inputs, Width, 0, 2), second = Pieces(_inputs, Width, 2, 2), targets = Batch.Numbers(new Random(9), Examples * 2 * 5);
        trainer.Forward(first);
        trainer.Forward(second);
        trainer.Loss(targets);
        trainer.ZeroGradients();
        trainer.Backward();
        foreach ((Parameter<double> parameter, Parameter<double> gradient) in model.Parameters.Zip(trainer.Gradients))
        {
            for (int i = 0; i < parameter.Values.Length; i += 4)
            {
                double slope = (After(i, 1e-5) - After(i, -1e-5)) / 2e-5;
                Assert.Equal(slope, gradient.Values[i], 1e-8);
            }

            double After(int index, double move)
            {
                trainer.ResetState();
                trainer.Forward(first);
                parameter.Values[index] += move;
                Trainers.Send(model, trainer);
                trainer.Forward(second);
                double loss = trainer.Loss(targets);
                parameter.Values[index] -= move;
                Trainers.Send(model, trainer);
                return loss;
            }
        }
    }

    [Fact]
    public void NothingAllocates()
    {
        var trainer = new PairGru().CreateTrainer(Trainers.Here, Examples);
        var whole = new WholeRnn().CreateTrainer(Trainers.Here, Examples);
        double[] inputs = Pieces(_inputs, Width, 0, 2), targets = new double[Examples * 2 * 5];
        float[] singles = [.. _inputs.Select(value => (float)value)], others = new float[Examples * Steps * 17];
        Allocation.None(() => trainer.Step(inputs, targets));
        Allocation.None(() => trainer.Evaluate(inputs, targets));
        Allocation.None(trainer.ResetState);
        Allocation.None(() => whole.Step(singles, others));
    }

    /// <summary>Some steps of each example.</summary>
    private static T[] Pieces<T>(T[] all, int width, int step, int count) =>
        [.. Enumerable.Range(0, Examples).SelectMany(example => all[((example * Steps + step) * width)..((example * Steps + step + count) * width)])];

    private static void Near(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], tolerance);
    }
}
