using FastGrad.Samples.Learning;

namespace FastGrad.Samples.Optimizers;

/// <summary>A model that learns from one set of examples and is tested on another.</summary>
public abstract class Learner
{
    public abstract Optimizer Optimizer { get; }

    /// <summary>
    /// Sets a learning rate that sinks to 0 in a straight line, so that the end of a training is its result and not where it happened to be.
    /// </summary>
    public abstract void SinkFrom(double learningRate, int epochs);

    /// <summary>Once through the training set, in a new order.</summary>
    public abstract void Epoch();

    /// <summary>Mean loss over the training set as the model is now.</summary>
    public abstract double TrainingLoss();

    /// <summary>Mean loss over the test set.</summary>
    public abstract double TestLoss();
}

/// <inheritdoc cref="Learner"/>
public sealed class Learner<TTarget>(ITrainer<float, TTarget> trainer, Examples<TTarget> training, Examples<TTarget> test, Random order) : Learner
    where TTarget : unmanaged
{
    public override Optimizer Optimizer => trainer.Optimizer;

    public override void SinkFrom(double learningRate, int epochs)
    {
        trainer.Optimizer.LearningRate = learningRate;
        trainer.Schedule = new PolynomialSchedule((long)epochs * Batches(training).Count());
    }

    public override void Epoch()
    {
        training.Shuffle(order);
        foreach ((int start, int count) in Batches(training))
            trainer.Step(training.Inputs(start, count), training.Targets(start, count));
    }

    public override double TrainingLoss() => Loss(training);

    public override double TestLoss() => Loss(test);

    private double Loss(Examples<TTarget> examples)
    {
        double sum = 0;
        foreach ((int start, int count) in Batches(examples))
            sum += count * trainer.Evaluate(examples.Inputs(start, count), examples.Targets(start, count));
        return sum / examples.Count;
    }

    /// <summary>The last batch is what is left.</summary>
    private IEnumerable<(int Start, int Count)> Batches(Examples<TTarget> examples)
    {
        for (int start = 0; start < examples.Count; start += trainer.BatchCapacity)
            yield return (start, Math.Min(trainer.BatchCapacity, examples.Count - start));
    }
}
