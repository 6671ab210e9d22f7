using FastGrad.Models.Tests.Formulas;
using FastGrad.Models.Tests.Harness;
using FastGrad.Models.Tests.Pipelines;

namespace FastGrad.Models.Tests.Contract;

/// <summary>Misuse of each entry point: the exception and its words, and that nothing has changed to the bit.</summary>
public class MisuseTests
{
    private const int Capacity = 3;

    private static readonly double[] _labelInputs = Batch.Numbers(new Random(1), 2 * 6);
    private static readonly double[] _labels = [1, 3];
    private static readonly double[] _tensorInputs = Batch.Numbers(new Random(2), 2 * 6);
    private static readonly double[] _targets = Batch.Numbers(new Random(3), 2 * 6);

    public static TheoryData<bool, int, string, string[]> WrongLengths => new()
    {
        // Inputs of both models are 6 numbers: none, part of an example, one over a batch, over capacity.
        { true, 0, "inputs", ["Got 0", "1 to 3", "6"] },
        { true, 5, "inputs", ["Got 5", "6"] },
        { true, 13, "inputs", ["Got 13", "6"] },
        { true, 24, "inputs", ["Got 24", "1 to 3", "6 each"] },
        { false, 0, "inputs", ["Got 0", "1 to 3", "6"] },
        { false, 7, "inputs", ["Got 7", "6"] },
        { false, 24, "inputs", ["Got 24", "1 to 3", "6 each"] },
    };

    [Theory, MemberData(nameof(WrongLengths))]
    public void InputsOfAWrongLength(bool labels, int length, string name, string[] words)
    {
        double[] wrong = new double[length];
        foreach (Action<Driver> call in (Action<Driver>[])[d => d.Forward(wrong), d => d.Step(wrong, Targets(labels)), d => d.Evaluate(wrong, Targets(labels))])
            Throws<ArgumentException>(labels, call, name, words);
    }

