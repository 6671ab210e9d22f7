using System.Text.Json;

namespace FastGrad.Tests.Optimizers;

/// <summary>One of PyTorch's runs, as trajectories.py wrote it, in our words.</summary>
internal sealed class Trajectory
{
    private static readonly JsonElement[] _cases = [.. Read("trajectories.json").GetProperty("cases").EnumerateArray()];

    /// <summary>PyTorch's names of optimizers, where ours are others.</summary>
    private static readonly Dictionary<string, string> _optimizers = new()
    {
        ["SGD"] = "Sgd",
        ["Adagrad"] = "AdaGrad",
        ["RMSprop"] = "RmsProp",
        ["Adadelta"] = "AdaDelta",
        ["Adamax"] = "AdaMax",
    };

    /// <summary>PyTorch's names of settings.</summary>
    private static readonly Dictionary<string, string> _settings = new()
    {
        ["lr"] = "LearningRate",
        ["lr_decay"] = "LearningRateDecay",
        ["initial_accumulator_value"] = "InitialAccumulator",
        ["eps"] = "Epsilon",
        ["weight_decay"] = "WeightDecay",
        ["momentum"] = "Momentum",
        ["dampening"] = "Dampening",
        ["nesterov"] = "Nesterov",
        ["alpha"] = "Smoothing",
        ["rho"] = "Smoothing",
        ["centered"] = "Centered",
        ["amsgrad"] = "AmsGrad",
        ["momentum_decay"] = "MomentumDecay",
    };

    private readonly JsonElement _case;

    public Trajectory(int index) => _case = _cases[index];

    public static int Count => _cases.Length;

    public string Optimizer
    {
        get
        {
            string name = _case.GetProperty("optimizer").GetString()!;
            return _optimizers.GetValueOrDefault(name, name);
        }
    }

    /// <summary>What the run did not leave at its default: numbers, and what is on.</summary>
    public IReadOnlyDictionary<string, object> Settings
    {
        get
        {
            Dictionary<string, object> settings = [];
            foreach (JsonProperty setting in _case.GetProperty("settings").EnumerateObject())
            {
                if (setting.Name == "betas")
                    (settings["Beta1"], settings["Beta2"]) = (setting.Value[0].GetDouble(), setting.Value[1].GetDouble());
                else
                    settings[_settings[setting.Name]] = Value(setting.Value);
            }
            return settings;
        }
    }

    /// <summary>The learning rate from step 101 on.</summary>
    public double? LaterLearningRate => _case.GetProperty("later") is { ValueKind: JsonValueKind.Number } later ? later.GetDouble() : null;

    /// <summary>By the step after which it was written down: the weights and what is remembered of them.</summary>
    public IReadOnlyDictionary<int, IReadOnlyDictionary<string, double[]>> Steps => _case.GetProperty("steps").EnumerateObject().ToDictionary(
        step => int.Parse(step.Name, System.Globalization.CultureInfo.InvariantCulture),
        step => (IReadOnlyDictionary<string, double[]>)step.Value.EnumerateObject()
            .ToDictionary(values => values.Name, values => values.Value.EnumerateArray().Select(value => value.GetDouble()).ToArray()));

    public static object Value(JsonElement setting) => setting.ValueKind == JsonValueKind.True ? true : setting.GetDouble();

    public static JsonElement Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Optimizers", file)));
        return document.RootElement.Clone();
    }
}
