namespace FastGrad.Models.Tests.Formulas;

/// <summary>A plain recurrence whose cell holds both products.</summary>
public sealed partial class CellRnnAttribute(int units) : LayerAttribute
{
    [AtLeast(1)]
    public int Units { get; } = units;

    [Formula]
    public Tensor Forward(
        Tensor x,
        [Parameter(nameof(WeightShape)), KaimingUniform] Tensor weight,
        [Parameter(nameof(RecurrentShape)), KaimingUniform] Tensor recurrent,
        [Parameter(nameof(Units)), Zeros] Tensor bias) =>
        Ops.Scan(x, Ops.Zeros(new Shape(Units)), (step, last) => Ops.Tanh(Ops.MatMul(step, weight) + Ops.MatMul(last, recurrent) + bias));

    private Shape WeightShape(Shape x) => new(x[1], Units);

    private Shape RecurrentShape(Shape x) => new(Units, Units);
}

/// <summary>A gated recurrence whose cell holds all of it.</summary>
public sealed partial class CellGruAttribute(int units) : LayerAttribute
{
    [AtLeast(1)]
    public int Units { get; } = units;

    [Formula]
    public Tensor Forward(
        Tensor x,
        [Parameter(nameof(WeightShape)), KaimingUniform] Tensor weight,
        [Parameter(nameof(RecurrentShape)), KaimingUniform] Tensor recurrent,
        [Parameter(nameof(GateShape)), Zeros] Tensor bias,
        [Parameter(nameof(GateShape)), Zeros] Tensor recurrentBias) =>
        Ops.Scan(x, Ops.Zeros(new Shape(Units)), (step, last) =>
        {
            Tensor given = Ops.MatMul(step, weight) + bias, own = Ops.MatMul(last, recurrent) + recurrentBias;
            Tensor reset = Ops.Sigmoid(Gate(given, 0) + Gate(own, 0));
            Tensor update = Ops.Sigmoid(Gate(given, 1) + Gate(own, 1));
            Tensor fresh = Ops.Tanh(Gate(given, 2) + reset * Gate(own, 2));
            return (1 - update) * fresh + update * last;
        });

    private Tensor Gate(Tensor gates, int index) => Ops.Slice(gates, 0, index * Units, Units);

    private Shape WeightShape(Shape x) => new(x[1], 3 * Units);

    private Shape RecurrentShape(Shape x) => new(Units, 3 * Units);

    private Shape GateShape(Shape x) => new(3 * Units);
}

/// <summary>The state is detached in one of its two uses.</summary>
public sealed partial class DetachedAttribute(int units) : LayerAttribute
{
    [AtLeast(1)]
    public int Units { get; } = units;

    [Formula]
    public Tensor Forward(
        Tensor x, [Parameter(nameof(WeightShape)), KaimingUniform] Tensor weight, [Parameter(nameof(RecurrentShape)), KaimingUniform] Tensor recurrent) =>
        Ops.Scan(x, Ops.Zeros(new Shape(Units)), (step, last) =>
            Ops.Tanh(Ops.MatMul(step, weight) + Ops.MatMul(Ops.StopGradient(last), recurrent) + 0.5 * last));

    private Shape WeightShape(Shape x) => new(x[1], Units);

    private Shape RecurrentShape(Shape x) => new(Units, Units);
}

/// <summary>A divisor that grows as the loop goes, and quotients by it: below one another in the state.</summary>
public sealed partial class DivisorAttribute : LayerAttribute
{
    [Formula]
    public Tensor Forward(Tensor x, [Parameter(nameof(Width)), Ones] Tensor scale)
    {
        Tensor states = Ops.Scan(x * scale, Ops.Zeros(new Shape(2, x.Shape[1])), (step, last) =>
        {
            Tensor sum = Ops.Select(last, 0, 0) + Ops.Square(step) + 0.1;
            return Ops.Stack(sum, step / sum);
        });
        return Ops.Select(states, 1, 1);
    }

    private Shape Width(Shape x) => new(x[1]);
}

/// <summary>A divisor that is 0 at first: the quotient by it is not chosen then, and must not make the gradient NaN.</summary>
public sealed partial class GuardedDivisorAttribute : LayerAttribute
{
    [Formula]
    public Tensor Forward(Tensor x, [Parameter(nameof(Width)), Ones] Tensor scale)
    {
        Tensor states = Ops.Scan(x * scale, Ops.Zeros(new Shape(2, x.Shape[1])), (step, last) =>
        {
            Tensor sum = Ops.Select(last, 0, 0);
            return Ops.Stack(sum + Ops.Square(step) + 0.3, Ops.Where(sum > 0.5, step / sum + Ops.Sqrt(sum), 0.25 * step));
        });
        return Ops.Select(states, 1, 1);
    }

