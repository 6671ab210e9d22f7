namespace FastGrad.Compiler.Ir;

public enum UnaryOp { Negate, Not, Abs, Sqrt, Exp, Expm1, Log, Log1p, Tanh, Sigmoid, Softplus, Erf, Sin, Cos, Floor }

public enum BinaryOp
{
    Add, Subtract, Multiply, Divide, Max, Min, Power,
    Less, LessOrEqual, Greater, GreaterOrEqual, Equal, NotEqual,
    And, Or,
}

/// <summary>
/// A scalar expression: what a map does to each element. Immutable, compared by structure; the hash is computed once, so that
/// expressions that share parts (all derivatives do) stay cheap to compare.
/// </summary>
public abstract class Expr(int hash) : IEquatable<Expr>
{
    private readonly int _hash = hash;
    private bool? _isUniform;
    private int _depth;

    public abstract IReadOnlyList<Expr> Operands { get; }

    /// <summary>Whether it has one value for all elements. Remembered: shared parts would be asked along every path to them.</summary>
    public bool IsUniform => _isUniform ??= this is not (Argument or ElementIndex) && Operands.All(operand => operand.IsUniform);

    /// <summary>Operations on the longest way down to a leaf. Remembered, so asking as an expression grows costs little.</summary>
    public int Depth => _depth > 0 ? _depth : _depth = 1 + Operands.Select(operand => operand.Depth).DefaultIfEmpty(0).Max();

    /// <summary>A word for the local that holds this value: the user's, where there is one. No part of its identity.</summary>
    public string? Hint { get; init; }

    public bool Equals(Expr? other) => ReferenceEquals(this, other)
        || (other is not null && _hash == other._hash && GetType() == other.GetType() && SameAs(other) && SameOperands(other));

    public sealed override bool Equals(object? obj) => Equals(obj as Expr);

    public sealed override int GetHashCode() => _hash;

    public sealed override string ToString() => ExprPrinter.Print(this);

    /// <summary>The same expression over other operands.</summary>
    public abstract Expr With(IReadOnlyList<Expr> operands);

    /// <summary>The same value under the user's name for it.</summary>
    public abstract Expr Named(string hint);

    /// <summary>Whether all but the operands agrees.</summary>
    private protected abstract bool SameAs(Expr other);

    private bool SameOperands(Expr other)
    {
        if (Operands.Count != other.Operands.Count)
            return false;
        for (int i = 0; i < Operands.Count; i++)
        {
            if (!Operands[i].Equals(other.Operands[i]))
                return false;
        }
        return true;
    }

    // Every part is multiplied too: without, f(f(x)) has the hash of x, and a loop's expression fills one bucket.
    private protected static int Mix(int kind, params IEnumerable<int> parts) => (int)parts.Aggregate((uint)kind, (hash, part) =>
    {
        hash = unchecked((hash ^ (uint)part) * 0x9E3779B1);
        return hash ^ (hash >> 15);
    });
}

/// <summary>An expression without operands.</summary>
public abstract class Leaf(int hash) : Expr(hash)
{
    public sealed override IReadOnlyList<Expr> Operands => [];

    public sealed override Expr With(IReadOnlyList<Expr> operands) => this;

    /// <summary>A leaf has a name of its own already.</summary>
    public sealed override Expr Named(string hint) => this;
}

public sealed class Number(double value) : Leaf(Mix(1, BitConverter.DoubleToInt64Bits(value).GetHashCode()))
{
    public double Value { get; } = value;

    // By bits: 0 and −0 differ, and NaN is itself.
    private protected override bool SameAs(Expr other) =>
        BitConverter.DoubleToInt64Bits(Value) == BitConverter.DoubleToInt64Bits(((Number)other).Value);
}

public sealed class Truth(bool value) : Leaf(Mix(2, value ? 1 : 0))
{
    public bool Value { get; } = value;

    private protected override bool SameAs(Expr other) => Value == ((Truth)other).Value;
}

/// <summary>The element of an operand that belongs to this place.</summary>
public sealed class Argument(int index) : Leaf(Mix(3, index))
{
    public int Index { get; } = index;

    private protected override bool SameAs(Expr other) => Index == ((Argument)other).Index;
}

/// <summary>One number for all elements, known only at run time: a hyper-parameter, <see cref="Step"/> or <see cref="InverseBatch"/>.</summary>
public sealed class Uniform(string name) : Leaf(Mix(4, name.GetHashCode()))
{
    /// <summary>Number of the optimizer's step, from 1.</summary>
    public const string Step = "step";

    /// <summary>Examples of this call.</summary>
    public const string Batch = "batch";

    /// <summary>1 / batch.</summary>
    public const string InverseBatch = "inverseBatch";

    /// <summary>What a model in mixed precision multiplies its loss by where backward begins; 1 on the CPU.</summary>
    public const string LossScale = "lossScale";

    public string Name { get; } = name;

    private protected override bool SameAs(Expr other) => Name == ((Uniform)other).Name;
}

