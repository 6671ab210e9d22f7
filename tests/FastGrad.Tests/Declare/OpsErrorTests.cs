namespace FastGrad.Tests.Declare;

/// <summary>What is said of operands that don't fit: the operation and every shape that takes part.</summary>
public class OpsErrorTests
{
    private static readonly Tensor _vector = new(1, 2, 3);
    private static readonly Tensor _matrix = new(new Shape(2, 4), 1, 2, 3, 4, 5, 6, 7, 8);
    private static readonly Tensor _scalar = new(default(Shape), 1);

    private static readonly Dictionary<string, Action> _mistakes = new()
    {
        ["Maximum of 3 and 2×4: the shapes don't fit, axis 1 is 3 on the left and 4 on the right"] = () => Ops.Maximum(_vector, _matrix),
        ["Pow of 2×4 and 3:"] = () => Ops.Pow(_matrix, _vector),
        ["Equal of 3 and 2×4:"] = () => Ops.Equal(_vector, _matrix),
        ["3 < 2×4: the shapes don't fit"] = () => _ = _vector < _matrix,
        ["Where of 3 and 2×4:"] = () => Ops.Where(_vector > 1, _matrix, 0),
        ["Where's choice of 3 and 2×4:"] = () => Ops.Where(_matrix > 1, _vector, _matrix),
        ["'1' cannot be greater than -1"] = () => Ops.Clamp(_vector, 1, -1),
        ["Sum of 2×4 along axis 2: the axes are 0 to 1, or −1 to −2 from the last"] = () => Ops.Sum(_matrix, 2),
        ["ArgMax of 2×4 along axis -3:"] = () => Ops.ArgMax(_matrix, -3),
        ["Softmax of scalar along axis 0: a scalar has no axes"] = () => Ops.Softmax(_scalar, 0),
        ["MatMul of 2×4 and 3: the last axis on the left is 4, the first on the right is 3"] = () => Ops.MatMul(_matrix, _vector),
        ["MatMul of scalar and 3: vectors and matrices are needed"] = () => Ops.MatMul(_scalar, _vector),
        ["Dot of 3 and 2×4: two vectors of one length are needed"] = () => Ops.Dot(_vector, _matrix),
        ["Dot of 3 and 2:"] = () => Ops.Dot(_vector, new(1, 2)),
        ["Reshape of 2×4 to 3×3: 8 elements don't fill 9 places"] = () => Ops.Reshape(_matrix, new Shape(3, 3)),
        ["Slice of 2×4 along axis -1: 3 from 2 on are not within its 4"] = () => Ops.Slice(_matrix, -1, 2, 3),
        ["Slice of 3 along axis 0: 1 from -1 on"] = () => Ops.Slice(_vector, 0, -1, 1),
        ["Slice of 3 along axis 0: 0 from 1 on"] = () => Ops.Slice(_vector, 0, 1, 0),
        ["Slice of 3 along axis 0: 2147483647 from 2147483647 on"] = () => Ops.Slice(_vector, 0, int.MaxValue, int.MaxValue),
        ["Select of 2×4 along axis 0: its places are 0 to 1"] = () => Ops.Select(_matrix, 0, 2),
        ["Concat of nothing"] = () => Ops.Concat(0),
        ["Concat of 2×4 and 3 along axis 0: the other axes have to be the same"] = () => Ops.Concat(0, _matrix, _vector),
        ["Concat of 2×4 and 4×2 along axis 0:"] = () => Ops.Concat(0, _matrix, Ops.Transpose(_matrix)),
        ["Stack of nothing"] = () => Ops.Stack(),
        ["Stack of 3 and 2×4: all shapes have to be the same"] = () => Ops.Stack(_vector, _matrix),
        ["Stack of 1×1×1×1 by 2: the result would have 5 axes"] = () => Ops.Stack(Ops.Zeros(new(1, 1, 1, 1)), Ops.Zeros(new(1, 1, 1, 1))),
        ["Transpose of 3: a matrix is needed, or the two axes to exchange"] = () => Ops.Transpose(_vector),
        ["Transpose of 2×4 along axis 2:"] = () => Ops.Transpose(_matrix, 0, 2),
        ["Broadcast of 3 and 2×4:"] = () => Ops.Broadcast(_vector, new Shape(2, 4)),
        ["Broadcast of 2×4 to 1×4: an axis of the shape is shorter"] = () => Ops.Broadcast(_matrix, new Shape(1, 4)),
        ["Broadcast of 2×4 to 4:"] = () => Ops.Broadcast(_matrix, new Shape(4)),
        ["Gather from 2×4 by 3: index 1 is 2, not a whole number from 0 to 1"] = () => Ops.Gather(_matrix, _vector),
        ["Gather from 2×4 by scalar: index 0 is 0.5, not a whole number"] = () => Ops.Gather(_matrix, 0.5),
        ["Gather from 2×4 by scalar: index 0 is NaN"] = () => Ops.Gather(_matrix, double.NaN),
        ["Gather from scalar by 3: a scalar has no rows"] = () => Ops.Gather(_scalar, _vector),
        ["Gather of 2×4 by 1×1×1×1: the result would have 5 axes"] = () => Ops.Gather(_matrix, Ops.Zeros(new(1, 1, 1, 1))),
        ["Scatter of 3 by 3 to 3 rows: index 2 is 3, not a whole number from 0 to 2"] = () => Ops.Scatter(_vector, _vector, 3),
        ["Scatter of 2×4 by 3: the values' axes have to begin with the indices'"] = () => Ops.Scatter(_matrix, _vector, 4),
        ["Scatter of 3 to 0 rows: at least 1 is needed"] = () => Ops.Scatter(_vector, _vector, 0),
        ["Indices of 2×3 along axis 2:"] = () => Ops.Indices(new Shape(2, 3), 2),
        ["Scan over a scalar"] = () => Ops.Scan(_scalar, _scalar, (x, state) => state),
    };

    public static TheoryData<string> Messages => [.. _mistakes.Keys];

    [Theory]
    [MemberData(nameof(Messages))]
    public void SaysWhatDoesNotFit(string message)
    {
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(_mistakes[message]);

        Assert.Contains(message, error.Message);
    }
}
