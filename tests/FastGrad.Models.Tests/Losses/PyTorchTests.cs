using System.Globalization;
using System.Reflection;
using System.Text.Json;
using FastGrad.Models.Tests.Harness;

namespace FastGrad.Models.Tests.Losses;

/// <summary>
/// Losses over classes and of distributions against PyTorch's (and the focal one against the paper's equation): value and gradient of mean and
/// sum, each example's own, compiled in both precisions and as the C# that the formula is.
/// </summary>
[Trait("Category", "Numeric")]
public class PyTorchTests
{
    private static readonly JsonElement[] _cases = Read();

    private static readonly string[] _losses = [.. _cases.Select(item => item.GetProperty("loss").GetString()!).Distinct()];

    private static readonly string[] _reductions = ["Mean", "Sum", "None"];

    private static readonly Lazy<InMemory> _compiled = new(() => InMemory.Compile("ClassLosses", [string.Concat(Sources())], new()));

    public static TheoryData<string, bool, string> Models
    {
        get
        {
            var data = new TheoryData<string, bool, string>();
            foreach (string loss in _losses)
            {
                foreach (string reduction in _reductions)
                {
                    data.Add(loss, true, reduction);
                    data.Add(loss, false, reduction);
                }
            }
            return data;
        }
    }

    public static TheoryData<string> Losses => [.. _losses];

    [Theory, MemberData(nameof(Models))]
    public void CompiledValuesAndGradientsArePyTorchs(string loss, bool isDouble, string reduction)
    {
        using Driver driver = Create(loss, isDouble, reduction);
        string expected = reduction == "Sum" ? "sum" : "mean";
        foreach (JsonElement item in Cases(loss))
        {
            double[] outputs = Numbers(item, "outputs"), targets = Numbers(item, "targets");
            double value = Number(item.GetProperty(expected));
            driver.Forward(outputs);
            Near(item, isDouble, [value], [driver.Loss(targets)], expected);
            if (reduction == "None")
                Near(item, isDouble, Numbers(item, "none"), driver.ExampleLosses, "none");
            driver.Backward();
            Near(item, isDouble, Numbers(item, expected + " gradient"), driver.InputGradient, expected + " gradient");
            Near(item, isDouble, [value], [driver.Step(outputs, targets)], expected + " of a step");
            Near(item, isDouble, [value], [driver.Evaluate(outputs, targets)], expected + " of an evaluation");
        }
    }

    [Theory, MemberData(nameof(Losses))]
    public void TheDeclarationsValuesArePyTorchs(string loss)
    {
        using Driver driver = Create(loss, isDouble: true, "Mean");
        var declared = driver.Model.GetType().GetCustomAttribute<LossAttribute>()!;
        MethodInfo formula = declared.GetType().GetMethod("Loss")!;
        bool isLabel = formula.GetParameters()[1].ParameterType == typeof(int), isWeighted = formula.GetParameters().Length > 2;
        foreach (JsonElement item in Cases(loss))
        {
            double[] none = Numbers(item, "none");
            double[][] outputs = [.. Numbers(item, "outputs").Chunk(Numbers(item, "outputs").Length / none.Length)];
            double[][] targets = [.. Numbers(item, "targets").Chunk(Numbers(item, "targets").Length / none.Length)];
            double sum = 0, weights = 0;
            for (int i = 0; i < none.Length; i++)
            {
                if (isLabel && targets[i][0] == declared.IgnoreLabel)
                    continue;
                object?[] arguments = [new Tensor(outputs[i]), isLabel ? (int)targets[i][0] : new Tensor(targets[i]), null];
                sum += (double)formula.Invoke(declared, arguments[..formula.GetParameters().Length])!;
                if (isWeighted)
                    formula.Invoke(declared, arguments);
                weights += isWeighted ? (double)arguments[2]! : 1;
            }
            Near(item, true, [Number(item.GetProperty("sum"))], [sum], "sum");
            Near(item, true, [Number(item.GetProperty("mean"))], [sum / weights], "mean");
        }
    }

    /// <summary>To 1e-12, of what is computed with; where the way there loses nothing, of the value itself.</summary>
    private static void Near(JsonElement item, bool isDouble, double[] expected, double[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double largest = Numbers(item, "outputs").Where(double.IsFinite).Max(Math.Abs), rounding = isDouble ? 1e-12 : 5e-6;
        for (int i = 0; i < expected.Length; i++)
        {
            // A difference of logits is off by what the logits are rounded to, which is relative after an exponential.
            double tolerance = item.GetProperty("exact").GetBoolean()
                ? rounding * Math.Max(1, largest / 250) * Math.Abs(expected[i]) + (isDouble ? 1e-300 : 1e-37)
                : rounding * Math.Max(Math.Abs(expected[i]), what.Contains("gradient") ? 1 : Math.Max(1, largest / 100));
            bool same = double.IsFinite(expected[i]) ? Math.Abs(expected[i] - actual[i]) <= tolerance : expected[i].Equals(actual[i]);
            Assert.True(same, $"{item.GetProperty("loss")}, {item.GetProperty("set")}, {what} {i}: {expected[i]:R} is right, {actual[i]:R} was computed");
        }
    }

    private static Driver Create(string loss, bool isDouble, string reduction) =>
        _compiled.Value.Create(Name(Array.IndexOf(_losses, loss), isDouble, reduction)).Train(8);

    private static IEnumerable<string> Sources()
    {
        for (int i = 0; i < _losses.Length; i++)
        {
            JsonElement first = Cases(_losses[i]).First();
            int width = Numbers(first, "outputs").Length / Numbers(first, "none").Length;
            foreach (bool isDouble in new[] { true, false })
            {
                foreach (string reduction in _reductions)
                {
                    string text = _losses[i].EndsWith(')') ? $"{_losses[i][..^1]}, Reduction = Reduction.{reduction})" : $"{_losses[i]}(Reduction = Reduction.{reduction})";
                    yield return $"[Model(Precision = Precision.{(isDouble ? "Double" : "Single")}, InputGradient = true)] [Input({width}), {text}, Sgd] "
                        + $"public partial class {Name(i, isDouble, reduction)};\n";
                }
            }
        }
    }

    private static string Name(int index, bool isDouble, string reduction) => $"Loss{index}{reduction}{(isDouble ? "Double" : "Single")}";

    private static IEnumerable<JsonElement> Cases(string loss) => _cases.Where(item => item.GetProperty("loss").GetString() == loss);

    private static double[] Numbers(JsonElement item, string property) => [.. item.GetProperty(property).EnumerateArray().Select(Number)];

    /// <summary>JSON has no word for what is not finite.</summary>
    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : value.GetString() switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" => double.NaN,
        string text => double.Parse(text, CultureInfo.InvariantCulture),
        null => throw new FormatException("no number"),
    };

    private static JsonElement[] Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Losses", "losses.json")));
        return [.. document.RootElement.Clone().GetProperty("cases").EnumerateArray()];
    }
}
