using FastGrad.Models.Tests.Formulas;
using FastGrad.Models.Tests.Harness;
using FastGrad.Models.Tests.Pipelines;

namespace FastGrad.Models.Tests.Contract;

/// <summary>
/// The contract of a packed model as its users see it: a span for each input, target and output. What trainers and predictors do is tested
/// with a hand-written program in FastGrad.Tests; here it is that the generated class connects all of it rightly.
/// </summary>
[Trait("Category", "Numeric")]
public class DuetTests
{
    private const int Capacity = 4;

    [Fact]
    public void PredictsWhatTheFormulasSayFromCallToCall()
    {
        var net = new DuetNet(seed: 3);
        var trainer = net.CreateTrainer(Trainers.Here, Capacity);
        Sample(4, 1).Step(trainer);
        Trainers.Fetch(net, trainer);
        Assert.Equal(["Norm.RunningMean", "Norm.RunningVariance"], net.Buffers.Select(buffer => buffer.Name));
        Assert.NotEqual(0, net.Buffers[0].Values[0]);

        DuetNet.Predictor predictor = net.CreatePredictor(3);
        double[][] trails = Trails(3);
        foreach (int size in (int[])[3, 1, 2])
            Check(size);
        predictor.ResetState();
        trails = Trails(3);
        Check(3);

        void Check(int size)
        {
            Data data = Sample(size, size);
            (double[] policy, double[] value) = Inference(net, data, trails);
            double[] policies = new double[4 * size], values = new double[size];
            predictor.Predict(data.Image, data.Tokens, policies, values);
            Near(policy, policies);
            Near(value, values);
        }
    }

    [Fact]
    public void TheModelsOwnPredictionsCarryToo()
    {
        var net = new DuetNet(seed: 3);
        IModel model = net;
        double[][] trails = Trails(2);
        Data data = Sample(2, 5);
        double[] policies = new double[8], values = new double[2];
        for (int call = 0; call < 4; call++)
        {
            if (call == 2)
            {
                model.ResetState();
                trails = Trails(2);
            }
            (double[] policy, double[] value) = Inference(net, data, trails);
            net.Predict(data.Image, data.Tokens, policies, values);
            Near(policy, policies);
            Near(value, values);
        }
    }

    [Fact]
    public void LossesAreWeightedMeans()
    {
        var net = new DuetNet(seed: 3);
        var trainer = net.CreateTrainer(Trainers.Here, Capacity);
        double[][] trails = Trails(Capacity);
        for (int call = 0; call < 3; call++)
        {
            Data data = Sample(4 - call, 10 + call);
            trainer.Forward(data.Image, data.Tokens);
            double expected = Loss(data, trainer.PolicyOutput.ToArray(), trainer.ValueOutput.ToArray());
            Assert.Equal(expected, trainer.Loss(data.Classes, data.Values, data.Weights), 1e-12);
        }
        Trainers.Fetch(net, trainer);
        // After training passes that moved the running mean, from the states that they left.
        Data evaluated = Sample(3, 20);
        double first = Evaluate();
        Assert.Equal(first, Evaluate());

        trainer.ResetState();
        (double[] policy, double[] value) = Inference(net, evaluated, trails);
        Assert.Equal(Loss(evaluated, policy, value), Evaluate(), 1e-12);
        Assert.NotEqual(first, Evaluate());
        trainer.Criterion.Value.Delta = 5;
        Assert.Equal(Loss(evaluated, policy, value, delta: 5), Evaluate(), 1e-12);

        double Evaluate() => trainer.Evaluate(evaluated.Image, evaluated.Tokens, evaluated.Classes, evaluated.Values, evaluated.Weights);
    }

    [Fact]
    public void GradientsAreTheLosssSlopes()
    {
        const double Small = 1e-5;
        Data data = Sample(4, 7);
        var net = new DuetNet(seed: 3);
        var trainer = net.CreateTrainer(Trainers.Here, Capacity);
        Phases(trainer, data);
        foreach (Parameter<double> parameter in net.Parameters)
        {
            for (int index = 0; index < parameter.Values.Length; index += 3)
                Assert.Equal(Slope(ref parameter.Values[index]), trainer.Gradients[parameter.Name].Values[index], 1e-7);
        }
        Assert.Null(trainer.GetType().GetProperty("TokensGradient"));
        double[] imageGradient = trainer.ImageGradient.ToArray();
        Assert.Equal(4 * 5, imageGradient.Length);
        for (int index = 0; index < imageGradient.Length; index++)
            Assert.Equal(Slope(ref data.Image[index]), imageGradient[index], 1e-7);

        double Slope(ref double place)
        {
            double kept = place;
            place = kept + Small;
            double above = Loss();
            place = kept - Small;
            double below = Loss();
            place = kept;
            return (above - below) / (2 * Small);
        }

        double Loss()
        {
            var other = new DuetNet();
            other.Parameters.CopyFrom(net.Parameters);
            var fresh = other.CreateTrainer(Trainers.Here, Capacity);
            fresh.Forward(data.Image, data.Tokens);
            return fresh.Loss(data.Classes, data.Values, data.Weights);
        }
    }

