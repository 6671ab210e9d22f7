using FastGrad.Compiler.Backends.Cpu;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;
using FastGrad.Compiler.Tests.Harness;

namespace FastGrad.Compiler.Tests.Graphs;

/// <summary>Random small graphs, as numbers: derivatives agree with finite differences, and no pass changes a value.</summary>
public class RandomGraphTests
{
    private const int Count = 120;
    private static readonly int[] _sizes = [1, 2, 4, 8, 14];

    [Fact]
    public void DerivativesAgreeWithFiniteDifferences() => Hold((graph, inputs) => Gradients.Wrong(graph, inputs));

    [Fact]
    public void NoPassChangesAValue() => Hold((graph, inputs) =>
    {
        Graph before = Differentiate.Run(graph, inputGradient: true);
        if (Gradients.Differ(graph, before, inputs) is string changed)
            return "differentiate: " + changed;
        foreach ((string name, Func<Graph, Graph> pass) in new (string, Func<Graph, Graph>)[]
            { ("simplify", Simplify.Run), ("hoist", Hoist.Run), ("contract", Contract.Run), ("anchor", Anchor.Run) })
        {
            Graph after = pass(before);
            GraphVerifier.Verify(after);
            if (Gradients.Differ(before, after, inputs) is string wrong)
                return $"{name}: {wrong}\n{before}\n{after}";
            before = after;
        }
        return null;
    });

    [Fact]
    public void KernelsAndTheirMemoryAreSound() => Hold((graph, inputs) =>
    {
        foreach (bool fuse in new[] { true, false })
        {
            LoweredModel model = TestModels.Around(graph, inputs, fuse);
            if (Record.Exception(() => KernelVerifier.Verify(model)) is Exception unsound)
                return unsound.ToString();
            if (Record.Exception(() => ModelEmitter.Emit(model)) is Exception unwritten)
                return unwritten.ToString();
        }
        return null;
    });

    /// <summary>Every primitive that computes is met; one that never is would not be tested.</summary>
    [Fact]
    public void EveryPrimitiveIsMet()
    {
        var met = new HashSet<Type>();
        for (int seed = 0; seed < Count; seed++)
        {
            foreach (Node node in RandomGraphs.Make(seed, _sizes[^1]).Graph.Nodes)
                met.Add(node.Primitive.GetType());
        }
        Assert.Empty(typeof(Primitive).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Primitive)) && !type.IsAbstract && !type.IsSubclassOf(typeof(Given))).Except(met));
    }

    /// <summary>The first seed that fails, at the smallest size at which it does.</summary>
    private static void Hold(Func<Graph, GraphInputs, string?> wrong)
    {
        for (int seed = 0; seed < Count; seed++)
        {
            if (At(seed, _sizes[seed % _sizes.Length]) is null)
                continue;
            foreach (int size in _sizes)
            {
                if (At(seed, size) is string message)
                    Assert.Fail($"seed {seed}, size {size}: {message}\n{RandomGraphs.Make(seed, size).Graph}");
            }
        }

        string? At(int seed, int size)
        {
            (Graph graph, GraphInputs inputs) = RandomGraphs.Make(seed, size);
            GraphVerifier.Verify(graph);
            return wrong(graph, inputs);
        }
    }
}