    private Shape Width(Shape x) => new(x[1]);
}

/// <summary>Vectors and a number of the layer's own, element by element.</summary>
public sealed partial class ElementwiseAttribute : LayerAttribute
{
    [Formula]
    public Tensor Forward(
        Tensor x, [Parameter(nameof(Width)), Ones] Tensor gain, [Parameter(nameof(Width)), Ones] Tensor keep, [Parameter, Constant(0.3)] double leak) =>
        Ops.Scan(x, Ops.Ones(new Shape(x.Shape[1])), (step, last) => Ops.Tanh(gain * step + keep * last) + leak * last);

    private Shape Width(Shape x) => new(x[1]);
}

/// <summary>Each step looks at the whole sequence: a value that the cell captures, and every example has its own.</summary>
public sealed partial class LookingBackAttribute : LayerAttribute
{
    [Formula]
    public Tensor Forward(Tensor x, [Parameter(nameof(Square)), KaimingUniform] Tensor weight) =>
        Ops.Scan(x, Ops.Mean(x, 0), (step, last) =>
        {
            Tensor attention = Ops.Softmax(Ops.MatMul(x, last));
            return Ops.Tanh(Ops.MatMul(attention, x) + Ops.MatMul(step, weight));
        });

    private Shape Square(Shape x) => new(x[1], x[1]);
}

/// <summary>Rows of a table, chosen by each step's largest element.</summary>
public sealed partial class ChoosingAttribute : LayerAttribute
{
    [Formula]
    public Tensor Forward(Tensor x, [Parameter(nameof(Table)), KaimingUniform] Tensor table) =>
        Ops.Scan(x, Ops.Zeros(new Shape(x.Shape[1])), (step, last) => Ops.Tanh(Ops.Gather(table, Ops.ArgMax(step)) * step + 0.5 * last));

    private Shape Table(Shape x) => new(x[1], x[1]);
}

/// <summary>The batch's mean is taken at every step.</summary>
public sealed partial class TogetherAttribute : LayerAttribute
{
    [Formula]
    public Tensor Forward(Tensor x, [Parameter(nameof(Square)), KaimingUniform] Tensor weight) =>
        Ops.Scan(x, Ops.Zeros(new Shape(x.Shape[1])), (step, last) =>
        {
            Tensor drive = Ops.MatMul(last, weight) + step;
            return Ops.Tanh(drive - Ops.BatchMean(drive));
        });

    private Shape Square(Shape x) => new(x[1], x[1]);
}

/// <summary>A state that starts from a parameter, and only the last one is read.</summary>
public sealed partial class LearnedStartAttribute : LayerAttribute
{
    [Formula]
    public Tensor Forward(Tensor x, [Parameter(nameof(Width)), Ones] Tensor start, [Parameter(nameof(Square)), KaimingUniform] Tensor weight) =>
        Ops.Select(Ops.Scan(x, start, (step, last) => Ops.Tanh(Ops.MatMul(last, weight) * step)), 0, x.Shape[0] - 1);

    private Shape Width(Shape x) => new(x[1]);

    private Shape Square(Shape x) => new(x[1], x[1]);
}

/// <summary>A state of rows, multiplied from both sides, and a product with an example's own matrix.</summary>
public sealed partial class MatrixStateAttribute : LayerAttribute
{
    [Formula]
    public Tensor Forward(Tensor x, [Parameter(nameof(Left)), KaimingUniform] Tensor left, [Parameter(nameof(Square)), KaimingUniform] Tensor right)
    {
        Tensor states = Ops.Scan(x, Ops.Broadcast(Ops.Select(x, 0, 0), new Shape(3, x.Shape[1])), (step, last) =>
            Ops.Tanh(Ops.MatMul(Ops.MatMul(left, last), right) + step + Ops.MatMul(last, Ops.Transpose(last))[0] * last));
        return Ops.Reshape(states, new Shape(x.Shape[0], 3 * x.Shape[1]));
    }

    private Shape Left(Shape x) => new(3, 3);

    private Shape Square(Shape x) => new(x[1], x[1]);
}

/// <summary>A recurrence of parameters alone, the same for all examples.</summary>
public sealed partial class SharedRecurrenceAttribute : LayerAttribute
{
    [Formula]
    public Tensor Forward(Tensor x, [Parameter(nameof(Whole)), KaimingUniform] Tensor drive, [Parameter(nameof(Square)), KaimingUniform] Tensor weight) =>
        x * Ops.Scan(drive, Ops.Ones(new Shape(x.Shape[1])), (step, last) => Ops.Tanh(Ops.MatMul(last, weight) + step));

    private Shape Whole(Shape x) => x;

    private Shape Square(Shape x) => new(x[1], x[1]);
}
