namespace FastGrad;

/// <summary>
/// Gated recurrent unit: from a sequence [T, F] the states [T, Units]. Cho et al., "Learning Phrase Representations using RNN
/// Encoder–Decoder for Statistical Machine Translation" (2014), in PyTorch's form, whose reset gate stands after the product:
/// r = σ(x·Wr + br + h′·Ur + cr), z = σ(x·Wz + bz + h′·Uz + cz), n = tanh(x·Wn + bn + r·(h′·Un + cn)), h = (1 − z)·n + z·h′.
/// </summary>
/// <remarks>
/// The gates' columns stand beside one another in the order r, z, n: weight [F, 3·Units], recurrent [Units, 3·Units], biases [3·Units].
/// They are PyTorch's, transposed.
/// </remarks>
/// <param name="units">Length of the state; at least 1.</param>
public sealed partial class GruAttribute(int units) : LayerAttribute
{
    /// <summary>Length of the state; at least 1.</summary>
    [AtLeast(1)]
    public int Units { get; } = units;

    /// <summary>
    /// Whether a call goes on from the last state of the call before, until <c>ResetState()</c>, as for a sequence fed in pieces.
    /// Otherwise each starts from 0.
    /// </summary>
    public bool Stateful { get; init; }

    /// <summary>h = (1 − z)·n + z·h′ for each x of the sequence.</summary>
    [Formula]
    public Tensor Forward(
        Tensor x,
        [Parameter(nameof(WeightShape)), KaimingUniform(Gain = 1)] Tensor weight,
        [Parameter(nameof(RecurrentShape)), KaimingUniform(Gain = 1)] Tensor recurrent,
        [Parameter(nameof(GateShape)), Zeros, NoDecay] Tensor bias,
        [Parameter(nameof(GateShape)), Zeros, NoDecay] Tensor recurrentBias,
        [State(ShapeRule = nameof(Units)), Zeros] ref Tensor state)
    {
        // What the states have no part in, for all of the sequence at once.
        Tensor drive = Ops.MatMul(x, weight) + bias;
        Tensor initial = Stateful ? state : Ops.Zeros(new Shape(Units));
        Tensor states = Ops.Scan(drive, initial, (step, last) =>
        {
            Tensor own = Ops.MatMul(last, recurrent) + recurrentBias;
            Tensor reset = Ops.Sigmoid(Gate(step, 0) + Gate(own, 0));
            Tensor update = Ops.Sigmoid(Gate(step, 1) + Gate(own, 1));
            Tensor fresh = Ops.Tanh(Gate(step, 2) + reset * Gate(own, 2));
            return (1 - update) * fresh + update * last;
        });
        if (Stateful)
            state = Ops.Select(states, 0, x.Shape[0] - 1);
        return states;
    }

    /// <summary>One gate's part of a vector for all three.</summary>
    private Tensor Gate(Tensor gates, int index) => Ops.Slice(gates, 0, index * Units, Units);

    private Shape WeightShape(Shape x) => new(x[1], 3 * Units);

    private Shape RecurrentShape(Shape x) => new(Units, 3 * Units);

    private Shape GateShape(Shape x) => new(3 * Units);
}
