using FsCheck;
using FsCheck.Fluent;

namespace FastGrad.Tests.Declare;

/// <summary>What holds of the operations for any shapes and numbers.</summary>
public class OpsPropertyTests
{
    private static readonly Gen<Shape> _shapes =
        from rank in Gen.Choose(1, 4)
        from axes in Gen.ArrayOf(Gen.Choose(1, 4), rank)
        select new Shape(axes);

    private static readonly Gen<Tensor> _tensors = _shapes.SelectMany(Filled);

    [Fact]
    public void ConcatOfSlicesIsTheWhole() => Holds(
        from x in _tensors
        from axis in Gen.Choose(-x.Shape.Rank, x.Shape.Rank - 1)
        from cut in Gen.Choose(0, Along(x, axis) - 1)
        select (x, axis, cut),
        given =>
        {
            var (x, axis, cut) = given;
            int length = Along(x, axis);
            Tensor[] parts = cut == 0
                ? [Ops.Slice(x, axis, 0, length)]
                : [Ops.Slice(x, axis, 0, cut), Ops.Slice(x, axis, cut, length - cut)];
            return Same(x, Ops.Concat(axis, parts));
        });

    [Fact]
    public void StackOfSelectionsIsTheWholeWithTheAxisInFront() => Holds(
        from x in _tensors
        from axis in Gen.Choose(-x.Shape.Rank, x.Shape.Rank - 1)
        select (x, axis),
        given =>
        {
            var (x, axis) = given;
            Tensor stacked = Ops.Stack([.. Enumerable.Range(0, Along(x, axis)).Select(place => Ops.Select(x, axis, place))]);
            // The axis moves to the front past each of the others, one exchange at a time.
            Tensor moved = x;
            for (int at = axis < 0 ? axis + x.Shape.Rank : axis; at > 0; at--)
                moved = Ops.Transpose(moved, at - 1, at);
            return Same(moved, stacked);
        });

    [Fact]
    public void TransposingTwiceIsTheSame() => Holds(
        from x in _tensors
        from first in Gen.Choose(-x.Shape.Rank, x.Shape.Rank - 1)
        from second in Gen.Choose(-x.Shape.Rank, x.Shape.Rank - 1)
        select (x, first, second),
        given => Same(given.x, Ops.Transpose(Ops.Transpose(given.x, given.first, given.second), given.first, given.second)));

    [Fact]
    public void TheTransposeOfAProductIsTheProductOfTransposesInReverse() => Holds(
        from m in Gen.Choose(1, 5)
        from k in Gen.Choose(1, 5)
        from n in Gen.Choose(1, 5)
        from a in Filled(new Shape(m, k))
        from b in Filled(new Shape(k, n))
        select (a, b),
        given => Close(Ops.Transpose(Ops.MatMul(given.a, given.b)), Ops.MatMul(Ops.Transpose(given.b), Ops.Transpose(given.a))));

    /// <summary>⟨Gather(t, i), y⟩ = ⟨t, Scatter(y, i)⟩: what makes each the other's derivative.</summary>
    [Fact]
    public void ScatterIsTheAdjointOfGather() => Holds(
        from rows in Gen.Choose(1, 5)
        from width in _shapes.Where(shape => shape.Rank <= 2)
        from table in Filled(Joined(new Shape(rows), width))
        from shape in _shapes.Where(shape => shape.Rank <= 2)
        from indices in Gen.ArrayOf(Gen.Choose(0, rows - 1), shape.Length)
        from y in Filled(Joined(shape, width))
        select (table, indices: new Tensor(shape, [.. indices.Select(index => (double)index)]), y),
        given =>
        {
            var (table, indices, y) = given;
            double gathered = Ops.Sum(Ops.Gather(table, indices) * y);
            double scattered = Ops.Sum(table * Ops.Scatter(y, indices, table.Shape[0]));
            return Math.Abs(gathered - scattered) <= 1e-12 * (1 + Math.Abs(gathered));
        });

