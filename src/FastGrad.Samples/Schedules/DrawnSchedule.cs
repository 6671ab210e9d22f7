using FastGrad.Samples.Pictures;

namespace FastGrad.Samples.Schedules;

/// <summary>A schedule's learning rates, step by step.</summary>
/// <param name="Name">The class, and what is particular to it.</param>
/// <param name="Schedule">As a trainer would have it.</param>
/// <param name="Rates">Of steps 0, 1, …</param>
public sealed record DrawnSchedule(string Name, Schedule Schedule, IReadOnlyList<double> Rates)
{
    /// <summary>What the optimizer's own learning rate is taken to be.</summary>
    public const double BaseRate = 0.1;

    /// <summary>One of each, laid out for so many steps.</summary>
    public static IReadOnlyList<DrawnSchedule> All(int steps)
    {
        int quarter = Math.Max(steps / 4, 1), tenth = Math.Max(steps / 10, 1);
        return
        [
            Follow("Constant", new ConstantSchedule(0.5, quarter), steps),
            Follow("Step", new StepSchedule(quarter, 0.5), steps),
            Follow("MultiStep", new MultiStepSchedule(0.3, 3 * tenth, 8 * tenth), steps),
            Follow("Exponential", new ExponentialSchedule(Math.Pow(0.05, 1.0 / steps)), steps),
            Follow("Polynomial, power 2", new PolynomialSchedule(steps, 2), steps),
            Follow("LinearWarmup", new LinearWarmupSchedule(quarter, 0.01), steps),
            Follow("CosineAnnealing", new CosineAnnealingSchedule(steps), steps),
            Follow("CosineWarmRestarts, growth 2", new CosineWarmRestartsSchedule(Math.Max(steps / 7, 1), 2), steps),
            Follow("OneCycle", new OneCycleSchedule(0.1, Math.Max(steps, 2)), steps),
            Follow(
                "OneCycle, three phases, linear",
                new OneCycleSchedule(0.1, Math.Max(steps, 2)) { ThreePhase = true, Shape = AnnealingShape.Linear }, steps),
            Follow("Cyclic, triangular2", new CyclicSchedule(0.5, tenth) { Shape = CyclicShape.Triangular2 }, steps),
            Follow(
                "Cyclic, exponential range",
                new CyclicSchedule(0.5, tenth) { Shape = CyclicShape.ExponentialRange, Decay = Math.Pow(0.1, 1.0 / steps) }, steps),
            Follow("Sequence: warm-up, then cosine", WarmCosine(tenth), steps),
            Follow("Lambda: 1 / √(1 + t / 10)", new LambdaSchedule(step => 1 / Math.Sqrt(1 + step / 10.0)), steps),
            Plateau(steps),
        ];
    }

    public Panel Panel() => new(
        Name, new Axis("step"), new Axis { Low = 0 }, new Curve("", [.. Rates.Select((rate, step) => new Point(step, rate))]));

    private static DrawnSchedule Follow(string name, Schedule schedule, int steps) =>
        new(name, schedule, [.. Enumerable.Range(0, steps).Select(step => schedule.Rate(step, BaseRate))]);

    private static SequenceSchedule WarmCosine(int tenth) =>
        new([new LinearWarmupSchedule(tenth, 0.01), new CosineAnnealingSchedule(9L * tenth)], [tenth]);

    /// <summary>
    /// This one listens to a loss. It is given one that sinks to a level that the learning rate decides, as noise in gradients has it.
    /// </summary>
    private static DrawnSchedule Plateau(int steps)
    {
        ReduceOnPlateauSchedule schedule = new() { Factor = 0.4, Patience = 3, Threshold = 0.01 };
        int epoch = Math.Max(steps / 60, 1);
        List<double> rates = [];
        double loss = 1;
        for (int step = 0; step < steps; step++)
        {
            double rate = schedule.Rate(step, BaseRate);
            rates.Add(rate);
            if (step % epoch == epoch - 1)
            {
                loss += 0.4 * (rate - loss);
                schedule.Report(loss);
            }
        }
        return new("ReduceOnPlateau", schedule, rates);
    }
}
