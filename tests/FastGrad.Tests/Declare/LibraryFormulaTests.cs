namespace FastGrad.Tests.Declare;

/// <summary>The library's declarations run as C# and held against mathematics; compiled code is held against them elsewhere.</summary>
public class LibraryFormulaTests
{
    [Theory]
    [InlineData(2.5, 2.5)]
    [InlineData(-2.5, 0)]
    [InlineData(0, 0)]
    [InlineData(-0.0, 0)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(double.NaN, double.NaN)]
    public void ReluDropsTheNegativeSideAndNothingElse(double x, double expected) =>
        Assert.Equal(expected, new ReluAttribute().Activate(x));

    [Fact]
    public void TanhAndSigmoidAreOneCurveScaled()
    {
        // tanh x = 2σ(2x) − 1.
        foreach (double x in new[] { -3, -0.5, 0, 0.25, 4 })
            Assert.Equal(new TanhAttribute().Activate(x), 2 * new SigmoidAttribute().Activate(2 * x) - 1, 1e-15);
    }

    [Fact]
    public void DenseIsWeightedSumsAndABias()
    {
        Tensor y = new DenseAttribute(2).Forward(new(1, 2, 3), new(new Shape(3, 2), 1, 10, 2, 20, 3, 30), new(0.5, -0.5));

        Assert.Equal([14.5, 139.5], y.Values.ToArray());
    }

    [Fact]
    public void MseIsTheSquareOfTheError() => Assert.Equal(6.25, new MseAttribute().Loss(1, 3.5));

    [Fact]
    public void CrossEntropyIsTheNegativeLogOfTheShare()
    {
        Tensor logits = new(Math.Log(1), Math.Log(2), Math.Log(5));

        Assert.Equal(Math.Log(8 / 5.0), new CrossEntropyAttribute().Loss(logits, 2, out _), 1e-15);
        Assert.Equal(Math.Log(8), new CrossEntropyAttribute().Loss(logits, 0, out _), 1e-15);
    }

    [Fact]
    public void CrossEntropyIsStableAtLogitsOfAThousand()
    {
        Tensor logits = new(1000, -1000);

        Assert.Equal(0, new CrossEntropyAttribute().Loss(logits, 0, out _));
        Assert.Equal(2000, new CrossEntropyAttribute().Loss(logits, 1, out _));
    }

    [Fact]
    public void SgdWithMomentumOnAConstantGradientIsAGeometricSum()
    {
        SgdAttribute sgd = new() { LearningRate = 0.5, Momentum = 0.5 };
        double weight = 10, velocity = 0;

        // Velocities 2, 3, 3.5.
        for (int step = 1; step <= 3; step++)
            sgd.Update(ref weight, 2, step, ref velocity);

        Assert.Equal(3.5, velocity);
        Assert.Equal(10 - 0.5 * (2 + 3 + 3.5), weight);
    }

    [Fact]
    public void PlainSgdGoesDownTheGradient()
    {
        double weight = 1, velocity = 0;
        new SgdAttribute { LearningRate = 0.25 }.Update(ref weight, 2, 1, ref velocity);
        new SgdAttribute { LearningRate = 0.25 }.Update(ref weight, -2, 2, ref velocity);

        Assert.Equal(1, weight);
    }

    /// <summary>With a constant gradient both bias-corrected means are exact at every step, so each step is the learning rate.</summary>
    [Theory]
    [InlineData(1e-3)]
    [InlineData(-1)]
    [InlineData(1e6)]
    public void AdamStepsByTheLearningRateOnAConstantGradient(double gradient)
    {
        AdamAttribute adam = new() { LearningRate = 0.125, Epsilon = 1e-300 };
        double weight = 0, m = 0, v = 0, largest = 0;

        for (long step = 1; step <= 50; step++)
        {
            adam.Update(ref weight, gradient, step, ref m, ref v, ref largest);
            Assert.Equal(-Math.Sign(gradient) * 0.125 * step, weight, 1e-11);
        }
    }

    [Fact]
    public void AdamAgreesWithThePapersOrderOfOperations()
    {
        AdamAttribute adam = new() { LearningRate = 0.01, Beta1 = 0.8, Beta2 = 0.95, Epsilon = 1e-3 };
        double weight = 0.3, m = 0, v = 0, paperWeight = 0.3, paperM = 0, paperV = 0, largest = 0;

        for (long step = 1; step <= 100; step++)
        {
            double gradient = Math.Sin(step) + 0.1;
            adam.Update(ref weight, gradient, step, ref m, ref v, ref largest);

            // Algorithm 1 of Kingma and Ba.
            paperM = 0.8 * paperM + (1 - 0.8) * gradient;
            paperV = 0.95 * paperV + (1 - 0.95) * gradient * gradient;
            double mHat = paperM / (1 - Math.Pow(0.8, step)), vHat = paperV / (1 - Math.Pow(0.95, step));
            paperWeight -= 0.01 * mHat / (Math.Sqrt(vHat) + 1e-3);

            Assert.Equal(paperWeight, weight, 1e-14);
        }
    }

    [Fact]
    public void AdamWDecaysTheWeightAloneAndAdamsStepIsTheSame()
    {
        AdamWAttribute decayed = new() { LearningRate = 0.1, WeightDecay = 0.5 };
        AdamAttribute plain = new() { LearningRate = 0.1 };
        double weight = 2, m = 0, v = 0, other = 2, otherM = 0, otherV = 0, largest = 0;

        decayed.Update(ref weight, 3, 1, ref m, ref v, ref largest);
        plain.Update(ref other, 3, 1, ref otherM, ref otherV, ref largest);

        Assert.Equal((otherM, otherV), (m, v));
        Assert.Equal(other - 0.1 * 0.5 * 2, weight, 1e-15);
    }

    [Fact]
    public void AdamWWithoutAGradientOnlyDecays()
    {
        AdamWAttribute decayed = new() { LearningRate = 0.1, WeightDecay = 0.5 };
        double weight = 2, m = 0, v = 0, largest = 0;

        decayed.Update(ref weight, 0, 1, ref m, ref v, ref largest);

        Assert.Equal(2 * 0.95, weight, 1e-15);
    }
}