    /// <summary>⟨Broadcast(x), y⟩ = ⟨x, y summed over what x lacks⟩.</summary>
    [Fact]
    public void BroadcastCopiesAlongTheAxisThatASumTakesAway() => Holds(
        from y in _tensors
        from axis in Gen.Choose(-y.Shape.Rank, y.Shape.Rank - 1)
        from x in Filled(Ops.Sum(y, axis, keepAxis: true).Shape)
        select (x, y, axis),
        given =>
        {
            var (x, y, axis) = given;
            double stretched = Ops.Sum(Ops.Broadcast(x, y.Shape) * y);
            double summed = Ops.Sum(x * Ops.Sum(y, axis, keepAxis: true));
            return Math.Abs(stretched - summed) <= 1e-12 * (1 + Math.Abs(summed)) && Same(Ops.Broadcast(x, y.Shape) - y, x - y);
        });

    [Fact]
    public void ReducingAxisAfterAxisIsReducingAll() => Holds(_tensors, x =>
    {
        Tensor sum = x, max = x, norm = x, logSumExp = x;
        while (sum.Shape.Rank > 0)
        {
            sum = Ops.Sum(sum, 0);
            max = Ops.Max(max, -1);
            norm = Ops.Norm(norm, 0);
            logSumExp = Ops.LogSumExp(logSumExp, -1);
        }
        return Close(sum, Ops.Sum(x)) && Close(max, Ops.Max(x)) && Close(norm, Ops.Norm(x)) && Close(logSumExp, Ops.LogSumExp(x));
    });

    [Fact]
    public void ArgMaxStandsAtTheLargest() => Holds(_tensors, x =>
    {
        int at = (int)Ops.ArgMax(x);
        return x[at] == Ops.Max(x) && x.Values[..at].ToArray().All(earlier => earlier < x[at]);
    });

    [Fact]
    public void SharesAreBetween0And1AndAddUpTo1() => Holds(
        from x in _tensors
        from axis in Gen.Choose(-x.Shape.Rank, x.Shape.Rank - 1)
        select (x, axis),
        given =>
        {
            Tensor shares = Ops.Softmax(given.x * 100, given.axis), logarithms = Ops.LogSoftmax(given.x * 100, given.axis);
            return shares.Values.ToArray().All(share => share is >= 0 and <= 1)
                && Close(Ops.Sum(shares, given.axis), Ops.Sum(shares, given.axis) * 0 + 1)
                && Close(shares, Ops.Exp(logarithms));
        });

    [Fact]
    public void ClampIsTheMiddleOfThree() => Holds(_tensors, x => Same(
        Ops.Clamp(x, -0.5, 1.25), Ops.Minimum(Ops.Maximum(x, -0.5), 1.25)));

    [Fact]
    public void ConditionsFollowLogic() => Holds(
        from x in _tensors
        from y in Filled(x.Shape)
        select (x, y),
        given =>
        {
            var (x, y) = given;
            return Same(!(x < y), x >= y)
                && Same(!(x < y | y < 0), (x >= y) & (y >= 0))
                && Same((x <= y) & (x >= y), Ops.Equal(x, y))
                && Same((x < y) | (x > y), Ops.NotEqual(x, y))
                && Same(Ops.Where(x < y, x, y), Ops.Minimum(x, y));
        });

    private static void Holds<T>(Gen<T> cases, Func<T, bool> property) => Prop.ForAll(cases.ToArbitrary(), property).QuickCheckThrowOnFailure();

    /// <summary>Numbers of size 1 or so with few digits, among which some are equal.</summary>
    private static Gen<Tensor> Filled(Shape shape) =>
        Gen.ArrayOf(Gen.Choose(-12, 12), shape.Length).Select(values => new Tensor(shape, [.. values.Select(value => value / 4.0)]));

    private static int Along(Tensor x, int axis) => x.Shape[axis < 0 ? axis + x.Shape.Rank : axis];

    private static Shape Joined(Shape first, Shape second) =>
        new([.. Enumerable.Range(0, first.Rank).Select(axis => first[axis]), .. Enumerable.Range(0, second.Rank).Select(axis => second[axis])]);

    private static bool Same(Tensor expected, Tensor actual) => expected.Shape == actual.Shape && expected.Values.SequenceEqual(actual.Values);

    private static bool Close(Tensor expected, Tensor actual) => expected.Shape == actual.Shape
        && Enumerable.Range(0, expected.Length).All(index => Close(expected[index], actual[index]));

    private static bool Close(Tensor expected, double actual) => expected.Shape.Rank == 0 && Close(expected[0], actual);

    private static bool Close(double expected, double actual) => Math.Abs(expected - actual) <= 1e-12 * (1 + Math.Abs(expected));
}
