namespace FastGrad.Tests.Schedules;

/// <summary>The schedules go where PyTorch's go, over 1,000 steps.</summary>
[Trait("Category", "Numeric")]
public class ScheduleTests
{
    private const int Steps = 1000;

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, ScheduleRun.Count)];

    [Fact]
    public void EveryScheduleHasSeveralCases() =>
        Assert.All(
            [
                "ConstantLR", "StepLR", "MultiStepLR", "ExponentialLR", "PolynomialLR", "CosineAnnealingLR", "CosineAnnealingWarmRestarts",
                "LinearLR", "OneCycleLR", "CyclicLR", "SequentialLR", "ReduceLROnPlateau",
            ],
            kind => Assert.True(Enumerable.Range(0, ScheduleRun.Count).Count(index => new ScheduleRun(index).Kind == kind) >= 3));

    [Theory]
    [MemberData(nameof(Cases))]
    public void AgreesWithPyTorch(int index)
    {
        ScheduleRun expected = new(index);
        Schedule schedule = expected.Create();
        var rows = expected.Rows.ToDictionary(row => row.Step);
        Assert.True(rows.Count > 150);
        Assert.Equal(Steps - 1, rows.Keys.Max());
        for (long step = 0; step < Steps; step++)
        {
            if (rows.TryGetValue(step, out var row))
            {
                Near(row.Rate, schedule.Rate(step, expected.Rate), expected.Rate, step);
                Assert.Equal(row.Momentum is not null, schedule.Momentum(step) is not null);
                if (row.Momentum is double momentum)
                    Near(momentum, schedule.Momentum(step)!.Value, 1, step);
            }
            (schedule as ReduceOnPlateauSchedule)?.Report(Metric(expected.Metric, step));
        }
    }

    /// <summary>The step alone decides: no call leaves a trace that the next one sees.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void IsAFunctionOfTheStep(int index)
    {
        ScheduleRun expected = new(index);
        Schedule schedule = expected.Create();
        double[] forward = [.. Enumerable.Range(0, 200).Select(step => schedule.Rate(step, expected.Rate))];
        double[] backward = [.. Enumerable.Range(0, 200).Reverse().Select(step => schedule.Rate(step, expected.Rate)).Reverse()];
        Assert.Equal(forward, backward);
    }

    /// <summary>Where nobody gets, nothing breaks.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void FarStepsHaveARateToo(int index)
    {
        ScheduleRun expected = new(index);
        Schedule schedule = expected.Create();
        foreach (long step in (long[])[1001, 1_000_000, long.MaxValue / 2, long.MaxValue])
        {
            double rate = schedule.Rate(step, expected.Rate);
            Assert.True(rate >= 0, $"{expected.Kind}, step {step}: {rate}.");
            Assert.True(schedule.Momentum(step) is null or (>= 0 and < 1));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void AllocatesNothing(int index)
    {
        ScheduleRun expected = new(index);
        Schedule schedule = expected.Create();
        double[] state = new double[schedule.StateNames.Count];
        long step = 0;
        double sum = 0;
        Allocation.None(() =>
        {
            (schedule as ReduceOnPlateauSchedule)?.Report(step);
            sum += schedule.Rate(step++, 0.1) + (schedule.Momentum(step) ?? 0);
            schedule.GetState(state);
        });
    }

    [Fact]
    public void OneCycleStaysAtItsEnd()
    {
        OneCycleSchedule schedule = new(maximum: 0.5, steps: 100);
        Assert.Equal(schedule.Rate(99, 1), schedule.Rate(100, 1));
        Assert.Equal(0.5 / 25 / 1e4, schedule.Rate(12_345, 1), 1e-18);
        Assert.Equal(0.95, schedule.Momentum(12_345));
    }

    [Fact]
    public void LambdaMultipliesTheBaseRate() => Assert.Equal(0.25 * 0.5, new LambdaSchedule(step => 1.0 / (step + 1)).Rate(1, 0.25));

    [Fact]
    public void PlateauGoesOnFromItsNumbers()
    {
        ReduceOnPlateauSchedule one = new() { Patience = 2, Factor = 0.5, Cooldown = 3 }, two = new() { Patience = 2, Factor = 0.5, Cooldown = 3 };
        double[] state = new double[one.StateNames.Count];
        for (int step = 0; step < 100; step++)
        {
            one.GetState(state);
            two.SetState(state);
            one.Report(Metric("noisy", step));
            two.Report(Metric("noisy", step));
            Assert.Equal((one.Best, one.BadReports, one.CooldownLeft, one.Reductions), (two.Best, two.BadReports, two.CooldownLeft, two.Reductions));
        }
        Assert.True(one.Reductions > 3);
    }

    [Fact]
    public void SequenceKeepsTheNumbersOfItsParts()
    {
        ReduceOnPlateauSchedule plateau = new() { Patience = 0, Factor = 0.5 };
        SequenceSchedule sequence = new([new LinearWarmupSchedule(10), plateau], [10]);
        Assert.Equal(["1.best", "1.badReports", "1.cooldownLeft", "1.reductions"], sequence.StateNames);
        plateau.Report(1);
        plateau.Report(2);
        double[] state = new double[4];
        sequence.GetState(state);
        Assert.Equal([1, 0, 0, 1], state);
        Assert.Equal(0.05, sequence.Rate(10, 0.1));
        Assert.Throws<ArgumentException>(() => sequence.SetState([double.NaN, 0, 0, 0]));
        Assert.Throws<ArgumentException>(() => sequence.SetState([1, 0, 0, 0.5]));
        Assert.Equal(1, plateau.Reductions);
        sequence.SetState([1, 0, 0, 2]);
        Assert.Equal(0.025, sequence.Rate(10, 0.1));
    }

    public static TheoryData<string, Func<Schedule>> Refused => new()
    {
        { "factor", () => new ConstantSchedule(-1) },
        { "factor", () => new ConstantSchedule(double.NaN) },
        { "steps", () => new ConstantSchedule(1, 0) },
        { "size", () => new StepSchedule(0) },
        { "factor", () => new StepSchedule(1, double.PositiveInfinity) },
        { "factor", () => new MultiStepSchedule(-0.5, 1) },
        { "milestones", () => new MultiStepSchedule(0.5, 3, 2) },
        { "milestones", () => new MultiStepSchedule(0.5, -1) },
        { "factor", () => new ExponentialSchedule(0) },
        { "steps", () => new PolynomialSchedule(0) },
        { "power", () => new PolynomialSchedule(1, 0) },
        { "steps", () => new CosineAnnealingSchedule(0) },
        { "minimum", () => new CosineAnnealingSchedule(1, -1) },
        { "steps", () => new CosineWarmRestartsSchedule(0) },
        { "growth", () => new CosineWarmRestartsSchedule(1, 0) },
        { "minimum", () => new CosineWarmRestartsSchedule(1, 1, double.NaN) },
        { "steps", () => new LinearWarmupSchedule(0) },
        { "startFactor", () => new LinearWarmupSchedule(1, -1) },
        { "endFactor", () => new LinearWarmupSchedule(1, 1, double.PositiveInfinity) },
        { "factor", () => new LambdaSchedule(null!) },
        { "maximum", () => new OneCycleSchedule(0, 10) },
        { "steps", () => new OneCycleSchedule(1, 1) },
        { "RisingShare", () => new OneCycleSchedule(1, 10) { RisingShare = 1.5 } },
        { "MaximumMomentum", () => new OneCycleSchedule(1, 10) { MaximumMomentum = 1 } },
        { "StartDivisor", () => new OneCycleSchedule(1, 10) { StartDivisor = 0 } },
        { "maximum", () => new CyclicSchedule(-1) },
        { "stepsUp", () => new CyclicSchedule(1, 0) },
        { "stepsDown", () => new CyclicSchedule(1, 1, 0) },
        { "Decay", () => new CyclicSchedule(1) { Decay = 1.5 } },
        { "milestones", () => new SequenceSchedule([new StepSchedule(1)], [1]) },
        { "milestones", () => new SequenceSchedule([new StepSchedule(1), new StepSchedule(1)], [-1]) },
        { "schedules", () => new SequenceSchedule([null!], []) },
        { "Factor", () => new ReduceOnPlateauSchedule { Factor = 1 } },
        { "Patience", () => new ReduceOnPlateauSchedule { Patience = -1 } },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void SettingsAreChecked(string name, Func<Schedule> create) => Assert.Equal(name, Assert.ThrowsAny<ArgumentException>(create).ParamName);

    /// <summary>What schedules.py feeds PyTorch's plateaus.</summary>
    private static double Metric(string kind, long step)
    {
        double noise = (step * 7919 + 13) % 101 / 128.0;
        return kind switch
        {
            "falling" => 1024 / (double)(step + 8) + noise / 4,
            "rising" => step / 64.0 + noise,
            _ => noise + 1,
        };
    }

    // Relative to the value itself, and beyond that to the last digits of the number that a value near 0 is a difference of.
    private static void Near(double expected, double actual, double scale, long step) => Assert.True(
        Math.Abs(expected - actual) <= 1e-12 * Math.Abs(expected) + 1e-15 * scale,
        $"Step {step}: expected {expected:R}, got {actual:R}.");
}
