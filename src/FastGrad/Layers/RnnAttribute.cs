namespace FastGrad;

/// <summary>
/// Simple recurrent layer: from a sequence [T, F] the states [T, Units], each h = tanh(x·W + h′·U + b) of the last state h′.
/// Elman, "Finding Structure in Time" (1990). PyTorch's has two biases, whose sum is this one's.
/// </summary>
/// <param name="units">Length of the state; at least 1.</param>
public sealed partial class RnnAttribute(int units) : LayerAttribute
{
    /// <summary>Length of the state; at least 1.</summary>
    [AtLeast(1)]
    public int Units { get; } = units;

    /// <summary>
    /// Whether a call goes on from the last state of the call before, until <c>ResetState()</c>, as for a sequence fed in pieces.
    /// Otherwise each starts from 0.
    /// </summary>
    public bool Stateful { get; init; }

    /// <summary>h = tanh(x·W + h′·U + b) for each x of the sequence.</summary>
    [Formula]
    public Tensor Forward(
        Tensor x,
        [Parameter(nameof(WeightShape)), KaimingUniform(Gain = 1)] Tensor weight,
        [Parameter(nameof(RecurrentShape)), KaimingUniform(Gain = 1)] Tensor recurrent,
        [Parameter(nameof(Units)), Zeros, NoDecay] Tensor bias,
        [State(ShapeRule = nameof(Units)), Zeros] ref Tensor state)
    {
        // What the states have no part in, for all of the sequence at once.
        Tensor drive = Ops.MatMul(x, weight) + bias;
        Tensor initial = Stateful ? state : Ops.Zeros(new Shape(Units));
        Tensor states = Ops.Scan(drive, initial, (step, last) => Ops.Tanh(step + Ops.MatMul(last, recurrent)));
        if (Stateful)
            state = Ops.Select(states, 0, x.Shape[0] - 1);
        return states;
    }

    private Shape WeightShape(Shape x) => new(x[1], Units);

    private Shape RecurrentShape(Shape x) => new(Units, Units);
}
