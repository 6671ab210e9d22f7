namespace FastGrad;

/// <summary>
/// Runs a model forward over its own workspace, on the model's current parameters and buffers. Not thread-safe: make one per thread.
/// </summary>
/// <typeparam name="T">The model's precision.</typeparam>
public abstract class Predictor<T> where T : unmanaged
{
    /// <summary>Numbers per example that go in.</summary>
    public abstract int InputLength { get; }

    /// <summary>Numbers per example that come out.</summary>
    public abstract int OutputLength { get; }

    /// <summary>Examples that go through the model at once; more are worked off in chunks,
    /// but a model that carries states takes no more.</summary>
    public abstract int BatchCapacity { get; }

    /// <summary>Predicts any number of examples.</summary>
    /// <param name="inputs">The examples, one after another.</param>
    /// <param name="outputs">Receives as many predictions, one after another; no part of <paramref name="inputs"/>.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the two overlap; nothing has been written.</exception>
    public abstract void Predict(ReadOnlySpan<T> inputs, Span<T> outputs);

    /// <summary>
    /// Gives what the model carries from call to call, for each example, its first values. A model that carries nothing takes no notice.
    /// </summary>
    public abstract void ResetState();
}
