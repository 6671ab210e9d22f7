using System.Numerics;

namespace FastGrad;

/// <summary>
/// Trains a model: all at once with <see cref="Step"/>, or in phases. No call allocates. A batch may have any number of examples up to
/// the capacity. Misuse (a span of the wrong length, a label out of range, an empty batch or one over capacity) throws before anything
/// changes.
/// </summary>
/// <typeparam name="T">The model's precision.</typeparam>
/// <typeparam name="TTarget">Element of the targets: <see cref="int"/> for class labels, else <typeparamref name="T"/>.</typeparam>
public interface ITrainer<T, TTarget>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged
{
    /// <summary>Most examples of one call.</summary>
    int BatchCapacity { get; }

    /// <summary>What the phases accumulate, laid out like the model's parameters.
    /// Unspecified after <see cref="Step"/>, which needs none.</summary>
    ParameterSet<T> Gradients { get; }

    /// <summary>The loss's gradient with respect to the inputs of the last backward pass,
    /// for models declared with <c>InputGradient = true</c>.</summary>
    /// <exception cref="InvalidOperationException">The model has none, or nothing went backward since the last forward pass.</exception>
    ReadOnlySpan<T> InputGradient { get; }

    /// <summary>The optimizer: its hyper-parameters and step count.</summary>
    Optimizer Optimizer { get; }

    /// <summary>What the optimizer remembers of each weight.</summary>
    OptimizerState<T> OptimizerState { get; }

    /// <summary>The loss's settings.</summary>
    Criterion Criterion { get; }

    /// <summary>
    /// Forward, loss, backward and update of one batch, fused. The same bits as the phases from zeroed gradients; ends any sequence of
    /// phases under way.
    /// </summary>
    /// <param name="inputs">The examples, one after another.</param>
    /// <param name="targets">What they should give, one after another.</param>
    /// <returns>The mean loss before the update.</returns>
    /// <exception cref="ArgumentException">An argument does not fit; nothing has changed.</exception>
    T Step(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets);

    /// <summary>Sets all gradients to 0. Allowed at any time.</summary>
    void ZeroGradients();

    /// <summary>First phase: the model's outputs. Allowed at any time; the inputs are copied.</summary>
    /// <param name="inputs">The examples, one after another.</param>
    /// <returns>The outputs, one after another, until the next call of this method.</returns>
    /// <exception cref="ArgumentException">The inputs do not fit; nothing has changed.</exception>
    ReadOnlySpan<T> Forward(ReadOnlySpan<T> inputs);

    /// <summary>Second phase, after <see cref="Forward"/>.</summary>
    /// <param name="targets">What the inputs should have given.</param>
    /// <returns>The mean loss.</returns>
    /// <exception cref="ArgumentException">The targets do not fit; nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">It is not this phase's turn.</exception>
    T Loss(ReadOnlySpan<TTarget> targets);

    /// <summary>Third phase, after <see cref="Loss"/>: adds the loss's gradients to <see cref="Gradients"/>.</summary>
    /// <exception cref="InvalidOperationException">It is not this phase's turn.</exception>
    void Backward();

    /// <summary>Third phase with a gradient from outside instead of the loss's;
    /// after <see cref="Forward"/>, with or without <see cref="Loss"/>.</summary>
    /// <param name="outputGradient">As long as the outputs.</param>
    /// <exception cref="ArgumentException">The length does not fit; nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">It is not this phase's turn.</exception>
    void Backward(ReadOnlySpan<T> outputGradient);

    /// <summary>Last phase: one step of the optimizer along <see cref="Gradients"/>, which stay as they are.</summary>
    /// <exception cref="InvalidOperationException">Nothing went backward since the gradients were last zeroed.</exception>
    void Update();

    /// <summary>The mean loss of one batch, learning nothing. Ends any sequence of phases under way, but leaves gradients alone.</summary>
    /// <param name="inputs">The examples, one after another.</param>
    /// <param name="targets">What they should give, one after another.</param>
    /// <exception cref="ArgumentException">An argument does not fit; nothing has changed.</exception>
    T Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets);
}
