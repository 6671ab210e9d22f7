namespace FastGrad.Samples.Optimizers;

/// <summary>An optimizer that takes part.</summary>
public abstract class Contestant(string name)
{
    /// <summary>Everything the library has.</summary>
    public static IReadOnlyList<Contestant> All { get; } =
    [
        new Contestant<Sgd>("SGD"),
        new Contestant<Sgd>("SGD + momentum", sgd => sgd.Momentum = 0.9),
        new Contestant<AdaGrad>("AdaGrad"),
        new Contestant<RmsProp>("RMSProp"),
        new Contestant<AdaDelta>("AdaDelta"),
        new Contestant<Adam>("Adam"),
        new Contestant<AdamW>("AdamW"),
        new Contestant<AdaMax>("AdaMax"),
        new Contestant<NAdam>("NAdam"),
        new Contestant<RAdam>("RAdam"),
        new Contestant<Lamb>("LAMB"),
        new Contestant<Lars>("LARS"),
        new Contestant<Lion>("Lion"),
    ];

    public string Name => name;

    public abstract Type Optimizer { get; }

    /// <summary>Begins to work on a problem.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="learningRate">At the first step.</param>
    /// <param name="epochs">After so many it is 0.</param>
    public abstract Learner Start(IProblem problem, double learningRate, int epochs);
}

/// <inheritdoc/>
/// <param name="name">What it is called.</param>
/// <param name="set">Sets what is not at its default, the learning rate apart.</param>
public sealed class Contestant<TOptimizer>(string name, Action<TOptimizer>? set = null) : Contestant(name) where TOptimizer : Optimizer, new()
{
    public override Type Optimizer => typeof(TOptimizer);

    public override Learner Start(IProblem problem, double learningRate, int epochs)
    {
        Learner learner = problem.Start<TOptimizer>();
        set?.Invoke((TOptimizer)learner.Optimizer);
        learner.SinkFrom(learningRate, epochs);
        return learner;
    }
}
