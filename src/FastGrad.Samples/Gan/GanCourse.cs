using FastGrad.Samples.Learning;

namespace FastGrad.Samples.Gan;

/// <summary>How the game stands.</summary>
/// <param name="Step">Of both models; 0 before the first.</param>
/// <param name="DiscriminatorLoss">Mean since the last report; log 2 where it can't tell real from generated.</param>
/// <param name="GeneratorLoss">Mean since the last report; log 2 there too.</param>
/// <param name="Distance">Wasserstein distance of generated numbers from the data.</param>
public readonly record struct GanResult(int Step, double DiscriminatorLoss, double GeneratorLoss, double Distance);

/// <summary>A whole game, and numbers to look at.</summary>
public sealed class GanCourse
{
    private const int Measured = 10_000, Reports = 50;

    private readonly Random _random;
    private readonly GanTraining _training;
    private readonly List<GanResult> _results = [];

    public GanCourse(ulong seed)
    {
        _random = Seeded.Random(~seed);
        _training = new(seed);
        (Data, OtherData) = (Draw(), Draw());
        Before = _training.Generate(Measured, _random);
        After = Before;
    }

    /// <summary>Numbers to compare with; the training draws its own.</summary>
    public float[] Data { get; }

    /// <summary>As many more: their distance from the first is what chance alone makes.</summary>
    public float[] OtherData { get; }

    /// <summary>What the generator made before it learned.</summary>
    public float[] Before { get; }

    /// <summary>What it made at the last report.</summary>
    public float[] After { get; private set; }

    public IReadOnlyList<GanResult> Results => _results;

    /// <param name="steps">Of both models.</param>
    /// <param name="report">Told now and then.</param>
    public void Run(int steps, Action<GanResult> report)
    {
        double judging = 0, deceiving = 0;
        int since = 0, every = Math.Max(steps / Reports, 1);
        for (int step = 1; step <= steps; step++)
        {
            // Down to almost nothing in a straight line, or the two would circle about each other for ever.
            _training.Rate = (steps - step + 1) / (double)steps;
            judging += _training.Judge();
            deceiving += _training.Deceive();
            since++;
            if (step % every != 0 && step != steps)
                continue;
            After = _training.Generate(Measured, _random);
            GanResult result = new(step, judging / since, deceiving / since, Wasserstein.Distance(Data, After));
            _results.Add(result);
            report(result);
            (judging, deceiving, since) = (0, 0, 0);
        }
    }

    private float[] Draw()
    {
        float[] numbers = new float[Measured];
        Mixture.Sample(_random, numbers);
        return numbers;
    }
}
