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
        public sealed partial class BowedAttribute : LayerAttribute
        {
            [AtLeast(1)] public int Units { get; init; } = 3;
            [Formula]
            public Tensor Forward(Tensor x, [Parameter(nameof(Rule)), KaimingNormal(Mode = FanMode.Out)] Tensor weight, [Parameter, Ones, NoDecay] Tensor scale) =>
                Ops.MatMul(x * scale, weight);
            private Shape Rule(Shape x) => new(x.Length, Units);
        }

        [Gain(nameof(Keeps))]
        public sealed partial class BendAttribute : ActivationAttribute
        {
            public double Slope { get; init; } = 0.1;
            [Formula] public double Activate(double x, [Parameter, Constant(0.5), NoDecay] double more) => x > 0 ? x : Slope * more * x;
            private double Keeps() => Math.Sqrt(2 / (1 + Slope * Slope));
        }

        [Model(InputGradient = true)]
        [Input(4), Bowed(Units = 5, LearningRateFactor = 0.5, Frozen = true), XavierNormal, Bend(Slope = 0.2, DecayAll = true), Constant(1, Parameter = "More")]
        [Dense(3, DecayFactor = 2, DecayAll = true), Orthogonal(Gain = 0.5), Constant(0.1, Parameter = "Bias"), Mse, AdamW(WeightDecay = 0.1)]
        public partial class Grouped;

        [Model, CrossEntropy, Lamb]
        public partial class GroupedForward
        {
            [Dense(8, Frozen = true), TruncatedNormal(Deviation = 0.02)] private partial Tensor Trunk(Tensor x);
            [Dense(3, LearningRateFactor = 10), Uniform(-0.1, 0.1), Zeros(Parameter = "Bias")] private partial Tensor Head(Tensor x);
            [Relu] private partial Tensor Act(Tensor x);
            private Tensor Forward([Shape(4)] Tensor x) => Head(Act(Trunk(x)));
        }
        """,
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

        public static partial class Outer
        {
            [Model, Input(4), Dense(9), Relu, Dense(3), Tanh, Sigmoid, Dense(4), CrossEntropy, AdamW(WeightDecay = 0.01, LearningRate = 1e-3)]
            internal sealed partial class Classifier
            {
                public int Answer => 42;
                public Classifier(int ignored) : this((ulong)ignored) { }
            }
        }
        """,
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
            public partial class Net;
        }
        """,
        """
        [Model(ExampleWeights = true, MemoryBudget = 1L << 33, BatchCapacity = 64)]
        [Mse(Output = "Value", LossWeight = 0.5), CrossEntropy(Output = "Policy"), Adam]
        public partial class Player
        {
            private const int Depth = 2;

            private (Tensor Policy, Tensor Value) Forward([Shape(4)] Tensor board, [Shape(2, 3), Indices(7)] Tensor tokens)
            {
                Tensor x = Act(Stem(board));
                for (int i = 0; i < Depth; i++)
                    x += Block(x);
                if (Ops.Training)
                    x *= Ops.Bernoulli(0.5, x.Shape) * 2;
                return (Head(x), Twice(Ops.Flatten(tokens)) - Ops.Mean(x));
            }

            private static Tensor Twice(Tensor y) => 2 * y;
            [Dense(8)] private partial Tensor Stem(Tensor x);
            [Dense(8)] private partial Tensor Block(Tensor x);
            [Dense(3)] private partial Tensor Head(Tensor x);
            [Relu] private partial Tensor Act(Tensor x);
        }
        """,
        """
        namespace Attentive;

        public sealed partial class TableAttribute(int count, int width) : LayerAttribute
        {
            [AtLeast(1)] public int Count { get; } = count;
            [AtLeast(1)] public int Width { get; } = width;

            [Formula]
            public Tensor Forward(Tensor tokens, [Parameter(nameof(TableShape)), KaimingUniform] Tensor table) => Ops.Gather(table, tokens);

            private Shape TableShape(Shape x) => new(Count, Width);
        }

        [Model(Precision = Precision.Double), CrossEntropy, AdamW(LearningRate = 1e-3)]
        public partial class Reader
        {
            private Tensor Forward([Shape(5), Indices(50)] Tensor tokens)
            {
                Tensor x = Words(tokens) + 0.1 * Ops.Indices(new Shape(5, 6), 0);
                Tensor scores = Ops.MatMul(x, Ops.Transpose(x)) / Math.Sqrt(6);
                Tensor mask = Ops.Where(Ops.Indices(scores.Shape, 0) < Ops.Indices(scores.Shape, 1), Ops.Full(scores.Shape, -1e9), Ops.Zeros(scores.Shape));
                Tensor mixed = Ops.MatMul(Ops.Softmax(scores + mask, -1), x);
                Tensor pooled = Ops.Max(mixed, 0) + Ops.Slice(Ops.Flatten(mixed), 0, 2, 6);
                return Answer(Ops.Concat(0, pooled, Ops.Norm(mixed, 1)));
            }

            [Table(50, 6)] private partial Tensor Words(Tensor tokens);
            [Dense(3)] private partial Tensor Answer(Tensor x);
        }
        """,
        """
        namespace Counted;

        public sealed partial class RankedAttribute(double[] weights) : LossAttribute
        {
            [AtLeast(0)] public double[] Weights { get; } = weights;
            public double[]? Shifts { get; init; }
            [Structural, InRange(0, 1)] public double Share { get; init; } = 0.5;

            [Formula]
            public double Loss(Tensor output, [TargetShape(nameof(Kept))] Tensor target, [Denominator] out double count)
            {
                count = Shifts is null ? target.Length : Shifts.Length;
                Tensor errors = Ops.Square(Ops.Slice(output, 0, 0, target.Length) - target) * new Tensor(target.Shape, Weights);
                return Ops.Sum(Shifts != null && Share > 0 ? Share * errors + new Tensor(Shifts) : errors);
            }

            private Shape Kept(Shape output) => new(output.Length / 2);
        }

        [Model(ExampleWeights = true)]
        [CrossEntropy(Output = "Kind", IgnoreLabel = -100, ClassWeights = new[] { 1, 0.5, 2 }, LabelSmoothing = 0.1, Reduction = Reduction.None)]
        [Ranked(new double[] { 1, 2 }, Output = "Size", Shifts = new[] { 0.5, 0.25 }, Reduction = Reduction.Sum, LossWeight = 0.5)]
        [Adam]
        public partial class Judge
        {
            [Dense(3)] private partial Tensor Head(Tensor x);
            private (Tensor Kind, Tensor Size) Forward([Shape(4)] Tensor x) => (Head(x), x);
        }
        """,
    ];

    /// <summary>The repository's files, which lie beside the tests, in a namespace of their own.</summary>
    private static IEnumerable<string> Repository => Directory
        .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Corpus"), "*.cs", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(path => File.ReadAllText(path).Replace("namespace FastGrad;", "namespace Mine;", StringComparison.Ordinal))
        // What stands beside formulas, such as the enums of their settings, declares nothing by itself.
        .Where(source => source.Contains("[Formula", StringComparison.Ordinal) || source.Contains("[Model", StringComparison.Ordinal));

    public static IReadOnlyList<string> Sources { get; } = [.. _mixed, .. Repository];

    /// <summary>A source's tokens, each with what stands around it, so that they join to the source.</summary>
    public static string[] Tokens(string source) =>
        [.. CSharpSyntaxTree.ParseText(source, Harness.Project.Newest).GetRoot().DescendantTokens().Select(token => token.ToFullString())];
}
