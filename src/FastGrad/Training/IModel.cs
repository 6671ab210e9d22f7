using System.Numerics;

namespace FastGrad;

/// <summary>What every generated model offers, for code that works with any.</summary>
/// <typeparam name="T">Its precision.</typeparam>
/// <typeparam name="TTarget">Element of its targets: <see cref="int"/> for class labels, else <typeparamref name="T"/>.</typeparam>
public interface IModel<T, TTarget>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged
{
    /// <summary>What it has learned.</summary>
    ParameterSet<T> Parameters { get; }

    /// <summary>Predicts any number of examples through a workspace of the model's own.
    /// Not thread-safe; see <see cref="CreatePredictor"/>.</summary>
    /// <param name="inputs">The examples, one after another.</param>
    /// <param name="outputs">Receives as many predictions, one after another.</param>
    void Predict(ReadOnlySpan<T> inputs, Span<T> outputs);

    /// <summary>A workspace over the shared parameters: one per thread.</summary>
    /// <param name="batchCapacity">Examples that go through the model at once.</param>
    Predictor<T> CreatePredictor(int batchCapacity);

    /// <summary>A trainer with the optimizer the model declares.</summary>
    /// <param name="batchCapacity">Most examples of one call.</param>
    /// <param name="options">How it works.</param>
    ITrainer<T, TTarget> CreateTrainer(int batchCapacity, TrainerOptions? options = null);
}
