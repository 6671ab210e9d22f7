using System.Globalization;

namespace FastGrad;

/// <summary>
/// Numbers in a shape, immutable. This is what formulas run on when they run as the C# that they are: eager, in <see cref="double"/>,
/// with plain loops and no derivatives. It is slow on purpose; it says what compiled code must compute, and can be stepped through.
/// </summary>
public sealed class Tensor
{
    private readonly double[] _values;

    /// <summary>A vector.</summary>
    /// <param name="values">At least one.</param>
    public Tensor(params ReadOnlySpan<double> values) : this(new Shape(values.Length), values) { }

    /// <summary>A tensor of the given shape.</summary>
    /// <param name="shape">Its axes.</param>
    /// <param name="values">As many as the shape holds, the last axis running fastest.</param>
    public Tensor(Shape shape, params ReadOnlySpan<double> values)
    {
        if (values.Length != shape.Length)
            throw new ArgumentException($"Shape {shape} holds {shape.Length} values, got {values.Length}.", nameof(values));
        Shape = shape;
        _values = values.ToArray();
    }

    private Tensor(double[] values, Shape shape)
    {
        Shape = shape;
        _values = values;
    }

    /// <summary>Lengths of the axes.</summary>
    public Shape Shape { get; }

    /// <summary>Number of elements.</summary>
    public int Length => _values.Length;

