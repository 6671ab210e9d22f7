namespace FastGrad.Models.Tests.Library;

/// <summary>Which outputs a loss is made for.</summary>
internal enum Outputs { Real, Probabilities, LogProbabilities }

/// <summary>Which targets.</summary>
internal enum Targets { Real, Positive, Bits, Signs, Plays }

/// <summary>One loss of the library: a row for each of its forms, by which every test here finds it.</summary>
/// <param name="Text">The attribute; forms.py has a row of the same text.</param>
/// <param name="Term">The declaration, of one output; null for a loss of whole examples.</param>
/// <param name="Outputs">What it takes.</param>
/// <param name="Targets">What it is given to compare.</param>
/// <param name="Whole">The declaration, of one example, where it has no term for each output.</param>
internal sealed record LossRow(
    string Text,
    Func<double, double, double>? Term,
    Outputs Outputs = Outputs.Real,
    Targets Targets = Targets.Real,
    Func<Tensor, Tensor, double>? Whole = null)
{
    public static readonly LossRow[] All =
    [
        new("Mse", new MseAttribute().Loss),
        new("Mae", new MaeAttribute().Loss),
        new("Msle", new MsleAttribute().Loss, Outputs.Probabilities, Targets.Positive),
        new("Huber", new HuberAttribute().Loss),
        new("Huber(Delta = 0.5)", new HuberAttribute { Delta = 0.5 }.Loss),
        new("SmoothL1", new SmoothL1Attribute().Loss),
        new("SmoothL1(Beta = 0.5)", new SmoothL1Attribute { Beta = 0.5 }.Loss),
        new("SmoothL1(Beta = 0)", new SmoothL1Attribute { Beta = 0 }.Loss),
        new("LogCosh", new LogCoshAttribute().Loss),
        new("Quantile", new QuantileAttribute().Loss),
        new("Quantile(Tau = 0.875)", new QuantileAttribute { Tau = 0.875 }.Loss),
        new("BinaryCrossEntropy", new BinaryCrossEntropyAttribute().Loss, Outputs.Probabilities, Targets.Bits),
        new("BinaryCrossEntropyWithLogits", new BinaryCrossEntropyWithLogitsAttribute().Loss, Targets: Targets.Bits),
        new("BinaryCrossEntropyWithLogits(PositiveWeight = 5)",
            new BinaryCrossEntropyWithLogitsAttribute { PositiveWeight = 5 }.Loss, Targets: Targets.Bits),
        new("BinaryFocal", new BinaryFocalAttribute().Loss, Targets: Targets.Bits),
        new("BinaryFocal(Alpha = 0.5, Gamma = 0.5)", new BinaryFocalAttribute { Alpha = 0.5, Gamma = 0.5 }.Loss, Targets: Targets.Bits),
        new("BinaryFocal(Alpha = 1, Gamma = 0)", new BinaryFocalAttribute { Alpha = 1, Gamma = 0 }.Loss, Targets: Targets.Bits),
        new("Hinge", new HingeAttribute().Loss, Targets: Targets.Signs),
        new("PoissonNll", new PoissonNllAttribute().Loss, Targets: Targets.Positive),
        new("PoissonNll(Full = true)", new PoissonNllAttribute { Full = true }.Loss, Targets: Targets.Positive),
        new("PoissonNll(LogInput = false)", new PoissonNllAttribute { LogInput = false }.Loss, Outputs.Probabilities, Targets.Positive),
        new("PoissonNll(LogInput = false, Full = true, Epsilon = 0.001)",
            new PoissonNllAttribute { LogInput = false, Full = true, Epsilon = 0.001 }.Loss, Outputs.Probabilities, Targets.Positive),
        new("Adversarial(AdversarialKind.NonSaturating)", new AdversarialAttribute(AdversarialKind.NonSaturating).Loss, Targets: Targets.Plays),
        new("Adversarial(AdversarialKind.Saturating)", new AdversarialAttribute(AdversarialKind.Saturating).Loss, Targets: Targets.Plays),
        new("Adversarial(AdversarialKind.LeastSquares)", new AdversarialAttribute(AdversarialKind.LeastSquares).Loss, Targets: Targets.Plays),
        new("Adversarial(AdversarialKind.Wasserstein)", new AdversarialAttribute(AdversarialKind.Wasserstein).Loss, Targets: Targets.Plays),
        new("Rmse", null, Whole: new RmseAttribute().Loss),
        new("KullbackLeibler", null, Outputs.LogProbabilities, Targets.Positive, new KullbackLeiblerAttribute().Loss),
        new("KullbackLeibler(LogTarget = true)",
            null, Outputs.LogProbabilities, Targets.Real, new KullbackLeiblerAttribute { LogTarget = true }.Loss),
        new("Dice", null, Outputs.Probabilities, Targets.Bits, new DiceAttribute().Loss),
        new("Dice(Smooth = 0.125)", null, Outputs.Probabilities, Targets.Bits, new DiceAttribute { Smooth = 0.125 }.Loss),
        new("Dice(OverBatch = true)", null, Outputs.Probabilities, Targets.Bits, new DiceAttribute { OverBatch = true }.Loss),
        new("Jaccard", null, Outputs.Probabilities, Targets.Bits, new JaccardAttribute().Loss),
        new("Jaccard(Smooth = 0.125)", null, Outputs.Probabilities, Targets.Bits, new JaccardAttribute { Smooth = 0.125 }.Loss),
        new("Jaccard(OverBatch = true)", null, Outputs.Probabilities, Targets.Bits, new JaccardAttribute { OverBatch = true }.Loss),
        new("CosineLoss", null, Whole: new CosineLossAttribute().Loss),
    ];

    public static LossRow Of(string text) => All.Single(row => row.Text == text);

    /// <summary>Outputs of an example in the models of these tests.</summary>
    public int Width => Term is null ? 3 : 1;

    /// <summary>The stage that makes such outputs of any numbers, with a comma.</summary>
    public string Before => Outputs switch
    {
        Outputs.Probabilities => "Sigmoid, ",
        Outputs.LogProbabilities => "LogSoftmax, ",
        _ => "",
    };

    public double DrawTarget(Random random) => Targets switch
    {
        Targets.Positive => 3 * random.NextDouble(),
        Targets.Bits => random.Next(2),
        Targets.Signs => 2 * random.Next(2) - 1,
        Targets.Plays => random.Next(3) - 1,
        _ => 4 * random.NextDouble() - 2,
    };

    public double DrawOutput(Random random) => Outputs switch
    {
        Outputs.Probabilities => 0.01 + 0.98 * random.NextDouble(),
        Outputs.LogProbabilities => -3 * random.NextDouble(),
        _ => 6 * random.NextDouble() - 3,
    };
}