    [Fact]
    public void StepIsThePhases()
    {
        DuetNet one = new(seed: 3), other = new(seed: 3);
        var fused = one.CreateTrainer(Trainers.Here, Capacity);
        var phases = other.CreateTrainer(Trainers.Here, Capacity);
        foreach (int size in (int[])[4, 2, 3])
        {
            Data data = Sample(size, size);
            phases.ZeroGradients();
            Assert.Equal(Phases(phases, data), data.Step(fused));
            phases.Update();
            Trainers.Fetch(one, fused);
            Trainers.Fetch(other, phases);
            Assert.Equal(Values(other.Parameters), Values(one.Parameters));
            Assert.Equal(Values(other.Buffers), Values(one.Buffers));
        }
    }

    [Fact]
    public void BackwardTakesAGradientForEachOutput()
    {
        var inside = new DuetNet(seed: 3).CreateTrainer(Trainers.Here, Capacity);
        var outside = new DuetNet(seed: 3).CreateTrainer(Trainers.Here, Capacity);
        Data data = Sample(3, 3);
        inside.Forward(data.Image, data.Tokens);
        outside.Forward(data.Image, data.Tokens);
        inside.Backward(new double[12], [1, 0, 0]);
        outside.Backward([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], new double[3]);
        Assert.All(inside.Gradients["Head.Weight"].Values.ToArray(), value => Assert.Equal(0, value));
        Assert.Equal(1, inside.Gradients["Guess.Bias"].Values[0]);
        Assert.All(outside.Gradients["Guess.Weight"].Values.ToArray(), value => Assert.Equal(0, value));
        Assert.Equal([1, 0, 0, 0], outside.Gradients["Head.Bias"].Values.ToArray());
    }

    public static TheoryData<string, string, Action<DuetTrainer, DuetNet>> Misuses => new()
    {
        { "image", "Got 9 numbers, but a batch is 1 to 4 examples of 5 each", (trainer, _) => trainer.Forward(new double[9], new int[4]) },
        { "tokens", "Got 3 numbers, but 2 examples need 2 each, 4 together", (trainer, _) => trainer.Forward(new double[10], new int[3]) },
        { "tokens", "Index 1 is 7, but an index must be at least 0 and below 7", (trainer, _) => trainer.Forward(new double[10], [0, 7, 0, 0]) },
        { "policyTarget", "Label 1 is 4", (trainer, _) => trainer.Step(new double[10], new int[4], [0, 4], new double[2], [1, 1]) },
        { "valueTarget", "Got 1 numbers", (trainer, _) => trainer.Step(new double[10], new int[4], [0, 1], new double[1], [1, 1]) },
        { "weights", "Weight 0 is -1", (trainer, _) => trainer.Evaluate(new double[10], new int[4], [0, 1], new double[2], [-1, 1]) },
        { "weights", "all 0", (trainer, _) => trainer.Evaluate(new double[10], new int[4], [0, 1], new double[2], [0, 0]) },
        { "value", "Got 3 numbers", (_, net) => net.Predict(new double[10], new int[4], new double[8], new double[3]) },
        { "image", "Got 165 numbers, but a batch is 1 to 32 examples of 5 each", (_, net) => net.Predict(new double[165], new int[66], new double[132], new double[33]) },
    };

    [Theory, MemberData(nameof(Misuses))]
    public void MisuseIsNamed(string argument, string words, Action<DuetTrainer, DuetNet> call)
    {
        var net = new DuetNet();
        var trainer = net.CreateTrainer(Trainers.Here, Capacity);
        ArgumentException thrown = Assert.ThrowsAny<ArgumentException>(() => call(trainer, net));
        Assert.Equal(argument, thrown.ParamName);
        Assert.Contains(words, thrown.Message, StringComparison.Ordinal);
        Assert.Equal(0u, trainer.Call);
    }

