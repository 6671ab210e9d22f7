using System.Numerics;
using System.Text.Json;

namespace FastGrad.Tests.Optimizers;

/// <summary>LAMB goes where the paper's equations go in NumPy, over 200 steps and on tensors of all lengths. See lamb.py.</summary>
[Trait("Category", "Numeric")]
public class LambTests
{
    private static readonly JsonElement _document = Read();

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, _document.GetProperty("cases").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void AgreesWithThePaper(int index) => Follow<double>(index, 1e-11);

    // Roundings of 200 steps in float, and of sums over a thousand elements.
    [Theory]
    [MemberData(nameof(Cases))]
    public void AgreesWithThePaperInSinglePrecision(int index) => Follow<float>(index, 2e-5);

    private static void Follow<T>(int index, double tolerance) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        JsonElement run = _document.GetProperty("cases")[index];
        JsonElement[] tensors = [.. _document.GetProperty("tensors").EnumerateArray()];
        int[] offsets = new int[tensors.Length + 1];
        for (int tensor = 0; tensor < tensors.Length; tensor++)
            offsets[tensor + 1] = offsets[tensor] + tensors[tensor].GetProperty("length").GetInt32();
        ParameterSet<T> parameters = new([.. tensors.Select((tensor, i) =>
            new ParameterDefinition($"w{i}", new(tensor.GetProperty("length").GetInt32()), new ZerosAttribute(), offsets[i]))]);
        Lamb lamb = new()
        {
            LearningRate = run.GetProperty("lr").GetDouble(),
            Beta1 = run.GetProperty("beta1").GetDouble(),
            Beta2 = run.GetProperty("beta2").GetDouble(),
            Epsilon = run.GetProperty("eps").GetDouble(),
            WeightDecay = run.GetProperty("decay").GetDouble(),
        };
        OptimizerState<T> state = lamb.Attach(parameters);
        ParameterSet<T> gradients = parameters.ZerosAlike();
        for (int tensor = 0; tensor < tensors.Length; tensor++)
        {
            for (int i = 0; i < parameters[tensor].Values.Length; i++)
                parameters[tensor].Values[i] = T.CreateChecked(((i * 7 + tensor) % 11 * 0.375 - 1.875) * tensors[tensor].GetProperty("start").GetDouble());
        }

        int compared = 0;
        for (int step = 1; step <= 200; step++)
        {
            for (int tensor = 0; tensor < tensors.Length; tensor++)
            {
                for (int i = 0; i < parameters[tensor].Values.Length; i++)
                {
                    double gradient = Gradient(tensor, i, double.CreateChecked(parameters[tensor].Values[i]), step);
                    gradients[tensor].Values[i] = T.CreateChecked(gradient * tensors[tensor].GetProperty("gradient").GetDouble());
                }
            }
            lamb.BeginStep();
            state.Update(in gradients.Start, 0, gradients.Length);
            if (!run.GetProperty("steps").TryGetProperty(step.ToString(), out JsonElement recorded))
                continue;
            for (int tensor = 0; tensor < tensors.Length; tensor++)
            {
                double[] expected = [.. recorded[tensor].EnumerateArray().Select(value => value.GetDouble())];
                int stride = parameters[tensor].Values.Length > 100 ? 37 : 1;
                double largest = expected.Max(Math.Abs);
                for (int i = 0; i < expected.Length; i++, compared++)
                {
                    double actual = double.CreateChecked(parameters[tensor].Values[i * stride]);
                    Assert.True(
                        Math.Abs(actual - expected[i]) <= tolerance * largest,
                        $"w{tensor}[{i * stride}] after step {step}: {actual:R}, but the paper has {expected[i]:R}");
                }
            }
        }
        Assert.True(compared > 5 * 100);
    }

    private static double Gradient(int tensor, int index, double weight, int step)
    {
        double curvature = index % 16 * 0.125 + 0.0625;
        double centre = index * 5 % 7 * 0.25 - 0.75;
        double push = (index * 5 + tensor + step * 3) % 13 * 0.125 - 0.75;
        return curvature * (weight - centre) + push;
    }

    private static JsonElement Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Optimizers", "lamb.json")));
        return document.RootElement.Clone();
    }
}