/// <summary>The element's own index within its example, or along some of its axes: (index / divisor) mod modulus.</summary>
/// <param name="divisor">Elements of the axes after them.</param>
/// <param name="modulus">Their own elements; 0 for no limit.</param>
public sealed class ElementIndex(int divisor = 1, int modulus = 0) : Leaf(Mix(5, divisor, modulus))
{
    public int Divisor { get; } = divisor;

    public int Modulus { get; } = modulus;

    private protected override bool SameAs(Expr other) => Divisor == ((ElementIndex)other).Divisor && Modulus == ((ElementIndex)other).Modulus;
}

public sealed class Unary(UnaryOp op, Expr operand) : Expr(Mix(6, (int)op, operand.GetHashCode()))
{
    public UnaryOp Op { get; } = op;

    public Expr Operand { get; } = operand;

    public override IReadOnlyList<Expr> Operands { get; } = [operand];

    public override Expr With(IReadOnlyList<Expr> operands) => new Unary(Op, operands[0]) { Hint = Hint };

    public override Expr Named(string hint) => new Unary(Op, Operand) { Hint = hint };

    private protected override bool SameAs(Expr other) => Op == ((Unary)other).Op;
}

public sealed class Binary(BinaryOp op, Expr left, Expr right) : Expr(Mix(7, (int)op, left.GetHashCode(), right.GetHashCode()))
{
    public BinaryOp Op { get; } = op;

    public Expr Left { get; } = left;

    public Expr Right { get; } = right;

    public override IReadOnlyList<Expr> Operands { get; } = [left, right];

    public override Expr With(IReadOnlyList<Expr> operands) => new Binary(Op, operands[0], operands[1]) { Hint = Hint };

    public override Expr Named(string hint) => new Binary(Op, Left, Right) { Hint = hint };

    private protected override bool SameAs(Expr other) => Op == ((Binary)other).Op;
}

/// <summary>One of two values; the one not chosen has no influence.</summary>
public sealed class Select(Expr condition, Expr whenTrue, Expr whenFalse)
    : Expr(Mix(8, condition.GetHashCode(), whenTrue.GetHashCode(), whenFalse.GetHashCode()))
{
    public Expr Condition { get; } = condition;

    public Expr WhenTrue { get; } = whenTrue;

    public Expr WhenFalse { get; } = whenFalse;

    public override IReadOnlyList<Expr> Operands { get; } = [condition, whenTrue, whenFalse];

    public override Expr With(IReadOnlyList<Expr> operands) => new Select(operands[0], operands[1], operands[2]) { Hint = Hint };

    public override Expr Named(string hint) => new Select(Condition, WhenTrue, WhenFalse) { Hint = hint };

    private protected override bool SameAs(Expr other) => true;
}

/// <summary>left × right + addend in one rounding where the processor can. Only the contraction pass makes these.</summary>
public sealed class MultiplyAdd(Expr left, Expr right, Expr addend)
    : Expr(Mix(9, left.GetHashCode(), right.GetHashCode(), addend.GetHashCode()))
{
    public Expr Left { get; } = left;

    public Expr Right { get; } = right;

    public Expr Addend { get; } = addend;

    public override IReadOnlyList<Expr> Operands { get; } = [left, right, addend];

    public override Expr With(IReadOnlyList<Expr> operands) => new MultiplyAdd(operands[0], operands[1], operands[2]) { Hint = Hint };

    public override Expr Named(string hint) => new MultiplyAdd(Left, Right, Addend) { Hint = hint };

    private protected override bool SameAs(Expr other) => true;
}

/// <summary>A value with derivatives of its own: what the composed ones would be is not asked. Only tracing makes these; they are gone once
/// a graph is differentiated.</summary>
/// <param name="value">The value.</param>
/// <param name="inputs">What it is differentiated by; by nothing, where there are none.</param>
/// <param name="partials">As many derivatives.</param>
public sealed class WithDerivative(Expr value, IReadOnlyList<Expr> inputs, IReadOnlyList<Expr> partials)
    : Expr(Mix(10, [value.GetHashCode(), .. inputs.Select(input => input.GetHashCode()), .. partials.Select(partial => partial.GetHashCode())]))
{
    public Expr Value { get; } = value;

    public IReadOnlyList<Expr> Inputs { get; } = inputs;

    public IReadOnlyList<Expr> Partials { get; } = partials;

    public override IReadOnlyList<Expr> Operands { get; } = [value, .. inputs, .. partials];

    /// <summary>An expression of values alone.</summary>
    public static Expr Strip(Expr expr) => new Substitution(part => part is WithDerivative own ? own.Value : part).Apply(expr);

    public override Expr With(IReadOnlyList<Expr> operands) =>
        new WithDerivative(operands[0], [.. operands.Skip(1).Take(Inputs.Count)], [.. operands.Skip(1 + Inputs.Count)]) { Hint = Hint };

    public override Expr Named(string hint) => new WithDerivative(Value.Named(hint), Inputs, Partials) { Hint = hint };

    private protected override bool SameAs(Expr other) => Inputs.Count == ((WithDerivative)other).Inputs.Count;
}
