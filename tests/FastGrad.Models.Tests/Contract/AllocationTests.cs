using FastGrad.Models.Tests.Formulas;
using FastGrad.Models.Tests.Pipelines;

namespace FastGrad.Models.Tests.Contract;

/// <summary>No entry point allocates once it has run.</summary>
[Trait("Category", "Numeric")]
public class AllocationTests
{
    private static readonly float[] _inputs = [.. Batch.Numbers(new Random(1), 5 * 6).Select(value => (float)value)];
    private static readonly int[] _labels = [0, 1, 2, 3, 0];
    private static readonly double[] _examples = Batch.Numbers(new Random(2), 5 * 6);
    private static readonly double[] _targets = Batch.Numbers(new Random(3), 5 * 6);

    private readonly LabelNet _labelNet = new();
    private readonly LabelNet.Trainer<AdamW> _labelTrainer;
    private readonly TensorNet _tensorNet = new();
    private readonly TensorNet.Trainer<Nesterov> _tensorTrainer;

    public AllocationTests()
    {
        _labelTrainer = _labelNet.CreateTrainer(5);
        _tensorTrainer = _tensorNet.CreateTrainer(5);
    }

    [Fact]
    public void Step()
    {
        Allocation.None(() => _labelTrainer.Step(_inputs, _labels));
        Allocation.None(() => _tensorTrainer.Step(_examples, _targets));
        Allocation.None(() => _tensorTrainer.Step(_examples.AsSpan(0, 6), _targets.AsSpan(0, 6)));
    }

    [Fact]
    public void WholeTensorsAndNumbersPerStep()
    {
        var lamb = new LabelNet().CreateTrainer<Lamb>(5);
        var united = new TensorNet().CreateTrainer<United>(5);
        var nadam = new LabelNet().CreateTrainer<NAdam>(5);
        using var groups = new Groups.GroupNet().CreateTrainer(5);
        using var groupsOfTensors = new Groups.GroupNet().CreateTrainer<Lamb>(5);
        Allocation.None(() => lamb.Step(_inputs, _labels));
        Allocation.None(() => groups.Step(_examples.AsSpan(0, 25), _targets.AsSpan(0, 15)));
        Allocation.None(() => groupsOfTensors.Step(_examples.AsSpan(0, 25), _targets.AsSpan(0, 15)));
        Allocation.None(() => united.Step(_examples, _targets));
        Allocation.None(() => nadam.Step(_inputs, _labels));
        Allocation.None(() =>
        {
            united.ZeroGradients();
            united.Forward(_examples);
            united.Loss(_targets);
            united.Backward();
            united.Update();
            united.OptimizerState.PerStep["warm"] *= 0.5;
        });
    }

    [Fact]
    public void StepThroughTheInterface()
    {
        ITrainer<float, int> trainer = ((IModel<float, int>)_labelNet).CreateTrainer(5);
        Allocation.None(() => trainer.Step(_inputs, _labels));
        ITrainer<float, int> other = _labelNet.CreateTrainer<Sgd>(5);
        Allocation.None(() => other.Step(_inputs, _labels));
    }

    [Fact]
    public void Phases()
    {
        double[] outputGradient = [.. _targets];
        Allocation.None(() =>
        {
            _labelTrainer.ZeroGradients();
            _labelTrainer.Forward(_inputs);
            _labelTrainer.Loss(_labels);
            _labelTrainer.Backward();
            _labelTrainer.Update();
        });
        Allocation.None(() =>
        {
            _tensorTrainer.ZeroGradients();
            _tensorTrainer.Forward(_examples);
            _tensorTrainer.Loss(_targets);
            _tensorTrainer.Backward();
            _tensorTrainer.Forward(_examples);
            _tensorTrainer.Backward(outputGradient);
            _ = _tensorTrainer.InputGradient.Length;
            _tensorTrainer.Update();
        });
    }

    [Fact]
    public void LookingAndPredicting()
    {
        float[] outputs = new float[5 * 4];
        double[] tensors = new double[5 * 6];
        Predictor<float> predictor = _labelNet.CreatePredictor(2);
        Allocation.None(() => _labelTrainer.Evaluate(_inputs, _labels));
        Allocation.None(() => _tensorTrainer.Evaluate(_examples, _targets));
        Allocation.None(() => _labelNet.Predict(_inputs, outputs));
        Allocation.None(() => _tensorNet.Predict(_examples, tensors));
        Allocation.None(() => predictor.Predict(_inputs, outputs));
    }

    [Fact]
    public void SettingsAndState()
    {
        double sum = 0;
        Allocation.None(() =>
        {
            AdamW optimizer = _labelTrainer.Optimizer;
            optimizer.LearningRate *= 0.5;
            optimizer.Beta1 = optimizer.Beta2 = 0.5;
            optimizer.WeightDecay = optimizer.Epsilon = 0.25;
            _tensorTrainer.Criterion.Delta = 2;
            ((ITrainer<float, int>)_labelTrainer).Optimizer.LearningRate = 0.125;
            sum += optimizer.StepCount;
        });
        Allocation.None(() =>
        {
            foreach (Parameter<float> parameter in _labelNet.Parameters)
                sum += parameter.Values[0] + parameter.Shape.Length + parameter.Name.Length;
            foreach (Parameter<float> gradient in _labelTrainer.Gradients)
                sum += gradient.Values[0];
            foreach (Parameter<float> moment in _labelTrainer.OptimizerState["m"])
                sum += moment.Values[0];
            sum += _labelNet.Parameters["Dense1.Weight"].Values[3] + _labelNet.Parameters[1].Values[0];
        });
    }

    [Fact]
    public void TheMeasurementSeesASmallObject() => Assert.NotEqual(0, Allocation.Of(() => GC.KeepAlive(new object())));
}