    /// <summary>All elements, the last axis running fastest.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>One element, counted through all axes, the last running fastest.</summary>
    public double this[int index] => (uint)index < (uint)_values.Length
        ? _values[index]
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"A tensor of shape {Shape} has elements 0 to {Length - 1}.");

    /// <summary>Element by element, the shorter operand repeated along the axes it lacks.</summary>
    public static Tensor operator +(Tensor left, Tensor right) => Zip(left, right, "+", static (a, b) => a + b);

    /// <summary>Element by element.</summary>
    public static Tensor operator +(Tensor left, double right) => left.Map(a => a + right);

    /// <summary>Element by element.</summary>
    public static Tensor operator +(double left, Tensor right) => right.Map(b => left + b);

    /// <summary>Element by element, the shorter operand repeated along the axes it lacks.</summary>
    public static Tensor operator -(Tensor left, Tensor right) => Zip(left, right, "-", static (a, b) => a - b);

    /// <summary>Element by element.</summary>
    public static Tensor operator -(Tensor left, double right) => left.Map(a => a - right);

    /// <summary>Element by element.</summary>
    public static Tensor operator -(double left, Tensor right) => right.Map(b => left - b);

    /// <summary>Each element negated.</summary>
    public static Tensor operator -(Tensor value) => value.Map(static a => -a);

    /// <summary>
    /// Element by element (for the product of matrices see <see cref="Ops.MatMul"/>), the shorter operand repeated along the axes it
    /// lacks.
    /// </summary>
    public static Tensor operator *(Tensor left, Tensor right) => Zip(left, right, "*", static (a, b) => a * b);

    /// <summary>Element by element.</summary>
    public static Tensor operator *(Tensor left, double right) => left.Map(a => a * right);

    /// <summary>Element by element.</summary>
    public static Tensor operator *(double left, Tensor right) => right.Map(b => left * b);

    /// <summary>Element by element, the shorter operand repeated along the axes it lacks.</summary>
    public static Tensor operator /(Tensor left, Tensor right) => Zip(left, right, "/", static (a, b) => a / b);

    /// <summary>Element by element.</summary>
    public static Tensor operator /(Tensor left, double right) => left.Map(a => a / right);

    /// <summary>Element by element.</summary>
    public static Tensor operator /(double left, Tensor right) => right.Map(b => left / b);

    /// <summary>
    /// 1 where the left is less than the right and 0 elsewhere: a condition for <see cref="Ops.Where(Tensor, Tensor, Tensor)"/>,
    /// <c>&amp;</c>, <c>|</c> and <c>!</c>. 0 where either is NaN. It has no derivative.
    /// </summary>
    public static Tensor operator <(Tensor left, Tensor right) => Zip(left, right, "<", static (a, b) => Truth(a < b));

    /// <inheritdoc cref="op_LessThan(Tensor, Tensor)"/>
    public static Tensor operator <(Tensor left, double right) => left.Map(a => Truth(a < right));

    /// <inheritdoc cref="op_LessThan(Tensor, Tensor)"/>
    public static Tensor operator <(double left, Tensor right) => right.Map(b => Truth(left < b));

    /// <summary>
    /// 1 where the left is at most the right and 0 elsewhere: a condition for <see cref="Ops.Where(Tensor, Tensor, Tensor)"/>,
    /// <c>&amp;</c>, <c>|</c> and <c>!</c>. 0 where either is NaN. It has no derivative.
    /// </summary>
    public static Tensor operator <=(Tensor left, Tensor right) => Zip(left, right, "<=", static (a, b) => Truth(a <= b));

    /// <inheritdoc cref="op_LessThanOrEqual(Tensor, Tensor)"/>
    public static Tensor operator <=(Tensor left, double right) => left.Map(a => Truth(a <= right));

    /// <inheritdoc cref="op_LessThanOrEqual(Tensor, Tensor)"/>
    public static Tensor operator <=(double left, Tensor right) => right.Map(b => Truth(left <= b));

    /// <summary>
    /// 1 where the left is greater than the right and 0 elsewhere: a condition for <see cref="Ops.Where(Tensor, Tensor, Tensor)"/>,
    /// <c>&amp;</c>, <c>|</c> and <c>!</c>. 0 where either is NaN. It has no derivative.
    /// </summary>
    public static Tensor operator >(Tensor left, Tensor right) => Zip(left, right, ">", static (a, b) => Truth(a > b));

    /// <inheritdoc cref="op_GreaterThan(Tensor, Tensor)"/>
    public static Tensor operator >(Tensor left, double right) => left.Map(a => Truth(a > right));

    /// <inheritdoc cref="op_GreaterThan(Tensor, Tensor)"/>
    public static Tensor operator >(double left, Tensor right) => right.Map(b => Truth(left > b));

    /// <summary>
    /// 1 where the left is at least the right and 0 elsewhere: a condition for <see cref="Ops.Where(Tensor, Tensor, Tensor)"/>,
    /// <c>&amp;</c>, <c>|</c> and <c>!</c>. 0 where either is NaN. It has no derivative.
    /// </summary>
    public static Tensor operator >=(Tensor left, Tensor right) => Zip(left, right, ">=", static (a, b) => Truth(a >= b));

    /// <inheritdoc cref="op_GreaterThanOrEqual(Tensor, Tensor)"/>
    public static Tensor operator >=(Tensor left, double right) => left.Map(a => Truth(a >= right));

    /// <inheritdoc cref="op_GreaterThanOrEqual(Tensor, Tensor)"/>
    public static Tensor operator >=(double left, Tensor right) => right.Map(b => Truth(left >= b));

    /// <summary>Both of two conditions: 1 where neither is 0, else 0.</summary>
    public static Tensor operator &(Tensor left, Tensor right) => Zip(left, right, "&", static (a, b) => Truth(Holds(a) & Holds(b)));

    /// <summary>Either of two conditions, or both: 1 where one is not 0, else 0.</summary>
    public static Tensor operator |(Tensor left, Tensor right) => Zip(left, right, "|", static (a, b) => Truth(Holds(a) | Holds(b)));

    /// <summary>The opposite of a condition: 1 where it is 0, else 0.</summary>
    public static Tensor operator !(Tensor condition) => condition.Map(static value => Truth(!Holds(value)));

    /// <summary>Shape and the first values, for a debugger.</summary>
    public override string ToString()
    {
        const int Shown = 8;
        IEnumerable<string> values = _values.Take(Shown).Select(value => value.ToString(CultureInfo.InvariantCulture));
        return $"{Shape} [{string.Join(", ", values)}{(Length > Shown ? ", …" : "")}]";
    }

    internal Tensor Map(Func<double, double> function) => new(Array.ConvertAll(_values, value => function(value)), Shape);

    internal static Tensor Zip(Tensor left, Tensor right, string operation, Func<double, double, double> function)
    {
        Broadcast broadcast = new(left.Shape, right.Shape, operation);
        double[] result = new double[broadcast.Result.Length];
        for (int index = 0; index < result.Length; index++)
            result[index] = function(left._values[broadcast.Left(index)], right._values[broadcast.Right(index)]);
        return new(result, broadcast.Result);
    }

    /// <summary>What a comparison has for true and false.</summary>
    internal static double Truth(bool holds) => holds ? 1 : 0;

    /// <summary>Whether a condition holds at an element: a number is true where it is not 0, and so is NaN.</summary>
    internal static bool Holds(double value) => value != 0;

    /// <summary>The same numbers under another shape of the same length.</summary>
    internal Tensor As(Shape shape) => new(_values, shape);

    /// <summary>A tensor that owns the array it is given.</summary>
    internal static Tensor Own(double[] values, Shape shape) => new(values, shape);
}
