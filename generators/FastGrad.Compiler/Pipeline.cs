using FastGrad.Compiler.Checks;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;
using FastGrad.Compiler.Specs;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler;

/// <summary>A graph as kernels in order, with a place for each value that lies in memory.</summary>
internal sealed record LoweredGraph(Graph Graph, IReadOnlyList<Kernel> Schedule, IReadOnlyCollection<Node> Stored, MemoryPlan Memory);

/// <summary>A model between the passes and a back end.</summary>
/// <param name="Inference">
/// Where inference computes otherwise than training: kernels of the forward phase with a plan of their own in the same arena, that ends
/// with the outputs in the places where training has them.
/// </param>
internal sealed record LoweredModel(
    ModelSpec Spec,
    TracedModel Traced,
    Graph Graph,
    IReadOnlyList<Kernel> Schedule,
    IReadOnlyCollection<Node> Stored,
    MemoryPlan Memory,
    LoweredGraph? Inference = null);

/// <summary>The order of the passes, in one place.</summary>
internal static class Pipeline
{
    /// <param name="spec">The bound model.</param>
    /// <param name="fuse">Off for tests: each value its own kernel.</param>
    /// <param name="watch">Called with each pass's name and what it gave.</param>
    /// <exception cref="StageException">A stage of the model doesn't fit.</exception>
    public static LoweredModel Run(ModelSpec spec, bool fuse = true, Action<string, Graph>? watch = null)
    {
        TracedModel traced = ModelTracer.Trace(spec);
        watch?.Invoke("trace", traced.Graph);
        return Lower(spec, traced, fuse, watch);
    }

    /// <summary>From the trace on.</summary>
    public static LoweredModel Lower(ModelSpec spec, TracedModel traced, bool fuse = true, Action<string, Graph>? watch = null)
    {
        Limits.Check(traced, spec);
        Graph graph = WithoutGradientsOfIndices(Differentiate.Run(traced.Graph, spec.InputGradient, traced.Frozen, spec.MixedPrecision), traced);
        watch?.Invoke("differentiate", graph);
        LoweredGraph training = Lower(graph, fuse, watch);
        LoweredGraph? inference = null;
        if (traced.Inference is not null)
        {
            inference = Lower(WithoutDerivatives(traced.Inference), fuse, watch is null ? null : (pass, result) => watch("inference: " + pass, result), training);
            // A trainer evaluates in the arena that it trains in.
            training = training with
            {
                Memory = training.Memory with
                {
                    FixedLength = Math.Max(training.Memory.FixedLength, inference.Memory.FixedLength),
                    ExampleLength = Math.Max(training.Memory.ExampleLength, inference.Memory.ExampleLength),
                },
            };
        }
        return new LoweredModel(spec, traced, training.Graph, training.Schedule, training.Stored, training.Memory, inference);
    }

    /// <summary>A graph that is differentiated, or needs not be.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="fuse">Off: each value its own kernel.</param>
    /// <param name="watch">Called with each pass's name and what it gave.</param>
    /// <param name="training">Of inference: what says where the outputs lie.</param>
    public static LoweredGraph Lower(Graph graph, bool fuse = true, Action<string, Graph>? watch = null, LoweredGraph? training = null)
    {
        graph = Watch("simplify", Simplify.Run(graph));
        graph = Watch("hoist", Hoist.Run(graph));
        graph = Watch("contract", Contract.Run(graph));
        graph = Watch("anchor", Anchor.Run(graph));
        KernelGraph kernels = Fuse.Run(graph, fuse);
        IReadOnlyList<Kernel> schedule = Schedule.Run(kernels);
        MemoryPlan memory = PlanMemory.Run(kernels, schedule, training is null ? null : OutputPlaces(graph, training));
        return new LoweredGraph(graph, schedule, kernels.Stored, memory);

        Graph Watch(string pass, Graph result)
        {
            watch?.Invoke(pass, result);
            return result;
        }
    }

    /// <summary>Whole numbers have no gradient that anybody could follow: what would compute it is dead then.</summary>
    private static Graph WithoutGradientsOfIndices(Graph graph, TracedModel traced)
    {
        HashSet<string> dropped = [.. Enumerable.Range(0, traced.Inputs.Count).Where(i => traced.Inputs[i].Count > 0).Select(Roots.InputGradientAt)];
        return new Graph(graph.Nodes, graph.Roots.Where(root => !dropped.Contains(root.Key)).ToDictionary(root => root.Key, root => root.Value));
    }

    private static Graph WithoutDerivatives(Graph graph) =>
        GraphRewriter.Rewrite(graph, node => node.Primitive is Map map ? map with { Body = WithDerivative.Strip(map.Body) } : node.Primitive);

    private static Dictionary<Node, Passes.Buffer> OutputPlaces(Graph graph, LoweredGraph training)
    {
        var places = new Dictionary<Node, Passes.Buffer>();
        for (int i = 0; graph.Roots.TryGetValue(Roots.OutputAt(i), out Node? output); i++)
            places[Storage.Of(output)] = training.Memory.Of(Storage.Of(training.Graph.Roots[Roots.OutputAt(i)]));
        return places;
    }
}
