using FastGrad.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.Tests.Emitted;

/// <summary>The generated parts of layer methods: Forward runs as it stands, on the model's parameters, and gives what the compiled model gives.</summary>
public class LayersTests
{
    private const string Own = """
        public sealed partial class BentAttribute(double from = 0) : ActivationAttribute
        {
            public double From { get; } = from;
            [Formula] public double Activate(double x, [Parameter, Constant(0.25)] double slope) => x > From ? x : slope * x;
        }
        public sealed partial class MixAttribute(int units) : LayerAttribute
        {
            [AtLeast(1)] public int Units { get; } = units;
            public bool Shift { get; init; } = true;
            private Shape Square(Shape x) => new(x.Length, Units);
            [Formula] public Tensor Forward(
                Tensor x, [Parameter(nameof(Square)), KaimingUniform] Tensor layer, [Parameter(nameof(Units)), Constant(0.5)] Tensor @base,
                [Buffer(nameof(Units)), Constant(3)] ref Tensor mean, [Buffer, Constant(2)] ref double scale)
            {
                Tensor y = Ops.MatMul(x, layer);
                if (Shift)
                    y += @base;
                if (Ops.Training)
                {
                    mean = Ops.BatchMean(y);
                    scale += Ops.BatchMean(Ops.Sum(y));
                }
                return (y - mean) * scale;
            }
        }
        """;

    [Fact]
    public void ForwardRunsAsItStands()
    {
        object? results = Loaded.Load(Own, """
            namespace A.B
            {
                public partial interface IHost
                {
                    [Model, Mse, Adam]
                    public partial class @event
                    {
                        [Mix(5)] private partial Tensor Stem(Tensor layer);
                        [Mix(3, Shift = false)] private partial Tensor @class(Tensor element);
                        [Bent(0.1)] protected internal partial global::FastGrad.Tensor Act(Tensor @base);
                        private static Tensor Twice(Tensor x) => x + x;
                        private Tensor Forward([Shape(4)] Tensor x) => @class(Act(Twice(Stem(x))));

                        public static double[][] Run()
                        {
                            var net = new @event(7);
                            float[] x = [1, -2, 0.5f, 3], compiled = new float[3];
                            net.Predict(x, compiled);
                            Tensor eager = net.Forward(new Tensor(1, -2, 0.5, 3));
                            return [Array.ConvertAll(compiled, value => (double)value), eager.Values.ToArray()];
                        }
                    }
                }
            }
            """).Run("A.B.IHost+event");
        var both = (double[][])results!;
        Assert.Equal(3, both[1].Length);
        Assert.All(both[1], value => Assert.True(Math.Abs(value) > 0.01, "a result that says nothing"));
        for (int i = 0; i < 3; i++)
            Assert.Equal(both[1][i], both[0][i], 1e-5 * Math.Abs(both[1][i]));
    }

    [Fact]
    public void StateStartsAsDeclared()
    {
        object? results = Loaded.Load("""
            public sealed partial class LeakAttribute : LayerAttribute
            {
                private Shape Row(Shape x) => new(x[1]);
                [Formula] public Tensor Forward(Tensor x, [State(ShapeRule = nameof(Row)), Constant(0.5)] ref Tensor kept)
                {
                    Tensor y = Ops.Sum(x, 0) + kept;
                    kept = y;
                    return y;
                }
            }
            [Model, Mse, Adam]
            public partial class Net
            {
                [Leak] private partial Tensor Leak(Tensor x);
                private Tensor Forward([Shape(2, 2)] Tensor x) => Leak(x);
                public static double[] Run() => new Net().Forward(new Tensor(new Shape(2, 2), 1, 2, 3, 4)).Values.ToArray();
            }
            """).Run("Net");
        Assert.Equal([4.5, 6.5], (double[])results!);
    }

    [Theory]
    [InlineData("[Dense(2)] private partial Tensor Head(Tensor x); private Tensor Forward([Shape(2)] Tensor x) => Head(x) + new Tensor(1, 2, 3);")]
    [InlineData("[Dense(2)] private partial Tensor Head(Tensor x); private Tensor Forward([Shape(2)] Tensor x) => Math.Sign(1.5) * Head(x);")]
    [InlineData("[Dense(2)] private partial Tensor Head(Tensor x); private double Forward([Shape(2)] Tensor x) => 1;")]
    [InlineData("[Dense(0)] private partial Tensor Head(Tensor x); private Tensor Forward([Shape(2)] Tensor x) => Head(x);")]
    [InlineData("private partial Tensor Head(Tensor x); private Tensor Forward([Shape(2)] Tensor x) => Head(x);")]
    [InlineData("[Dense(2)] internal static partial double[]? Head(ref Tensor? @class, params int[] more); private Tensor Forward([Shape(2)] Tensor x) => x;")]
    public void AMistakeInTheModelIsTheOnlyMessage(string members)
    {
        GeneratorRunResult result = Project.Run(Project.Create($"[Model, Mse] public partial class Net {{ {members} }}"), out Compilation output);
        Assert.NotEmpty(result.Diagnostics);
        Expect.Nothing(string.Join("\n", output.Complaints()));
        Assert.Contains("NotSupportedException", result.Source("Net.Layers.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void AFormulaThatTheModelMayNotCallIsSaidWhenItIsRun()
    {
        object? message = Loaded.Load("""
            public sealed partial class HiddenAttribute : ActivationAttribute { [Formula] private double Activate(double x) => x; }
            [Model, Mse]
            public partial class Net
            {
                [Hidden] private partial Tensor Act(Tensor x);
                private Tensor Forward([Shape(4)] Tensor x) => Act(x);
                public static string Run()
                {
                    try { return new Net().Forward(new Tensor(1, 2, 3, 4)).ToString(); }
                    catch (NotSupportedException e) { return e.Message; }
                }
            }
            """).Run("Net");
        Assert.Contains("make it public", (string)message!, StringComparison.Ordinal);
    }
}
