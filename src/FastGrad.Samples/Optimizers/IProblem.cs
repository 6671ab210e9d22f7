namespace FastGrad.Samples.Optimizers;

/// <summary>What optimizers are compared by.</summary>
public interface IProblem
{
    string Name { get; }

    /// <summary>A fresh model, the same for all, with an optimizer of this kind at its defaults.</summary>
    Learner Start<TOptimizer>() where TOptimizer : Optimizer, new();
}
