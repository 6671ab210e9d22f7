using FastGrad.Models.Tests.Harness;
using FastGrad.Models.Tests.Oracle;

namespace FastGrad.Models.Tests.Pipelines;

/// <summary>
/// Pipelines drawn from a fixed seed (what is compiled must not change from run to run), each in both precisions and with fusion on and off:
/// four times <see cref="Count"/> models in one compilation.
/// </summary>
internal static class RandomPipelines
{
    public static int Count => Trainers.AreSlow ? 8 : 32;

    private static readonly string[] _optimizers =
        ["Sgd(LearningRate = 0.1)", "Sgd(LearningRate = 0.05, Momentum = 0.9)", "Adam(LearningRate = 0.01)", "AdamW(LearningRate = 0.01, WeightDecay = 0.1)", "Nesterov(LearningRate = 0.1, Clip = 0.05)"];

    private static readonly int[] _edges = [1, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33];

    private static readonly Lazy<InMemory> _compiled = new(() => InMemory.Compile(
        "RandomPipelines",
        [string.Concat(All!.SelectMany((pipeline, index) => new[] { pipeline.Source(Name(index, false), false), pipeline.Source(Name(index, true), true) }))],
        new(Unfused: true)));

    public static IReadOnlyList<Pipeline> All { get; } = [.. Enumerable.Range(0, Count).Select(Draw)];

    public static string Name(int index, bool isDouble) => $"P{index}{(isDouble ? "Double" : "Single")}";

    public static Driver Create(int index, bool isDouble, string suffix = "", ulong seed = 7) => _compiled.Value.Create(Name(index, isDouble) + suffix, seed);

    private static Pipeline Draw(int index)
    {
        var random = new Random(1000 + index);
        // The first few cover each length of a chain; the rest what comes.
        int depth = index < 5 ? index : random.Next(1, 5);
        LossPart loss = LossPart.All[index % (LossPart.All.Length - 1)];
        int inputs = Width(random);
        var parts = new List<Part>();
        if (random.Next(5) == 0)
            parts.Add(Activation(random));
        for (int layer = 0; layer < depth; layer++)
        {
            parts.Add(random.Next(6) == 0 ? new AffinePart() : new DensePart(Width(random)));
            if (random.Next(4) > 0)
                parts.Add(Activation(random));
        }
        var result = new Pipeline(inputs, parts, loss, _optimizers[index % _optimizers.Length], random.Next(2) == 0);
        // A label needs two classes.
        return loss.IsLabel && result.Outputs < 2 ? result with { Parts = [.. parts, new DensePart(3)] } : result;
    }

    private static Part Activation(Random random) => ActivationPart.All[random.Next(ActivationPart.All.Length)];

    // Often around the width of a vector, in either precision.
    private static int Width(Random random) => random.Next(3) == 0 ? _edges[random.Next(_edges.Length)] : random.Next(1, 41);
}
