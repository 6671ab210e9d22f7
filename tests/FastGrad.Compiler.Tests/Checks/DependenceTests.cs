using FastGrad.Compiler.Checks;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;
using FastGrad.Compiler.Tests.Harness;
using FastGrad.Compiler.Trace;
using static FastGrad.Compiler.Tests.Harness.Build;

namespace FastGrad.Compiler.Tests.Checks;

/// <summary>What is said never to learn is what the derivative itself finds no way to.</summary>
public class DependenceTests
{
    public static TheoryData<string> Models => [.. TestModels.All.Keys];

    [Theory]
    [MemberData(nameof(Models))]
    public void EachParameterOfAGoodModelHasASlope(string model)
    {
        TracedModel traced = ModelTracer.Trace(TestModels.All[model]);
        HashSet<Node> learned = Dependence.WithSlope(traced.Graph.Roots[Roots.Loss]);
        Assert.All(traced.Graph.Nodes.Where(node => node.Primitive is ParameterLeaf), leaf => Assert.Contains(leaf, learned));
    }

    [Fact]
    public void WhatHasNoSlopeHasTheGradientZero()
    {
        var builder = new GraphBuilder();
        Node x = builder.Leaf(new InputLeaf(0), new TensorType(Shape.Of(3), Batched: true), "inputs");
        Node[] parameters = [.. Enumerable.Range(0, 4).Select(i => builder.Leaf(new ParameterLeaf(i), new TensorType(Shape.Of(3), Batched: false), "p" + i))];
        Node floored = builder.Map(Op(UnaryOp.Floor, X), parameters[0]);
        Node chosen = builder.Map(Select(Greater(Y, 0), X, Number(2)), x, parameters[1]);
        Node stopped = builder.Add(new Detach(), [parameters[2]]);
        Node sum = builder.Map(Add(X, Add(Y, Add(new Argument(2), new Argument(3)))), floored, chosen, stopped, parameters[3]);
        Node output = builder.Add(new Boundary(Roots.Output), [sum], "outputs");
        builder.Root(Roots.Output, output);
        builder.Root(Roots.Loss, builder.Add(new BatchReduce(ReduceKind.Sum), [builder.Add(new Reduce(ReduceKind.Sum), [output])]));
        Graph graph = builder.Build();

        HashSet<Node> learned = Dependence.WithSlope(graph.Roots[Roots.Loss]), read = Dependence.Of(graph.Roots[Roots.Loss]);
        Graph gradients = Simplify.Run(Differentiate.Run(graph, inputGradient: false));
        for (int i = 0; i < parameters.Length; i++)
        {
            bool isZero = gradients.Roots[Roots.Gradient(i)].Primitive is Map { Body: Number { Value: 0 } };
            Assert.Equal(isZero, !learned.Contains(parameters[i]));
            Assert.Contains(parameters[i], read);
        }
        Assert.Equal([false, false, false, true], parameters.Select(learned.Contains));
    }
}
