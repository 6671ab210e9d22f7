using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;
using static FastGrad.Compiler.Tests.Harness.Build;

namespace FastGrad.Compiler.Tests.Graphs;

/// <summary>What simplifying makes of values that only lie otherwise than their operands.</summary>
public class MovesTests
{
    private static readonly TensorType _matrix = new(Shape.Of(3, 4), Batched: true);

    [Fact]
    public void TwoTransposesAreNone() => Assert.IsType<InputLeaf>(Simplified(
        (builder, x) => builder.Add(new Transpose(new([1, 0])), [builder.Add(new Transpose(new([1, 0])), [x])])).Primitive);

    [Fact]
    public void TransposesOfThreeAxesMeet()
    {
        Node node = Simplified((builder, x) =>
        {
            Node cube = builder.Add(new View(Shape.Of(3, 2, 2)), [x]);
            return builder.Add(new Transpose(new([1, 2, 0])), [builder.Add(new Transpose(new([0, 2, 1])), [cube])]);
        });
        // Axis 0 of the result is axis 1 of the middle, which is axis 2 of the cube.
        Assert.Equal(new Transpose(new([2, 1, 0])), node.Primitive);
    }

    [Fact]
    public void AnAxisOfOneMovesForNothing() => Assert.Equal(new View(Shape.Of(12, 1)), Simplified(
        (builder, x) => builder.Add(new Transpose(new([1, 0])), [builder.Add(new View(Shape.Of(1, 12)), [x])])).Primitive);

    [Fact]
    public void ASliceOfASlice() => Assert.Equal(new Slice(1, 2, 1), Simplified(
        (builder, x) => builder.Add(new Slice(1, 1, 1), [builder.Add(new Slice(1, 1, 3), [x])])).Primitive);

    [Fact]
    public void ASliceAcrossStays() => Assert.IsType<Slice>(Simplified(
        (builder, x) => builder.Add(new Slice(0, 1, 1), [builder.Add(new Slice(1, 1, 3), [x])])).Operands[0].Primitive);

    [Fact]
    public void ASliceOfAWholeOperandOfAConcatenation()
    {
        Node node = Simplified((builder, x) => builder.Add(new Slice(0, 3, 3), [builder.Add(new Concat(0), [builder.Map(Negate(X), x), x])]));
        Assert.IsType<InputLeaf>(node.Primitive);
    }

    [Fact]
    public void ASliceAcrossTwoOperandsStays()
    {
        Node node = Simplified((builder, x) => builder.Add(new Slice(0, 2, 2), [builder.Add(new Concat(0), [builder.Map(Negate(X), x), x])]));
        Assert.IsType<Concat>(node.Operands[0].Primitive);
    }

    [Fact]
    public void AStretchThatAMapKnowsIsOne()
    {
        Node columns = Simplified((builder, x) => builder.Add(new Broadcast(Shape.Of(5, 12)), [builder.Add(new View(Shape.Of(12)), [x])]));
        Assert.Equal(new Map(X, new TensorType(Shape.Of(5, 12), true)), columns.Primitive);
        Node other = Simplified((builder, x) => builder.Add(new Broadcast(Shape.Of(3, 5, 4)), [builder.Add(new View(Shape.Of(3, 1, 4)), [x])]));
        Assert.IsType<Broadcast>(other.Primitive);
    }

    [Fact]
    public void AProductOfATransposedMatrix()
    {
        Node node = Simplified((builder, x) =>
        {
            Node turned = builder.Add(new Transpose(new([1, 0])), [builder.Map(Negate(X), x)]);
            return builder.Add(new MatMul(TransposeLeft: false, TransposeRight: true), [turned, turned]);
        });
        Assert.Equal(new MatMul(TransposeLeft: true, TransposeRight: false), node.Primitive);
        Assert.All(node.Operands, operand => Assert.IsType<Map>(operand.Primitive));
    }

    [Fact]
    public void OneElementEachIsGatheredForNothing()
    {
        Assert.Equal(new View(Shape.Of(12)), Simplified((builder, x) => builder.Add(new Reduce(ReduceKind.Max, Shape.Of(12)), [x])).Primitive);
        Assert.Equal(new View(Shape.Of(12)), Simplified((builder, x) => builder.Add(new Reduce(ReduceKind.Sum, Shape.Of(12), Leading: true), [x])).Primitive);
    }

    [Fact]
    public void AConstantOfOneNumberIsPartOfTheBody()
    {
        Node node = Simplified((builder, x) => builder.Map(Multiply(X, Y), x, builder.Leaf(new Constant(new([2, 2, 2, 2])), new TensorType(Shape.Of(4), false))));
        Assert.Equal(Multiply(X, Number(2)), ((Map)node.Primitive).Body);
        Assert.Single(node.Operands);
    }

    [Fact]
    public void ZerosOfEitherSignAreNotOneNumber()
    {
        Node node = Simplified((builder, x) => builder.Map(Divide(X, Y), x, builder.Leaf(new Constant(new([0.0, -0.0, 0.0, -0.0])), new TensorType(Shape.Of(4), false))));
        Assert.Equal(2, node.Operands.Count);
    }

    [Fact]
    public void RandomNumbersOfTwoStreamsDiffer()
    {
        Node Sum(int first, int second) => Simplified((builder, x) => builder.Map(
            Add(X, Y), builder.Add(new Ir.Random(first, _matrix), []), builder.Add(new Ir.Random(second, _matrix), [])));
        Assert.Equal(2, Sum(0, 1).Operands.Count);
        Assert.Single(Sum(1, 1).Operands);
    }

    private static Node Simplified(Func<GraphBuilder, Node, Node> make)
    {
        var builder = new GraphBuilder();
        builder.Root(Roots.Output, make(builder, builder.Leaf(new InputLeaf(0), _matrix)));
        Graph graph = Simplify.Run(builder.Build());
        GraphVerifier.Verify(graph);
        return graph.Roots[Roots.Output];
    }
}