    [Theory]
    [InlineData(true, 0, "2 examples need 1 each, 2 together")]
    [InlineData(true, 1, "2 examples need 1 each, 2 together")]
    [InlineData(true, 3, "2 examples need 1 each, 2 together")]
    [InlineData(false, 0, "2 examples need 6 each, 12 together")]
    [InlineData(false, 2, "2 examples need 6 each, 12 together")]
    [InlineData(false, 13, "2 examples need 6 each, 12 together")]
    public void TargetsOfAWrongLength(bool labels, int length, string need)
    {
        double[] wrong = new double[length];
        foreach (Action<Driver> call in TargetCalls(labels, wrong))
            Throws<ArgumentException>(labels, call, "targets", ["Got " + length, need]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void LabelsOutOfRange(int label)
    {
        foreach (Action<Driver> call in TargetCalls(true, [0, label]))
            Throws<ArgumentOutOfRangeException>(true, call, "targets", ["Label 1", label.ToString(System.Globalization.CultureInfo.InvariantCulture), "at least 0", "below 4"]);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(true, 4)]
    [InlineData(true, 9)]
    [InlineData(false, 11)]
    [InlineData(false, 18)]
    public void OutputGradients(bool labels, int length) =>
        Throws<ArgumentException>(labels, driver => driver.Backward(new double[length]), "outputGradient", ["Got " + length, labels ? "8 together" : "12 together"]);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void PhasesOutOfOrder(bool labels)
    {
        Driver driver = Create(labels);
        double[] gradient = new double[labels ? 8 : 12];
        Refuses(driver, d => d.Loss(Targets(labels)), "Forward");
        Refuses(driver, d => d.Backward(), "Loss");
        Refuses(driver, d => d.Backward(gradient), "Forward");
        Refuses(driver, d => d.Update(), "went backward");

        driver.Forward(Inputs(labels));
        Refuses(driver, d => d.Backward(), "Loss");
        Refuses(driver, d => d.Update(), "went backward");
        driver.Loss(Targets(labels));
        Refuses(driver, d => d.Loss(Targets(labels)), "Forward");
        driver.Backward();
        Refuses(driver, d => d.Backward(), "Loss");
        Refuses(driver, d => d.Backward(gradient), "Forward");
        driver.Update();
        driver.ZeroGradients();
        Refuses(driver, d => d.Update(), "went backward");

        // Step and Evaluate end a sequence under way.
        driver.Forward(Inputs(labels));
        driver.Step(Inputs(labels), Targets(labels));
        Refuses(driver, d => d.Loss(Targets(labels)), "Forward");
        Refuses(driver, d => d.Update(), "went backward");
        driver.Forward(Inputs(labels));
        driver.Evaluate(Inputs(labels), Targets(labels));
        Refuses(driver, d => d.Backward(gradient), "Forward");
    }

    [Fact]
    public void AnInputGradientThatIsNotThere()
    {
        Driver without = Create(true), with = Driver.Of(new TensorNet()).Train(Capacity);
        without.Step(_labelInputs, _labels);
        Refuses(without, d => _ = d.InputGradient, "InputGradient = true");
        Refuses(with, d => _ = d.InputGradient, "went backward");
        with.Step(_tensorInputs, _targets);
        Assert.Equal(12, with.InputGradient.Length);
        with.Forward(_tensorInputs);
        Refuses(with, d => _ = d.InputGradient, "went backward");
    }

    [Theory]
    [InlineData(0, 4, "inputs")]
    [InlineData(7, 4, "inputs")]
    [InlineData(12, 4, "outputs")]
    [InlineData(12, 9, "outputs")]
    public void Predictions(int inputs, int outputs, string name)
    {
        var net = new LabelNet();
        Predictor<float> predictor = net.CreatePredictor(1);
        foreach (Action<float[], float[]> predict in (Action<float[], float[]>[])[(x, y) => net.Predict(x, y), (x, y) => predictor.Predict(x, y)])
        {
            float[] written = [.. Enumerable.Repeat(5f, outputs)];
            var thrown = Assert.Throws<ArgumentException>(name, () => predict(new float[inputs], written));
            Assert.Contains(name == "inputs" ? $"Got {inputs}" : $"Got {outputs}", thrown.Message, StringComparison.Ordinal);
            Assert.All(written, value => Assert.Equal(5f, value));
        }
    }

    [Fact]
    public void APredictionOverItsInputs()
    {
        var net = new TensorNet();
        double[] both = [.. _tensorInputs];
        Assert.Throws<ArgumentException>("outputs", () => net.Predict(both, both));
        Assert.Throws<ArgumentException>("outputs", () => net.Predict(both.AsSpan(0, 6), both.AsSpan(3, 6)));
        Assert.Equal(_tensorInputs, both);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void Capacities(int capacity)
    {
        var net = new LabelNet();
        foreach (Action make in (Action[])[() => net.CreateTrainer(capacity), () => net.CreateTrainer<Sgd>(capacity), () => net.CreatePredictor(capacity)])
        {
            var thrown = Assert.Throws<ArgumentOutOfRangeException>("batchCapacity", make);
            Assert.Contains("at least 1", thrown.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Settings()
    {
        Driver driver = Create(true);
        var adam = (AdamW)driver.Optimizer;
        (string Name, Action<double> Set, Func<double> Get, double[] Wrong, string Need)[] settings =
        [
            ("LearningRate", value => adam.LearningRate = value, () => adam.LearningRate, [-1e-300, -1], "at least 0"),
            ("Beta1", value => adam.Beta1 = value, () => adam.Beta1, [-0.1, 1, 2], "at least 0 and below 1"),
            ("Beta2", value => adam.Beta2 = value, () => adam.Beta2, [-0.1, 1, 2], "at least 0 and below 1"),
            ("Epsilon", value => adam.Epsilon = value, () => adam.Epsilon, [0, -0.0, -1], "above 0"),
            ("WeightDecay", value => adam.WeightDecay = value, () => adam.WeightDecay, [-1], "at least 0"),
        ];
        foreach ((string name, Action<double> set, Func<double> get, double[] wrong, string need) in settings)
        {
            double kept = get();
            foreach (double value in wrong.Append(double.NaN).Append(double.PositiveInfinity).Append(double.NegativeInfinity))
            {
                var thrown = Assert.Throws<ArgumentOutOfRangeException>(name, () => set(value));
                Assert.Contains(need, thrown.Message, StringComparison.Ordinal);
                Assert.Contains(value.ToString(System.Globalization.CultureInfo.InvariantCulture), thrown.Message, StringComparison.Ordinal);
                Assert.Equal(kept, get());
            }
        }
        var huber = (Huber)Create(false).Criterion;
        Assert.Throws<ArgumentOutOfRangeException>("Delta", () => huber.Delta = 0);
        Assert.Equal(0.5, huber.Delta);
    }

    [Fact]
    public void Names()
    {
        Driver driver = Create(true);
        var net = (LabelNet)driver.Model;
        var thrown = Assert.Throws<KeyNotFoundException>(() => net.Parameters["Dense3.Weight"]);
        Assert.Contains("Dense3.Weight", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("PRelu1.Slope", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("index", () => net.Parameters[5]);
        Assert.Equal(["Dense1.Weight", "Dense1.Bias", "PRelu1.Slope", "Dense2.Weight", "Dense2.Bias"], net.Parameters.Select(parameter => parameter.Name));
    }

    private static double[] Inputs(bool labels) => labels ? _labelInputs : _tensorInputs;

    private static double[] Targets(bool labels) => labels ? _labels : _targets;

    private static Action<Driver>[] TargetCalls(bool labels, double[] targets) =>
        [d => d.Loss(targets), d => d.Step(Inputs(labels), targets), d => d.Evaluate(Inputs(labels), targets)];

    /// <summary>A trainer with something in every place where there could be.</summary>
    private static Driver Create(bool labels)
    {
        Driver driver = Driver.Of(labels ? new LabelNet(3) : new TensorNet(3)).Train(Capacity);
        driver.Step(Inputs(labels), Targets(labels));
        driver.Forward(Inputs(labels));
        driver.Loss(Targets(labels));
        driver.Backward();
        driver.Update();
        driver.ZeroGradients();
        return driver;
    }

    /// <summary>In the middle of the phases: the call changes nothing, and the phases go on as if it had not been.</summary>
    private static void Throws<TException>(bool labels, Action<Driver> call, string name, string[] words) where TException : ArgumentException
    {
        Driver disturbed = Create(labels), quiet = Create(labels);
        foreach (Driver driver in (Driver[])[disturbed, quiet])
        {
            driver.Forward(Inputs(labels));
            driver.Loss(Targets(labels));
            driver.Backward();
            driver.Forward(Inputs(labels));
        }
        long[] before = disturbed.Snapshot();
        TException thrown = Assert.Throws<TException>(name, () => call(disturbed));
        Assert.All(words, word => Assert.Contains(word, thrown.Message, StringComparison.Ordinal));
        Assert.Equal(before, disturbed.Snapshot());

        foreach (Driver driver in (Driver[])[disturbed, quiet])
        {
            driver.Loss(Targets(labels));
            driver.Backward();
            driver.Update();
        }
        Assert.Equal(quiet.Snapshot(), disturbed.Snapshot());
    }

    private static void Refuses(Driver driver, Action<Driver> call, string word)
    {
        long[] before = driver.Snapshot();
        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(() => call(driver));
        Assert.Contains(word, thrown.Message, StringComparison.Ordinal);
        Assert.Equal(before, driver.Snapshot());
    }
}
