using FastGrad.Models.Tests.Harness;
using FastGrad.Models.Tests.Oracle;

namespace FastGrad.Models.Tests.Values;

/// <summary>Models of one formula each: an activation behind the input, a loss on the input itself, an optimizer under a layer.</summary>
internal static class FormulaModels
{
    public static readonly int[] Widths = Trainers.AreSlow ? [5] : [1, 5, 17];

    /// <summary>One, odd, prime, under and over one vector of either precision.</summary>
    public static readonly int[] BatchSizes = [1, 2, 3, 7, 13, 16, 17, 31, 33];

    public static readonly string[] Optimizers =
        ["Sgd(Momentum = 0.9, Dampening = 0.25, WeightDecay = 0.125)", "Sgd", "Adam(Beta1 = 0.8, Epsilon = 0.001, AmsGrad = true, WeightDecay = 0.125)", "AdamW(LearningRate = 0.1, WeightDecay = 0.5)", "Nesterov(Clip = 0.1)", "Awkward"];

    private static readonly Lazy<InMemory> _compiled = new(() => InMemory.Compile("FormulaModels", [string.Concat(Sources())], new()));

    public static Driver Activation(int index, int width, bool isDouble) => _compiled.Value.Create(Name("Activation", index, width, isDouble)).Train(BatchSizes[^1]);

    public static Driver Loss(int index, int width, bool isDouble) => _compiled.Value.Create(Name("Loss", index, width, isDouble)).Train(BatchSizes[^1]);

    public static Driver Optimizer(int index, bool isDouble) => _compiled.Value.Create(Name("Optimizer", index, 0, isDouble), 5).Train(4);

    private static IEnumerable<string> Sources()
    {
        foreach (bool isDouble in (bool[])[false, true])
        {
            string model = $"[Model(Precision = Precision.{(isDouble ? "Double" : "Single")}, InputGradient = true)]";
            foreach (int width in Widths)
            {
                for (int i = 0; i < ActivationPart.All.Length; i++)
                    yield return $"{model} [Input({width}), {ActivationPart.All[i].Text}, Mse, Sgd] public partial class {Name("Activation", i, width, isDouble)};\n";
                for (int i = 0; i < LossPart.All.Length; i++)
                {
                    if (width > 1 || !LossPart.All[i].IsLabel)
                        yield return $"{model} [Input({width}), {LossPart.All[i].Text}, Sgd] public partial class {Name("Loss", i, width, isDouble)};\n";
                }
            }
            for (int i = 0; i < Optimizers.Length; i++)
                yield return $"{model} [Input(3), Dense(7, DecayAll = true), Mse, {Optimizers[i]}] public partial class {Name("Optimizer", i, 0, isDouble)};\n";
        }
    }

    private static string Name(string kind, int index, int width, bool isDouble) => $"{kind}{index}Of{width}{(isDouble ? "Double" : "Single")}";
}
