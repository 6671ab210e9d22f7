using System.Text.Json;

namespace FastGrad.Tests.Schedules;

/// <summary>One of PyTorch's runs, as schedules.py wrote it.</summary>
internal sealed class ScheduleRun
{
    private static readonly JsonElement[] _cases = [.. Read().GetProperty("cases").EnumerateArray()];

    private readonly JsonElement _case;

    public ScheduleRun(int index) => _case = _cases[index];

    public static int Count => _cases.Length;

    /// <summary>PyTorch's class.</summary>
    public string Kind => _case.GetProperty("kind").GetString()!;

    public double Rate => _case.GetProperty("rate").GetDouble();

    /// <summary>Which numbers a plateau's scheduler was fed.</summary>
    public string Metric => _case.GetProperty("metric").GetString()!;

    /// <summary>Steps with the rate, and the momentum where it is cycled.</summary>
    public IEnumerable<(long Step, double Rate, double? Momentum)> Rows => _case.GetProperty("rows").EnumerateArray()
        .Select(row => (row[0].GetInt64(), row[1].GetDouble(), row.GetArrayLength() > 2 ? row[2].GetDouble() : (double?)null));

    /// <summary>Our schedule of the same settings.</summary>
    public Schedule Create() => Create(_case);

    private static Schedule Create(JsonElement described)
    {
        JsonElement settings = described.GetProperty("settings");
        return described.GetProperty("kind").GetString() switch
        {
            "ConstantLR" => new ConstantSchedule(Number("factor", 1.0 / 3), Whole("total_iters", 5)),
            "StepLR" => new StepSchedule(Whole("step_size"), Number("gamma", 0.1)),
            "MultiStepLR" => new MultiStepSchedule(Number("gamma"), Steps("milestones")),
            "ExponentialLR" => new ExponentialSchedule(Number("gamma")),
            "PolynomialLR" => new PolynomialSchedule(Whole("total_iters"), Number("power", 1)),
            "CosineAnnealingLR" => new CosineAnnealingSchedule(Whole("T_max"), Number("eta_min", 0)),
            "CosineAnnealingWarmRestarts" => new CosineWarmRestartsSchedule(Whole("T_0"), (int)Whole("T_mult", 1), Number("eta_min", 0)),
            "LinearLR" => new LinearWarmupSchedule(Whole("total_iters", 5), Number("start_factor", 1.0 / 3), Number("end_factor", 1)),
            "OneCycleLR" => new OneCycleSchedule(Number("max_lr"), Whole("total_steps"))
            {
                RisingShare = Number("pct_start", 0.3),
                Shape = Word("anneal_strategy") == "linear" ? AnnealingShape.Linear : AnnealingShape.Cosine,
                ThreePhase = IsSet("three_phase", false),
                StartDivisor = Number("div_factor", 25),
                EndDivisor = Number("final_div_factor", 1e4),
                CycleMomentum = IsSet("cycle_momentum", true),
                MinimumMomentum = Number("base_momentum", 0.85),
                MaximumMomentum = Number("max_momentum", 0.95),
            },
            "CyclicLR" => new CyclicSchedule(
                Number("max_lr"), Whole("step_size_up"), settings.TryGetProperty("step_size_down", out JsonElement down) ? down.GetInt64() : null)
            {
                Shape = Word("mode") switch
                {
                    "triangular2" => CyclicShape.Triangular2,
                    "exp_range" => CyclicShape.ExponentialRange,
                    _ => CyclicShape.Triangular,
                },
                Decay = Number("gamma", 1),
                CycleMomentum = IsSet("cycle_momentum", true),
                MinimumMomentum = Number("base_momentum", 0.8),
                MaximumMomentum = Number("max_momentum", 0.9),
            },
            "SequentialLR" => new SequenceSchedule([.. settings.GetProperty("parts").EnumerateArray().Select(Create)], Steps("milestones")),
            "ReduceLROnPlateau" => new ReduceOnPlateauSchedule
            {
                Factor = Number("factor", 0.1),
                Patience = Whole("patience", 10),
                Threshold = Number("threshold", 1e-4),
                ThresholdIsAbsolute = Word("threshold_mode") == "abs",
                Maximize = Word("mode") == "max",
                Cooldown = Whole("cooldown", 0),
                Minimum = Number("min_lr", 0),
                Epsilon = Number("eps", 1e-8),
            },
            var kind => throw new InvalidOperationException($"No schedule of ours for {kind}."),
        };

        double Number(string name, double? otherwise = null) =>
            settings.TryGetProperty(name, out JsonElement value) ? value.GetDouble() : otherwise ?? throw new KeyNotFoundException(name);

        long Whole(string name, long? otherwise = null) => (long)Number(name, otherwise);

        bool IsSet(string name, bool otherwise) => settings.TryGetProperty(name, out JsonElement value) ? value.GetBoolean() : otherwise;

        string? Word(string name) => settings.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

        long[] Steps(string name) => [.. settings.GetProperty(name).EnumerateArray().Select(step => step.GetInt64())];
    }

    private static JsonElement Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Schedules", "schedules.json")));
        return document.RootElement.Clone();
    }
}
