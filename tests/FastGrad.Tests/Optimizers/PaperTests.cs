using System.Numerics;
using System.Text.Json;

namespace FastGrad.Tests.Optimizers;

/// <summary>What PyTorch lacks goes where the papers' equations go in NumPy, over 200 steps and on tensors of all lengths. See papers.py.</summary>
[Trait("Category", "Numeric")]
public class PaperTests
{
    private static readonly JsonElement _document = Trajectory.Read("papers.json");

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, _document.GetProperty("cases").GetArrayLength())];

    /// <summary>Each run's optimizer and the settings that it gives.</summary>
    public static IEnumerable<(string Optimizer, IReadOnlyDictionary<string, object> Settings)> Runs =>
        _document.GetProperty("cases").EnumerateArray().Select(run => (run.GetProperty("optimizer").GetString()!, Settings(run)));

    [Theory]
    [MemberData(nameof(Cases))]
    public void AgreesWithThePaper(int index) => Follow<double>(index, 1e-11);

    // Roundings of 200 steps in float, and of sums over a thousand elements.
    [Theory]
    [MemberData(nameof(Cases))]
    public void AgreesWithThePaperInSinglePrecision(int index) => Follow<float>(index, 2e-5);

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheDeclarationAgreesWithThePaper(int index)
    {
        JsonElement run = _document.GetProperty("cases")[index];
        JsonElement[] tensors = [.. _document.GetProperty("tensors").EnumerateArray()];
        for (int tensor = 0; tensor < tensors.Length; tensor++)
        {
            Declaration declaration = Forms.Declared(run.GetProperty("optimizer").GetString()!, Settings(run));
            double[] weights = [.. Enumerable.Range(0, tensors[tensor].GetProperty("length").GetInt32()).Select(i => Start(tensors, tensor, i))];
            for (int step = 1; step <= 10; step++)
            {
                declaration.Update(weights, [.. weights.Select((weight, i) => Gradient(tensors, tensor, i, weight, step))], step);
                if (run.GetProperty("steps").TryGetProperty(step.ToString(), out JsonElement recorded))
                    Compare(recorded[tensor], weights, tensor, step, 1e-11);
            }
        }
    }

    private static void Follow<T>(int index, double tolerance) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        JsonElement run = _document.GetProperty("cases")[index];
        JsonElement[] tensors = [.. _document.GetProperty("tensors").EnumerateArray()];
        int[] offsets = new int[tensors.Length + 1];
        for (int tensor = 0; tensor < tensors.Length; tensor++)
            offsets[tensor + 1] = offsets[tensor] + tensors[tensor].GetProperty("length").GetInt32();
        ParameterSet<T> parameters = new([.. tensors.Select((tensor, i) =>
            new ParameterDefinition($"w{i}", new(tensor.GetProperty("length").GetInt32()), new ZerosAttribute(), offsets[i]))]);
        Optimizer optimizer = Forms.Compiled(run.GetProperty("optimizer").GetString()!, Settings(run));
        OptimizerState<T> state = optimizer.Attach(parameters);
        ParameterSet<T> gradients = parameters.ZerosAlike();
        for (int tensor = 0; tensor < tensors.Length; tensor++)
        {
            for (int i = 0; i < parameters[tensor].Values.Length; i++)
                parameters[tensor].Values[i] = T.CreateChecked(Start(tensors, tensor, i));
        }

        int compared = 0;
        for (int step = 1; step <= 200; step++)
        {
            for (int tensor = 0; tensor < tensors.Length; tensor++)
            {
                Span<T> weights = parameters[tensor].Values;
                for (int i = 0; i < weights.Length; i++)
                    gradients[tensor].Values[i] = T.CreateChecked(Gradient(tensors, tensor, i, double.CreateChecked(weights[i]), step));
            }
            optimizer.BeginStep();
            state.Update(in gradients.Start, 0, gradients.Length);
            if (!run.GetProperty("steps").TryGetProperty(step.ToString(), out JsonElement recorded))
                continue;
            for (int tensor = 0; tensor < tensors.Length; tensor++)
            {
                double[] weights = [.. parameters[tensor].Values.ToArray().Select(double.CreateChecked)];
                compared += Compare(recorded[tensor], weights, tensor, step, tolerance);
            }
        }
        Assert.True(compared > 5 * 100);
    }

    private static int Compare(JsonElement recorded, double[] actual, int tensor, int step, double tolerance)
    {
        double[] expected = [.. recorded.EnumerateArray().Select(value => value.GetDouble())];
        int stride = actual.Length > 100 ? 37 : 1;
        double largest = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
        {
            double value = actual[i * stride];
            Assert.True(
                Math.Abs(value - expected[i]) <= tolerance * largest,
                $"w{tensor}[{i * stride}] after step {step}: {value:R}, but the paper has {expected[i]:R}");
        }
        return expected.Length;
    }

    private static IReadOnlyDictionary<string, object> Settings(JsonElement run) =>
        run.GetProperty("settings").EnumerateObject().ToDictionary(setting => setting.Name, setting => Trajectory.Value(setting.Value));

    private static double Start(JsonElement[] tensors, int tensor, int index) =>
        ((index * 7 + tensor) % 11 * 0.375 - 1.875) * tensors[tensor].GetProperty("start").GetDouble();

    private static double Gradient(JsonElement[] tensors, int tensor, int index, double weight, int step)
    {
        double curvature = index % 16 * 0.125 + 0.0625;
        double centre = index * 5 % 7 * 0.25 - 0.75;
        double push = (index * 5 + tensor + step * 3) % 13 * 0.125 - 0.75;
        return (curvature * (weight - centre) + push) * tensors[tensor].GetProperty("gradient").GetDouble();
    }
}
