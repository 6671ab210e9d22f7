namespace FastGrad.Tests.Initializers;

public class OrthogonalTests
{
    public static TheoryData<int, int> Sizes => new() { { 6, 6 }, { 40, 7 }, { 7, 40 }, { 1, 5 }, { 5, 1 }, { 1, 1 }, { 130, 65 } };

    [Theory, MemberData(nameof(Sizes))]
    public void TheShorterSideIsOrthonormal(int rows, int columns)
    {
        double[] matrix = Make(new OrthogonalAttribute { Gain = 0.5 }, new Shape(rows, columns));
        bool wide = columns > rows;
        int count = wide ? rows : columns, length = wide ? columns : rows;
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                double dot = 0;
                for (int k = 0; k < length; k++)
                    dot += wide ? matrix[i * columns + k] * matrix[j * columns + k] : matrix[k * columns + i] * matrix[k * columns + j];
                Assert.Equal(i == j ? 0.25 : 0, dot, 1e-12);
            }
        }
    }

    /// <summary>R = Qᵀ·A of the normal matrix A that it was made of is triangular, and its diagonal above 0: there is one such Q.</summary>
    [Theory, MemberData(nameof(Sizes))]
    public void ItIsTheQOfItsNormalMatrix(int rows, int columns)
    {
        bool wide = columns > rows;
        OrthogonalAttribute initializer = new() { Gain = 1 };
        double[] q = Make(initializer, new Shape(rows, columns)), normal = new double[q.Length];
        for (int element = 0; element < normal.Length; element++)
        {
            CounterRandom random = new(42, 5, (ulong)element);
            normal[element] = initializer.Sample(ref random, default);
        }
        int count = Math.Min(rows, columns), length = Math.Max(rows, columns);
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double r = 0;
                for (int k = 0; k < length; k++)
                    r += wide ? q[i * columns + k] * normal[j * columns + k] : q[k * columns + i] * normal[k * columns + j];
                if (i == j)
                    Assert.True(r > 0, $"R[{i}, {i}] is {r}");
                else
                    Assert.Equal(0, r, 1e-12 * length);
            }
        }
    }

    [Fact]
    public void AllAxesButTheLastAreRows() =>
        Assert.Equal(Make(new OrthogonalAttribute(), new Shape(12, 5)), Make(new OrthogonalAttribute(), new Shape(3, 4, 5)));

    [Fact]
    public void WithoutAGainItTakesTheActivations()
    {
        double[] plain = Make(new OrthogonalAttribute { Gain = 1 }, new Shape(4, 4)), gained = Make(new OrthogonalAttribute(), new Shape(4, 4), gain: 2);
        Assert.Equal(plain.Select(value => 2 * value), gained);
    }

    [Fact]
    public void AVectorIsRefused()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => Make(new OrthogonalAttribute(), new Shape(4)));
        Assert.Contains("at least two axes, but got 4", refused.Message);
    }

    private static double[] Make(OrthogonalAttribute initializer, Shape shape, double gain = 1)
    {
        double[] values = new double[shape.Length];
        initializer.Fill(values, shape, Fans.Of(shape) with { Gain = gain }, seed: 42, stream: 5);
        return values;
    }
}
