using System.Text.Json;

namespace FastGrad.Tests.Optimizers;

/// <summary>One of PyTorch's runs, as trajectories.py wrote it.</summary>
internal sealed class Trajectory
{
    private static readonly JsonElement[] _cases = [.. Read().GetProperty("cases").EnumerateArray()];

    private readonly JsonElement _case;

    public Trajectory(int index) => _case = _cases[index];

    public static int Count => _cases.Length;

    /// <summary>PyTorch's class.</summary>
    public string Optimizer => _case.GetProperty("optimizer").GetString()!;

    /// <summary>The learning rate from step 101 on.</summary>
    public double? LaterLearningRate => _case.GetProperty("later") is { ValueKind: JsonValueKind.Number } later ? later.GetDouble() : null;

    /// <summary>Steps after which the state was written down, in ascending order.</summary>
    public IEnumerable<(int Step, IReadOnlyDictionary<string, double[]> State)> Steps => _case.GetProperty("steps").EnumerateObject()
        .Select(step => (int.Parse(step.Name), (IReadOnlyDictionary<string, double[]>)step.Value.EnumerateObject()
            .ToDictionary(values => values.Name, values => values.Value.EnumerateArray().Select(value => value.GetDouble()).ToArray())));

    /// <summary>A setting under PyTorch's name; null where the run left it at its default.</summary>
    public double? Setting(string name) => _case.GetProperty("settings").TryGetProperty(name, out JsonElement value) ? value.GetDouble() : null;

    /// <summary>One of a pair of settings.</summary>
    public double? Setting(string name, int index) =>
        _case.GetProperty("settings").TryGetProperty(name, out JsonElement pair) ? pair[index].GetDouble() : null;

    private static JsonElement Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Optimizers", "trajectories.json")));
        return document.RootElement.Clone();
    }
}
