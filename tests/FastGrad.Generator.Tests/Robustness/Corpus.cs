using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FastGrad.Generator.Tests.Robustness;

/// <summary>
/// Valid declarations to start from: the repository's own formulas and models, which grow with it, and what users mix in one file.
/// Each is complete by itself.
/// </summary>
internal static class Corpus
{
    private static readonly string[] _mixed =
    [
        """
        namespace Mixed;

        public sealed partial class BentAttribute : ActivationAttribute
        {
            [Formula] public double Activate(double x, [Parameter, Constant(0.25)] double slope) => x > 0 ? x : slope * x;
        }

        /// <summary>Quadratic near the target, linear beyond.</summary>
        public sealed partial class HuberAttribute : LossAttribute
        {
            [Above(0)] public double Delta { get; init; } = 1;

            [Formula]
            public double Loss(double prediction, double target)
            {
                double error = Math.Abs(prediction - target);
                return error <= Delta ? Square(error) / 2 : Delta * (error - 0.5 * Delta);
            }

            private double Square(double x) => x * x;
        }

        [Model(Precision = Precision.Double, InputGradient = true)]
        [Input(3, 2), Flatten, Dense(7), Bent, Dense(2), Huber(Delta = 0.5), Sgd(LearningRate = 1e-2)]
        public partial class Net;
        """,
        """
        using static System.Math;

        public static class Outer
        {
            [Model, Input(4), Dense(9), Relu, Dense(3), Tanh, Sigmoid, Dense(4), CrossEntropy, AdamW(WeightDecay = 0.01, LearningRate = 1e-3)]
            internal sealed partial class Classifier
            {
                public int Answer => 42;
                public Classifier(int ignored) : this((ulong)ignored) { }
            }
        }
        """.Replace("public static class", "public static partial class", StringComparison.Ordinal),
        """
        namespace Layers
        {
            public sealed partial class AffineAttribute(double start) : LayerAttribute
            {
                public double Start { get; } = start;
                [InRange(0, 1)] public double Mix { get; init; } = 0.5;

                [Formula]
                public Tensor Forward(Tensor x, [Parameter, Ones] Tensor scale, [Parameter(nameof(One)), Zeros] Tensor shift)
                {
                    var bent = Ops.Tanh(x * scale);
                    if (Mix > 0)
                        bent = bent * Mix + x * (1 - Mix);
                    return Ops.Reshape(bent, Flat(x.Shape)) + shift * Ops.Mean(x) - Start;
                }

                private Shape One(Shape x) => new(1);
                private Shape Flat(Shape x) => new(x.Length);
            }

            public sealed partial class SlowAttribute : OptimizerAttribute
            {
                [InRange(0, 1)] public double Momentum { get; init; } = 0.9;

                [Formula]
                public void Update(ref double weight, double gradient, long step, ref double velocity)
                {
                    double rate = LearningRate / Math.Sqrt(step);
                    velocity = Momentum * velocity + (Math.Abs(gradient) > 1 ? gradient / Math.Abs(gradient) : gradient);
                    weight -= rate * velocity;
                }
            }

            public sealed partial class FarAttribute : LossAttribute
            {
                [Formula]
                public double Loss(Tensor output, Tensor target)
                {
                    double sum = 0;
                    for (int i = 0; i < output.Length; i++)
                        sum += Math.Abs(output[i] - target[i]) * i;
                    return Ops.LogSumExp(output) + Ops.Sum(Ops.Square(output - target)) + sum;
                }
            }

            [Model]
            [Input(2, 3)]
            [Affine(0.5, Mix = 0.25), Dense(2), Affine(1)]
            [Far, Slow(Momentum = 0.5)]
            public partial class Net<T> where T : struct;
        }
        """.Replace("Net<T> where T : struct", "Net", StringComparison.Ordinal),
    ];

    /// <summary>The repository's files, which lie beside the tests, in a namespace of their own.</summary>
    private static IEnumerable<string> Repository => Directory
        .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Corpus"), "*.cs", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(path => File.ReadAllText(path).Replace("namespace FastGrad;", "namespace Mine;", StringComparison.Ordinal));

    public static IReadOnlyList<string> Sources { get; } = [.. _mixed, .. Repository];

    /// <summary>A source's tokens, each with what stands around it, so that they join to the source.</summary>
    public static string[] Tokens(string source) =>
        [.. CSharpSyntaxTree.ParseText(source, Harness.Project.Newest).GetRoot().DescendantTokens().Select(token => token.ToFullString())];
}
