using System.Globalization;
using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Trace.Vocabulary;

/// <summary>Tensors out of nothing: constants, indices, random numbers.</summary>
internal sealed partial class Library
{
    private Traced? Creation(string method, IReadOnlyList<Traced> arguments) => (method, arguments.Count) switch
    {
        ("Zeros", 1) => Full(ShapeOf(arguments[0]), Number(0)),
        ("Ones", 1) => Full(ShapeOf(arguments[0]), Number(1)),
        ("Full", 2) => Full(ShapeOf(arguments[0]), arguments[1]),
        ("Indices", 2) => Indices(ShapeOf(arguments[0]), arguments[1]),
        ("Training", 0) => new TracedScalar(new Truth(Scope.Context.Training)),
        ("Uniform", 1) => Uniform01(ShapeOf(arguments[0])),
        ("Bernoulli", 2) => Bernoulli(arguments[0], ShapeOf(arguments[1])),
        _ => null,
    };

    /// <summary>Of a scalar formula, which has no tensors.</summary>
    private TraceScope Scope => scope ?? throw new TraceException("a formula of numbers makes no tensors and no random numbers; take a Tensor");

    private TracedNode Full(Shape shape, Traced value)
    {
        if (value is TracedInteger integer)
            value = Number(integer.Value);
        return value is TracedScalar scalar
            ? new(Scope.Builder.Map(scalar.Expr, new TensorType(shape, Batched: false), []))
            : Stretch(Tensor(value), shape);
    }

    private TracedNode Indices(Shape shape, Traced along)
    {
        int axis = Axis(shape, along);
        int after = shape.Dimensions.Skip(axis + 1).Aggregate(1, (product, length) => product * length);
        Node indices = Scope.Builder.Map(new ElementIndex(after, shape.Dimensions[axis]), new TensorType(shape, Batched: false), []);
        Scope.Context.Limit(indices, shape.Dimensions[axis]);
        return new(indices);
    }

    private TracedNode Uniform01(Shape shape)
    {
        if (Scope.IsStep)
            throw new TraceException("random numbers inside a scan would be the same at each step; draw them before it, for all steps, and scan over them");
        return Add(new Ir.Random(Scope.Context.NextStream(), new TensorType(shape, Batched: true)));
    }

    /// <summary>
    /// A known probability goes up to the next multiple of 2⁻²⁴, as all the numbers are: what is below it stays, and rounding it to single
    /// precision, which could move it past one of them, changes nothing.
    /// </summary>
    private Traced Bernoulli(Traced probability, Shape shape)
    {
        const double Steps = 1 << 24;
        if (Value(probability) is double known)
        {
            if (known is not (>= 0 and <= 1))
                throw new TraceException($"Bernoulli with probability {known.ToString(CultureInfo.InvariantCulture)}, which is from 0 to 1");
            probability = Number(Math.Ceiling(known * Steps) / Steps);
        }
        return arithmetic.Select(arithmetic.Apply(BinaryOp.Less, Uniform01(shape), probability), Number(1), Number(0));
    }

    /// <summary><c>new Tensor(…)</c>: of known numbers, a hyper-parameter's among them, or of numbers computed before.</summary>
    private Traced Known(IReadOnlyList<Traced> arguments)
    {
        Shape? given = arguments[0] is TracedShape first ? first.Shape : null;
        List<Traced> values = [.. arguments.Skip(given is null ? 0 : 1).SelectMany(IEnumerable<Traced> (argument) => argument is TracedNumbers numbers
            ? numbers.Known.Select(Number)
            : [argument])];
        Shape shape = given ?? Shape.Of(values.Count);
        if (values.Count != shape.Length)
        {
            throw new TraceException(arguments[arguments.Count - 1] is TracedNumbers numbers
                ? $"{numbers.Property} has {values.Count} numbers, where {shape.Length} are needed"
                : $"a tensor of {shape} takes {shape.Length} values, not {values.Count}");
        }
        List<double> known = [.. values.Select(Value).OfType<double>()];
        if (known.Count == values.Count)
        {
            string? name = (arguments[arguments.Count - 1] as TracedNumbers)?.Property;
            return new TracedNode(Scope.Builder.Leaf(new Constant(known.ToEquatableArray()), new TensorType(shape, Batched: false), name));
        }
        Node parts = Concat(new TracedInteger(0), [.. values.Select(value => See(Tensor(value), Shape.Of(1)).Node)]).Node;
        return See(parts, shape);
    }

    private static double? Value(Traced value) => value switch
    {
        TracedInteger integer => integer.Value,
        TracedScalar { Expr: Number number } => number.Value,
        _ => null,
    };
}