    [Fact]
    public void NothingAllocates()
    {
        var net = new DuetNet();
        var trainer = net.CreateTrainer(Trainers.Here, Capacity);
        DuetNet.Predictor predictor = net.CreatePredictor(Capacity);
        Data data = Sample(3, 1);
        double[] policy = new double[12], value = new double[3];
        Action all = () =>
        {
            data.Step(trainer);
            trainer.Evaluate(data.Image, data.Tokens, data.Classes, data.Values, data.Weights);
            trainer.ZeroGradients();
            Phases(trainer, data);
            value[0] = trainer.ImageGradient[0] + trainer.PolicyOutput[0] + trainer.ValueOutput[0];
            trainer.Forward(data.Image, data.Tokens);
            trainer.Backward(policy, value);
            trainer.Update();
            trainer.ResetState();
            net.Predict(data.Image, data.Tokens, policy, value);
            predictor.Predict(data.Image, data.Tokens, policy, value);
            net.ResetState();
            predictor.ResetState();
        };
        Allocation.None(all);
    }

    private static double Phases(DuetTrainer trainer, Data data)
    {
        trainer.Forward(data.Image, data.Tokens);
        double loss = trainer.Loss(data.Classes, data.Values, data.Weights);
        trainer.Backward();
        return loss;
    }

    private static double[] Values(ParameterSet<double> set) => [.. set.SelectMany(parameter => parameter.Values.ToArray())];

    private static void Near(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-10);
    }

    private static double[][] Trails(int capacity) => [.. Enumerable.Range(0, capacity).Select(_ => Enumerable.Repeat(0.25, 6).ToArray())];

    /// <summary>Σ weight · (−log softmax(policy)[class] + ½ huber(value − target)) / Σ weight.</summary>
    private static double Loss(Data data, double[] policy, double[] value, double delta = 0.5)
    {
        double sum = 0;
        for (int example = 0; example < data.Classes.Length; example++)
        {
            double[] scores = policy[(4 * example)..(4 * example + 4)];
            double error = Math.Abs(value[example] - data.Values[example]);
            double huber = error <= delta ? error * error / 2 : delta * (error - delta / 2);
            sum += data.Weights[example] * (Math.Log(scores.Sum(Math.Exp)) - scores[data.Classes[example]] + 0.5 * huber);
        }
        return sum / data.Weights.Sum();
    }

    /// <summary>The model's Forward by hand, on the running mean and variance.</summary>
    /// <param name="net">Its parameters and buffers.</param>
    /// <param name="data">The examples.</param>
    /// <param name="trails">Each example's state, which moves on.</param>
    private static (double[] Policy, double[] Value) Inference(DuetNet net, Data data, double[][] trails)
    {
        double[] policy = new double[4 * data.Classes.Length], value = new double[data.Classes.Length];
        for (int example = 0; example < value.Length; example++)
        {
            double[] trunk = Dense(net, "Trunk", data.Image[(5 * example)..(5 * example + 5)], 6), read = new double[6];
            for (int i = 0; i < 6; i++)
            {
                double normal = net.Parameters["Norm.Scale"].Values[i] * (trunk[i] - net.Buffers["Norm.RunningMean"].Values[i])
                    / Math.Sqrt(net.Buffers["Norm.RunningVariance"].Values[i] + 1e-5) + net.Parameters["Norm.Shift"].Values[i];
                trails[example][i] = 0.5 * trails[example][i] + normal;
                read[i] = net.Parameters["Memory.Gain"].Values[i] * trails[example][i]
                    + net.Parameters["Words.Table"].Values[6 * data.Tokens[2 * example] + i]
                    + net.Parameters["Words.Table"].Values[6 * data.Tokens[2 * example + 1] + i];
            }
            Dense(net, "Head", read, 4).CopyTo(policy, 4 * example);
            value[example] = Dense(net, "Guess", read, 1)[0];
        }
        return (policy, value);
    }

    private static double[] Dense(DuetNet net, string layer, double[] x, int units) => [.. Enumerable.Range(0, units).Select(unit =>
        net.Parameters[layer + ".Bias"].Values[unit] + Enumerable.Range(0, x.Length).Sum(i => x[i] * net.Parameters[layer + ".Weight"].Values[i * units + unit]))];

    private static Data Sample(int size, int seed)
    {
        var random = new Random(seed);
        return new Data(
            Batch.Numbers(random, 5 * size), [.. Enumerable.Range(0, 2 * size).Select(_ => random.Next(7))],
            [.. Enumerable.Range(0, size).Select(_ => random.Next(4))], Batch.Numbers(random, size),
            [.. Enumerable.Range(0, size).Select(_ => 0.5 + random.NextDouble())]);
    }

    private sealed record Data(double[] Image, int[] Tokens, int[] Classes, double[] Values, double[] Weights)
    {
        public double Step(DuetTrainer trainer) => trainer.Step(Image, Tokens, Classes, Values, Weights);
    }
}
