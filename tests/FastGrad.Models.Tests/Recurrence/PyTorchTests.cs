using System.Text.Json;
using FastGrad.Models.Tests.Harness;

namespace FastGrad.Models.Tests.Recurrence;

/// <summary>Recurrences against PyTorch's, forward and back: sequences of 1, 2 and 7 steps, batches of 1, 3 and 8.</summary>
[Trait("Category", "Numeric")]
public class PyTorchTests
{
    private static readonly JsonElement _document = Read();

    public static TheoryData<string, int, bool, bool> Models
    {
        get
        {
            var data = new TheoryData<string, int, bool, bool>();
            foreach (string cell in Recurrences.Cells)
            {
                foreach (int steps in Recurrences.Steps)
                {
                    foreach (bool isDouble in new[] { true, false })
                    {
                        data.Add(cell, steps, isDouble, true);
                        if (Trainers.KeepsBitsUnfused)
                            data.Add(cell, steps, isDouble, false);
                    }
                }
            }
            return data;
        }
    }

    [Theory, MemberData(nameof(Models))]
    public void ValuesAndGradientsArePyTorchs(string cell, int steps, bool isDouble, bool fused)
    {
        string name = cell[..cell.IndexOf('(')].Replace("Cell", "");
        Driver model = Recurrences.Create(cell, steps, isDouble, fused).Train(9);
        JsonElement[] cases = [.. _document.GetProperty("cases").EnumerateArray()
            .Where(item => item.GetProperty("cell").GetString() == name && item.GetProperty("steps").GetInt32() == steps)];
        Assert.Equal(3, cases.Length);
        // A few dozen roundings, each of what is at most of size 1.
        double tolerance = 200 * model.Unit;
        foreach (JsonElement item in cases)
        {
            double[] inputs = Numbers(item, "inputs"), targets = Numbers(item, "targets");
            model.Parameters = Numbers(item, "parameters");
            model.ZeroGradients();
            Near(Numbers(item, "outputs"), model.Forward(inputs), tolerance, "output");
            Near([item.GetProperty("loss").GetDouble()], [model.Loss(targets)], tolerance, "loss");
            model.Backward();
            Near(Numbers(item, "gradients"), model.Gradients, tolerance, "gradient");
            Near(Numbers(item, "input gradient"), model.InputGradient, tolerance, "input gradient");
            Near(Numbers(item, "outputs"), model.Predict(inputs, targets.Length, 9), tolerance, "prediction");
        }
    }

    private static void Near(double[] expected, double[] actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])), $"{what} {i}: PyTorch gives {expected[i]:R}, compiled code {actual[i]:R}");
    }

    private static double[] Numbers(JsonElement item, string property) => [.. item.GetProperty(property).EnumerateArray().Select(value => value.GetDouble())];

    private static JsonElement Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Recurrence", "recurrence.json")));
        return document.RootElement.Clone();
    }
}
