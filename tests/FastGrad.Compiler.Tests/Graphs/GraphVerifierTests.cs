using FastGrad.Compiler.Ir;
using static FastGrad.Compiler.Tests.Harness.Build;

namespace FastGrad.Compiler.Tests.Graphs;

/// <summary>Each rule of the verifier, broken.</summary>
public class GraphVerifierTests
{
    private static readonly TensorType _vector = new(Shape.Of(3), Batched: true);
    private static readonly TensorType _matrix = new(Shape.Of(3, 2), Batched: false);
    private static readonly Node _input = new(0, new InputLeaf(0), [], _vector, null);
    private static readonly Node _parameter = new(1, new ParameterLeaf(0), [], _matrix, null);

    [Fact]
    public void ASoundGraphPasses() => GraphVerifier.Verify(Graph(_input, _parameter, new Node(2, new Product(ProductForm.Forward), [_input, _parameter], new(Shape.Of(2), true), null)));

    [Fact]
    public void ANodeOutOfItsPlace() => Caught("%7 = input 0: stands at 0", Graph(new Node(7, new InputLeaf(0), [], _vector, null)));

    [Fact]
    public void AnOperandThatComesLater()
    {
        var late = new Node(1, new InputLeaf(0), [], _vector, null);
        Caught("before it is computed", Graph(new Node(0, new Map(X, _vector), [late], _vector, null), late));
    }

    [Fact]
    public void AnOperandOfAnotherGraph() =>
        Caught("from another graph", Graph(_input, new Node(1, new Map(X, _vector), [new Node(0, new InputLeaf(0), [], _vector, null)], _vector, null)));

    [Fact]
    public void ATypeThatTheOperandsDoNotGive() => Caught(
        "is batch of 3, its operands give batch of 2",
        Graph(_input, _parameter, new Node(2, new Product(ProductForm.Forward), [_input, _parameter], _vector, null)));

    [Fact]
    public void OperandsThatDoNotGoTogether() => Assert.Throws<ShapeException>(() => GraphVerifier.Verify(
        Graph(_input, _parameter, new Node(2, new Map(Add(X, Y), _vector), [_input, _parameter], _vector, null))));

    [Fact]
    public void ABatchThatIsLost() => Assert.Throws<ShapeException>(() => GraphVerifier.Verify(
        Graph(_input, new Node(1, new Map(X, new(Shape.Of(3), false)), [_input], new(Shape.Of(3), false), null))));

    [Fact]
    public void ABodyThatReadsMoreThanThereIs() => Caught("reads operand 1 of 1", Graph(_input, Map(Add(X, Y))));

    [Fact]
    public void ASelectionByANumber() => Caught("selects by the number", Graph(_input, Map(Select(X, X, Number(0)))));

    [Fact]
    public void ALogicOfNumbers()
    {
        Caught("takes truth values", Graph(_input, Map(Select(new Binary(BinaryOp.And, X, Greater(X, 0)), X, X))));
        Caught("takes truth values", Graph(_input, Map(Select(Op(UnaryOp.Not, X), X, X))));
    }

    [Fact]
    public void ArithmeticOfTruthValues()
    {
        Caught("takes numbers", Graph(_input, Map(Add(Greater(X, 0), X))));
        Caught("takes numbers", Graph(_input, Map(Select(new Binary(BinaryOp.Equal, Greater(X, 0), Greater(X, 1)), X, X))));
        Caught("takes numbers", Graph(_input, Map(Op(UnaryOp.Exp, Greater(X, 0)))));
        Caught("takes numbers", Graph(_input, Map(new MultiplyAdd(X, X, Greater(X, 0)))));
    }

    [Fact]
    public void ASelectionBetweenANumberAndATruth() => Caught("a number and a truth value", Graph(_input, Map(Select(Greater(X, 0), X, Greater(X, 1)))));

    [Fact]
    public void AConditionAsAValue()
    {
        Node condition = Map(Greater(X, 0));
        Caught("reads the truth value %1", Graph(_input, condition, new Node(2, new Map(X, _vector), [condition], _vector, null)));
    }

    [Fact]
    public void ARootOfAnotherGraph() =>
        Caught("root output is not in the graph", new Graph([_input], new Dictionary<string, Node> { [Roots.Output] = new Node(0, new InputLeaf(0), [], _vector, null) }));

    private static Node Map(Expr body) => new(1, new Map(body, _vector), [_input], _vector, null);

    private static Graph Graph(params Node[] nodes) => new(nodes, new Dictionary<string, Node> { [Roots.Output] = nodes[^1] });

    private static void Caught(string message, Graph graph) =>
        Assert.Contains(message, Assert.Throws<InvalidOperationException>(() => GraphVerifier.Verify(graph)).Message);
}
