using FastGrad.Generator.Tests.Harness;

namespace FastGrad.Generator.Tests.Emitted;

/// <summary>Models of many forms as a user would write them: generated without a complaint, and predicting what Forward gives.</summary>
public class ForwardModelsTests
{
    private const string Cell = """
        public sealed partial class CellAttribute(int units) : LayerAttribute
        {
            [AtLeast(1)] public int Units { get; } = units;
            private Shape In(Shape x) => new(x[1], Units);
            private Shape Own(Shape x) => new(Units, Units);
            [Formula] public Tensor Forward(
                Tensor x, [Parameter(nameof(In)), KaimingUniform] Tensor w, [Parameter(nameof(Own)), KaimingUniform] Tensor u,
                [Parameter(nameof(Units)), Zeros] Tensor b)
                => Ops.Scan(x, Ops.Zeros(new Shape(Units)), (now, h) => Ops.Tanh(Ops.MatMul(now, w) + Ops.MatMul(h, u) + b));
        }
        """;

    [Theory]
    [InlineData("""
        [Dense(4)] private partial Tensor Block(Tensor x);
        [Relu] private partial Tensor Act(Tensor x);
        private Tensor Forward([Shape(4)] Tensor x)
        {
            for (int i = 0; i < 3; i++)
                x = Act(x + Block(x));
            return Block(x);
        }
        """)]
    [InlineData("""
        private const bool Deep = true;
        private const int Width = 4 / 2;
        [Dense(4)] private partial Tensor A(Tensor x);
        [Dense(4)] private partial Tensor B(Tensor x);
        private Tensor Forward([Shape(4)] Tensor x)
        {
            (Tensor left, Tensor right) = Halves(A(x));
            if (Deep)
                (left, right) = (right, left * 2);
            Tensor all = Ops.Concat(0, left, right);
            return Ops.Where(all > 0, all, B(all));
        }
        private static (Tensor Left, Tensor) Halves(Tensor x) => (Ops.Slice(x, 0, 0, Width), Ops.Slice(x, axis: 0, length: Width, start: x.Length - Width));
        """)]
    [InlineData("""
        [Cell(4)] private partial Tensor Recurrent(Tensor x);
        private Tensor Forward([Shape(4)] Tensor x) => Ops.Select(Recurrent(Ops.Reshape(x, new Shape(2, 2))), 0, 1);
        """)]
    [InlineData("""
        [Sigmoid] private partial Tensor @class(Tensor x);
        private Tensor Forward([Shape(4)] Tensor @event) => Squash(@event) * (double)Width / 3;
        private Tensor Squash(Tensor x) => @class(x);
        private static int Width => 2 + 1;
        """)]
    public void PredictsWhatForwardGives(string members)
    {
        var both = (double[][])Loaded.Load(Cell, $$"""
            [Model, Mse, Adam]
            public partial class Net
            {
                {{members}}
                public static double[][] Run()
                {
                    var net = new Net(7);
                    float[] x = [1, -2, 0.5f, 3], compiled = new float[OutputLength];
                    net.Predict(x, compiled);
                    return [Array.ConvertAll(compiled, value => (double)value), net.Forward(new Tensor(1, -2, 0.5, 3)).Values.ToArray()];
                }
            }
            """).Run("Net")!;
        Agree(both[1], both[0]);
    }

    [Fact]
    public void SeveralInputsAndOutputs()
    {
        var both = (double[][])Loaded.Load("""
            public sealed partial class TableAttribute(int count, int width) : LayerAttribute
            {
                public int Count { get; } = count;
                public int Width { get; } = width;
                private Shape Rows(Shape x) => new(Count, Width);
                [Formula] public Tensor Forward(Tensor indices, [Parameter(nameof(Rows)), KaimingUniform] Tensor rows) => Ops.Embedding(rows, indices);
            }
            [Model(ExampleWeights = true), CrossEntropy(Output = "Policy"), Mse(Output = "Value", LossWeight = 0.5), Adam]
            public partial class Net
            {
                [Table(7, 3)] private partial Tensor Words(Tensor tokens);
                [Dense(3)] private partial Tensor Board(Tensor x);
                [Dense(2)] private partial Tensor Head(Tensor x);
                private (Tensor Policy, Tensor Value) Forward([Shape(4)] Tensor board, [Shape(2), Indices(7)] Tensor tokens)
                {
                    Tensor x = Board(board) * Ops.Mean(Words(tokens), 0);
                    return (Head(x), x);
                }
                public static double[][] Run()
                {
                    var net = new Net(7);
                    float[] board = [1, -2, 0.5f, 3], policy = new float[2], value = new float[3];
                    int[] tokens = [6, 0];
                    net.Predict(board, tokens, policy, value);
                    var eager = net.Forward(new Tensor(1, -2, 0.5, 3), new Tensor(6, 0));
                    float before = net.CreateTrainer(1).Step(board, tokens, [1], [1, 2, 3], [2]);
                    return [[.. policy, .. value], [.. eager.Policy.Values, .. eager.Value.Values], [before]];
                }
            }
            """).Run("Net")!;
        Agree(both[1], both[0]);
        // The losses by hand, from the eager outputs. One example's weight divides out.
        double[] policy = both[1][..2], value = both[1][2..];
        double crossEntropy = Math.Log(Math.Exp(policy[0]) + Math.Exp(policy[1])) - policy[1];
        double mse = value.Select((v, index) => (v - (index + 1)) * (v - (index + 1))).Average();
        Assert.Equal(crossEntropy + 0.5 * mse, both[2][0], 1e-4);
    }

    private static void Agree(double[] wanted, double[] got)
    {
        Assert.Equal(wanted.Length, got.Length);
        Assert.Contains(wanted, value => Math.Abs(value) > 0.01);
        for (int i = 0; i < got.Length; i++)
            Assert.Equal(wanted[i], got[i], 1e-5 + 1e-5 * Math.Abs(wanted[i]));
    }
}
