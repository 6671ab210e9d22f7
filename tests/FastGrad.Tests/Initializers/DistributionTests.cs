namespace FastGrad.Tests.Initializers;

/// <summary>What initialisers draw against the mathematics of their distributions: bounds are five standard errors.</summary>
public class DistributionTests
{
    private const int Count = 20_000;

    private static readonly Fans _fans = new(In: 24, Out: 10, Gain: 1.5);

    private static readonly Dictionary<string, (InitializerAttribute Initializer, double Mean, double Deviation, Func<double, double> Distribution)> _cases = new()
    {
        ["Uniform"] = (new UniformAttribute(-1, 3), 1, 4 / Math.Sqrt(12), Uniform),
        ["Normal"] = (new NormalAttribute { Deviation = 0.5, Mean = -2 }, -2, 0.5, Normal),
        ["XavierUniform"] = (new XavierUniformAttribute(), 0, 1.5 * Math.Sqrt(2.0 / 34), Uniform),
        ["XavierUniform(Gain = 2)"] = (new XavierUniformAttribute { Gain = 2 }, 0, 2 * Math.Sqrt(2.0 / 34), Uniform),
        ["XavierNormal"] = (new XavierNormalAttribute(), 0, 1.5 * Math.Sqrt(2.0 / 34), Normal),
        ["KaimingUniform"] = (new KaimingUniformAttribute(), 0, 1.5 / Math.Sqrt(24), Uniform),
        ["KaimingUniform(Mode = Out)"] = (new KaimingUniformAttribute { Mode = FanMode.Out }, 0, 1.5 / Math.Sqrt(10), Uniform),
        ["KaimingNormal"] = (new KaimingNormalAttribute(), 0, 1.5 / Math.Sqrt(24), Normal),
        ["KaimingNormal(Gain = 3, Mode = Out)"] = (new KaimingNormalAttribute { Gain = 3, Mode = FanMode.Out }, 0, 3 / Math.Sqrt(10), Normal),
        ["LeCunUniform"] = (new LeCunUniformAttribute(), 0, 1 / Math.Sqrt(24), Uniform),
        ["LeCunNormal"] = (new LeCunNormalAttribute(), 0, 1 / Math.Sqrt(24), Normal),
        ["TruncatedNormal"] = (new TruncatedNormalAttribute { Deviation = 3, Mean = 1 }, 1, 3 * TruncatedDeviation(), Truncated),
    };

    public static TheoryData<string> Names => [.. _cases.Keys];

    [Theory, MemberData(nameof(Names))]
    public void MomentsAreTheDistributions(string name)
    {
        (_, double mean, double deviation, _) = _cases[name];
        double[] drawn = Standardised(name);
        double fourth = drawn.Average(x => x * x * x * x);
        Assert.InRange(mean, -10, 10);
        Assert.True(deviation > 0);
        Assert.Equal(0, drawn.Average(), 5 / Math.Sqrt(Count));
        Assert.Equal(1, drawn.Average(x => x * x), 5 * Math.Sqrt((fourth - 1) / Count));
    }

    /// <summary>The largest distance between the samples' distribution and the true one: beyond 2 / √n once in fifteen hundred times (Kolmogorov, 1933).</summary>
    [Theory, MemberData(nameof(Names))]
    public void TheShapeIsTheDistributions(string name)
    {
        double[] drawn = Standardised(name);
        Array.Sort(drawn);
        double farthest = 0;
        for (int i = 0; i < drawn.Length; i++)
        {
            double share = _cases[name].Distribution(drawn[i]);
            farthest = Math.Max(farthest, Math.Max((i + 1.0) / drawn.Length - share, share - (double)i / drawn.Length));
        }
        Assert.InRange(farthest, 0, 2 / Math.Sqrt(Count));
    }

    [Fact]
    public void NothingLiesBeyondTheEnds()
    {
        Assert.InRange(Draw("Uniform").Min(), -1, -0.99);
        Assert.InRange(Draw("Uniform").Max(), 2.99, 3);
        double[] truncated = Draw("TruncatedNormal");
        Assert.InRange(truncated.Min(), 1 - 2 * 3, 1 - 1.99 * 3);
        Assert.InRange(truncated.Max(), 1 + 1.99 * 3, 1 + 2 * 3);
        Assert.InRange(Draw("XavierUniform").Max(), 0.99 * 1.5 * Math.Sqrt(6.0 / 34), 1.5 * Math.Sqrt(6.0 / 34));
    }

    [Fact]
    public void AnElementIsTheSameInWhateverOrder()
    {
        foreach ((InitializerAttribute initializer, _, _, _) in _cases.Values)
        {
            double[] whole = new double[40];
            initializer.Fill(whole, new Shape(8, 5), _fans, seed: 7, stream: 3);
            for (int element = whole.Length - 1; element >= 0; element--)
            {
                CounterRandom random = new(7, 3, (ulong)element);
                Assert.Equal(initializer.Sample(ref random, _fans), whole[element]);
            }
            double[] other = new double[40];
            initializer.Fill(other, new Shape(8, 5), _fans, seed: 7, stream: 4);
            Assert.NotEqual(whole, other);
        }
    }

    private static double[] Draw(string name)
    {
        double[] drawn = new double[Count];
        _cases[name].Initializer.Fill(drawn, new Shape(Count), _fans, seed: 42, stream: 1);
        return drawn;
    }

    private static double[] Standardised(string name)
    {
        (_, double mean, double deviation, _) = _cases[name];
        return [.. Draw(name).Select(value => (value - mean) / deviation)];
    }

    private static double Uniform(double x) => Math.Clamp(0.5 + x / Math.Sqrt(12), 0, 1);

    private static double Normal(double x) => 0.5 + Math.Sign(x) * Half(Math.Abs(x));

    // Within ±2 of the deviation before the cut.
    private static double Truncated(double x) => 0.5 + Math.Sign(x) * Half(Math.Min(2, Math.Abs(x) * TruncatedDeviation())) / (2 * Half(2));

    /// <summary>√(1 − 2·2·φ(2) / (Φ(2) − Φ(−2))).</summary>
    private static double TruncatedDeviation() => Math.Sqrt(1 - 4 * Density(2) / (2 * Half(2)));

    private static double Density(double x) => Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);

    /// <summary>Φ(x) − ½ by Simpson's rule.</summary>
    private static double Half(double x)
    {
        const int Pieces = 200;
        double step = x / Pieces, sum = Density(0) + Density(x);
        for (int i = 1; i < Pieces; i++)
            sum += (i % 2 == 0 ? 2 : 4) * Density(i * step);
        return sum * step / 3;
    }
}
