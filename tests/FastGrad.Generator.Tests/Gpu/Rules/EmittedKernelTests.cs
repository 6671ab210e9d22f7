using FastGrad.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.Tests.Gpu.Rules;

/// <summary>All that is emitted for GPUs keeps the rules: every activation, layer, loss and optimizer of the library, and whole models.</summary>
public class EmittedKernelTests
{
    private static readonly Lazy<Compilation> _compiled = new(() => GpuPrograms.Compile([.. Models()]));

    [Fact]
    public void AllKernelsKeepTheRules() => Expect.Nothing(string.Join("\n", KernelRules.Check(_compiled.Value)));

    [Fact]
    public void ThereIsEnoughToRead()
    {
        IReadOnlyList<IMethodSymbol> entries = EntryPoints.Of(_compiled.Value);
        string[] types = [.. entries.Select(entry => entry.ContainingType.Name).Distinct()];
        Assert.True(types.Length > Models().Count(), string.Join(" ", types));
        var functions = new Functions(_compiled.Value, entries);
        Assert.True(functions.All.Count() > 2 * entries.Count, $"{functions.All.Count()} functions of {entries.Count} kernels");
        Assert.Contains(functions.All, function => function.IsDouble);
        Assert.Contains(functions.All, function => function.Symbol.ContainingType.Name == "Mathematics");
        foreach (string type in new[] { "Sums", "Scatters", "Extremes" })
            Assert.Contains(functions.All, function => function.Symbol.ContainingType.Name == type);
    }

    /// <summary>One model for each name, its parts from the library.</summary>
    private static IEnumerable<string> Models()
    {
        foreach (Type activation in Stages<ActivationAttribute>())
            yield return $"[Model(InputGradient = true), Input(5), Dense(7), {Name(activation)}, Dense(3), Mse, Sgd] public partial class {Name(activation)}Net;";
        foreach (Type optimizer in Stages<OptimizerAttribute>())
            yield return $"[Model, Input(5), Dense(7), Relu, Dense(3), CrossEntropy, {Name(optimizer)}] public partial class {Name(optimizer)}Net;";
        foreach (Type loss in Stages<LossAttribute>())
            yield return $"[Model(Precision = Precision.Double), Input(5), Dense(4), {Name(loss)}{Needed(loss)}, AdamW] public partial class {Name(loss)}Net;";
        yield return "[Model, Input(6), Dense(8), LayerNorm, Relu, Dropout(0.25), Dense(300), BatchNorm, Softmax, Dense(3), CrossEntropy, AdamW] public partial class Normed;";
        yield return "[Model(Precision = Precision.Double), Input(4, 3), Gru(6), LastStep, Dense(2), Mse, Adam] public partial class Read;";
        yield return "[Model(ExampleWeights = true), Input(4, 3), Rnn(6), Flatten, Dense(2), Mse(Reduction = Reduction.None), Lamb] public partial class Heard;";
        yield return "[Model(MixedPrecision = true), Input(12), Indices(50), Embedding(50, 16), Flatten, Dense(3), Mse, Sgd] public partial class Told;";
        yield return """
            [Model, Mse, Sgd]
            public partial class Ranged
            {
                [Dense(5)] private partial Tensor Look(Tensor x);
                private Tensor Forward([Shape(4, 5)] Tensor x)
                {
                    Tensor sums = Ops.Scatter(Look(x), Ops.ArgMax(x, -1), 5);
                    return (sums - Ops.BatchMin(sums)) / (Ops.BatchMax(sums) + 1);
                }
            }
            """;
        // Values called as members of the structs that are emitted for products and scatters.
        yield return """
            [Model, Mse, Sgd]
            public partial class Namesake
            {
                [Dense(5)] private partial Tensor Look(Tensor x);
                [Dense(4)] private partial Tensor Mix(Tensor x);
                private Tensor Forward([Shape(4, 5)] Tensor x)
                {
                    Tensor left = Ops.Tanh(Look(x)), right = Ops.Tanh(Mix(x));
                    Tensor value = Ops.MatMul(Ops.Transpose(left), right);
                    Tensor rows = Look(Ops.Transpose(value)), terms = Ops.ArgMax(rows, -1);
                    Tensor columns = Ops.Scatter(rows, terms, 5), examples = Mix(columns), places = Ops.Tanh(examples);
                    return Ops.MatMul(places, Ops.Transpose(places));
                }
            }
            """;
        yield return """
            [Model, CrossEntropy(Output = "Policy", IgnoreLabel = -1), Mse(Output = "Value", LossWeight = 0.5), Adam]
            public partial class Player
            {
                [Embedding(50, 16)] private partial Tensor Words(Tensor tokens);
                [Gru(32, Stateful = true)] private partial Tensor Read(Tensor sequence);
                [Dense(32)] private partial Tensor Look(Tensor x);
                [LayerNorm] private partial Tensor Even(Tensor x);
                [Dense(8)] private partial Tensor Choose(Tensor x);
                [Dense(1)] private partial Tensor Judge(Tensor x);
                private (Tensor Policy, Tensor Value) Forward([Shape(64)] Tensor board, [Shape(12), Indices(50)] Tensor chat)
                {
                    Tensor read = Ops.Select(Read(Words(chat)), axis: 0, index: 11);
                    Tensor x = Even(Look(board) + read);
                    return (Choose(x), Judge(x));
                }
            }
            """;
    }

    /// <summary>What a loss cannot do without.</summary>
    private static string Needed(Type loss) => loss == typeof(AdversarialAttribute) ? "(AdversarialKind.NonSaturating)" : "";

    private static IEnumerable<Type> Stages<T>() => typeof(ModelAttribute).Assembly.GetExportedTypes()
        .Where(type => type.IsSubclassOf(typeof(T)) && !type.IsAbstract).OrderBy(type => type.Name, StringComparer.Ordinal);

    private static string Name(Type attribute) => attribute.Name[..^"Attribute".Length];
}
