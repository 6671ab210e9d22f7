using System.Numerics;

namespace FastGrad;

/// <summary>What every generated model offers, whatever its precision, inputs and targets: itself as data.</summary>
public interface IModel
{
    /// <summary>Layers, sizes and costs.</summary>
    ModelDescription Description { get; }

    /// <summary><see cref="Description"/> as a table.</summary>
    string Describe();

    /// <summary>
    /// Gives what the model's own predictions carry from call to call, for each example, its first values. A model that carries nothing
    /// takes no notice.
    /// </summary>
    void ResetState() { }
}

/// <summary>What every generated model of a precision offers, whatever its inputs and targets.</summary>
/// <typeparam name="T">Its precision.</typeparam>
public interface IModel<T> : IModel where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What it has learned.</summary>
    ParameterSet<T> Parameters { get; }

    /// <summary>What training gathers without learning it, such as running means.</summary>
    ParameterSet<T> Buffers { get; }

    /// <summary>A trainer with the optimizer the model declares.</summary>
    /// <param name="batchCapacity">Most examples of one call.</param>
    /// <param name="options">How it works.</param>
    ITrainer<T> CreateTrainer(int batchCapacity, TrainerOptions? options = null);
}

/// <summary>What every generated model with one input of real numbers and one output offers, for code that works with any.</summary>
/// <typeparam name="T">Its precision.</typeparam>
/// <typeparam name="TTarget">Element of its targets: <see cref="int"/> for class labels, else <typeparamref name="T"/>.</typeparam>
public interface IModel<T, TTarget> : IModel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged
{
    /// <summary>Predicts any number of examples through a workspace of the model's own.
    /// Not thread-safe; see <see cref="CreatePredictor"/>.</summary>
    /// <param name="inputs">The examples, one after another.</param>
    /// <param name="outputs">Receives as many predictions, one after another.</param>
    void Predict(ReadOnlySpan<T> inputs, Span<T> outputs);

    /// <summary>A workspace over the shared parameters: one per thread.</summary>
    /// <param name="batchCapacity">Examples that go through the model at once.</param>
    Predictor<T> CreatePredictor(int batchCapacity);

    /// <inheritdoc cref="IModel{T}.CreateTrainer"/>
    new ITrainer<T, TTarget> CreateTrainer(int batchCapacity, TrainerOptions? options = null);

    ITrainer<T> IModel<T>.CreateTrainer(int batchCapacity, TrainerOptions? options) => CreateTrainer(batchCapacity, options);
}
