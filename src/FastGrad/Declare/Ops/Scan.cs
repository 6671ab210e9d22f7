namespace FastGrad;

public static partial class Ops
{
    /// <summary>
    /// A recurrence over a sequence: from the initial state, each element of the sequence in turn makes the next state of the last.
    /// The gradient goes back through all of it.
    /// </summary>
    /// <param name="sequence">[T, …]: its first axis is time.</param>
    /// <param name="initial">The state before the first element; of at most three axes.</param>
    /// <param name="cell">The next state from an element x[t] and the last state; of the state's shape.</param>
    /// <returns>[T, state …]: the states after each element.</returns>
    /// <exception cref="ArgumentException">The sequence has no axis, or the cell changes the state's shape.</exception>
    public static Tensor Scan(Tensor sequence, Tensor initial, Func<Tensor, Tensor, Tensor> cell)
    {
        if (sequence.Shape.Rank == 0)
            throw new ArgumentException("Scan over a scalar: the sequence's first axis is time.", nameof(sequence));
        Tensor state = initial;
        List<Tensor> states = [];
        for (int time = 0; time < sequence.Shape[0]; time++)
        {
            state = cell(Select(sequence, 0, time), state);
            if (state.Shape != initial.Shape)
            {
                throw new ArgumentException(
                    $"Scan over {sequence.Shape}: the state begins as {initial.Shape} and the cell makes it {state.Shape}.", nameof(cell));
            }
            states.Add(state);
        }
        return Stack([.. states]);
    }
}
