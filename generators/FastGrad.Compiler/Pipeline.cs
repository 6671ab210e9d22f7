using FastGrad.Compiler.Checks;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;
using FastGrad.Compiler.Specs;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler;

/// <summary>A model between the passes and a back end.</summary>
internal sealed record LoweredModel(ModelSpec Spec, TracedModel Traced, Graph Graph, IReadOnlyList<Kernel> Schedule, IReadOnlyCollection<Node> Stored, MemoryPlan Memory);

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
        Limits.Check(traced, spec);
        Graph graph = Watch("trace", traced.Graph);
        graph = Watch("differentiate", Differentiate.Run(graph, spec.InputGradient));
        graph = Watch("simplify", Simplify.Run(graph));
        graph = Watch("hoist", Hoist.Run(graph));
        graph = Watch("contract", Contract.Run(graph));
        graph = Watch("anchor", Anchor.Run(graph));
        KernelGraph kernels = Fuse.Run(graph, fuse);
        IReadOnlyList<Kernel> schedule = Schedule.Run(kernels);
        MemoryPlan memory = PlanMemory.Run(kernels, schedule);
        return new LoweredModel(spec, traced, graph, schedule, kernels.Stored, memory);

        Graph Watch(string pass, Graph result)
        {
            watch?.Invoke(pass, result);
            return result;
        }
    }
}
