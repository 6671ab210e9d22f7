using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;

namespace FastGrad.Compiler.Tests.Harness;

/// <summary>What must hold of scheduled kernels and their memory. Lifetimes are found here anew, not taken from the plan.</summary>
internal static class KernelVerifier
{
    public static void Verify(LoweredModel model)
    {
        PhasesFollowOneAnother(model);
        ValuesAreWrittenBeforeTheyAreRead(model);
        BackwardNeedsNoLoss(model);
        GradientsAreDeliveredOnceAndLast(model);
        LiveBuffersDoNotOverlap(model);
        WhatTheWorldReadsLiesInMemory(model);
    }

    private static void PhasesFollowOneAnother(LoweredModel model)
    {
        for (int i = 1; i < model.Schedule.Count; i++)
            Require(model.Schedule[i - 1].Phase <= model.Schedule[i].Phase, $"phase {model.Schedule[i].Phase} after {model.Schedule[i - 1].Phase}");
    }

    private static void ValuesAreWrittenBeforeTheyAreRead(LoweredModel model)
    {
        var written = new HashSet<Node>();
        HashSet<Node> fillings = Filling.Find(model.Graph);
        foreach (Kernel kernel in model.Schedule)
        {
            foreach (Node read in Schedule.Reads(kernel).Where(node => !IsLeaf(node) && !fillings.Contains(node)))
                Require(written.Contains(read), $"{read} is read before it is written");
            foreach (Store store in Stores(kernel).Where(store => model.Stored.Contains(store.Target)))
                Require(written.Add(store.Target), $"{store.Target} is written twice");
            // Products that hand panels on, sums and what the library does write their node themselves.
            if (kernel is WeightGradientKernel or BatchSumKernel or CallKernel)
                written.UnionWith(kernel.Members.Where(model.Stored.Contains));
        }
        foreach (Node node in model.Stored)
            Require(written.Contains(node), $"{node} has a place in memory and is never written");
    }

    /// <summary>Backward also runs on an output gradient from outside, where no loss was computed.</summary>
    private static void BackwardNeedsNoLoss(LoweredModel model)
    {
        Node outputGradient = Storage.Of(model.Graph.Roots[Roots.OutputGradient]);
        var ofLoss = new HashSet<Node>(model.Schedule.Where(kernel => kernel.Phase == Phase.Loss).SelectMany(kernel => kernel.Members));
        foreach (Kernel kernel in model.Schedule.Where(kernel => kernel.Phase == Phase.Backward))
        {
            foreach (Node read in Schedule.Reads(kernel))
                Require(read == outputGradient || !ofLoss.Contains(read), $"backward reads {read} of the loss");
        }
    }

    private static void GradientsAreDeliveredOnceAndLast(LoweredModel model)
    {
        for (int parameter = 0; parameter < model.Traced.Parameters.Count; parameter++)
        {
            int[] deliveries = [.. Enumerable.Range(0, model.Schedule.Count).Where(i => model.Schedule[i].Delivers == parameter)];
            Require(deliveries.Length == 1, $"the gradient of parameter {parameter} is delivered {deliveries.Length} times");
            for (int i = deliveries[0] + 1; i < model.Schedule.Count; i++)
            {
                Require(
                    !Schedule.Reads(model.Schedule[i]).Any(node => node.Primitive is ParameterLeaf leaf && leaf.Index == parameter),
                    $"parameter {parameter} is read after its gradient was delivered");
            }
        }
    }

    private static void LiveBuffersDoNotOverlap(LoweredModel model)
    {
        List<(Passes.Buffer Buffer, int From, int Until)> live = [.. model.Memory.Buffers.Select(buffer => (buffer, From(model, buffer), Until(model, buffer)))];
        for (int i = 0; i < live.Count; i++)
        {
            (Passes.Buffer a, int from, int until) = live[i];
            Require(a.Offset >= 0 && a.Offset + a.Stride <= (a.Batched ? model.Memory.ExampleLength : model.Memory.FixedLength), $"{a.Owner} lies outside the arena");
            Require(a.Stride == 1 || (a.Offset % PlanMemory.Align == 0 && a.Stride % PlanMemory.Align == 0), $"{a.Owner} is not aligned");
            Require(
                !a.Batched || model.Schedule[from].Phase != Phase.Forward || a.Offset + a.Stride <= model.Memory.ForwardExampleLength,
                $"forward writes {a.Owner}, past what a predictor has");
            foreach ((Passes.Buffer b, int otherFrom, int otherUntil) in live.Skip(i + 1))
            {
                bool together = a.Batched == b.Batched && from <= otherUntil && otherFrom <= until;
                bool overlap = a.Offset < b.Offset + b.Stride && b.Offset < a.Offset + a.Stride;
                Require(!(together && overlap), $"{a.Owner} and {b.Owner} lie on each other");
            }
        }
        foreach (Node node in model.Stored)
        {
            Require(model.Memory.Has(node), $"{node} has no place");
            Require(node.Shape.Length <= model.Memory.Of(node).Stride, $"{node} does not fit into its place");
        }
    }

    private static void WhatTheWorldReadsLiesInMemory(LoweredModel model)
    {
        foreach (string root in new[] { Roots.Output, Roots.OutputGradient, Roots.InputGradient })
        {
            if (model.Graph.Roots.TryGetValue(root, out Node? node))
                Require(model.Memory.Has(Storage.Of(node)), $"{root} has no place");
        }
        Require(model.Graph.Roots.ContainsKey(Roots.InputGradient) == model.Spec.InputGradient, "the input's gradient where asked, and only there");
    }

    /// <summary>All kernels share the scratch, so it lives throughout.</summary>
    private static int From(LoweredModel model, Passes.Buffer buffer) => buffer.Owner == MemoryPlan.Scratch
        ? 0
        : Enumerable.Range(0, model.Schedule.Count).First(i => Writes(model.Schedule[i]).Contains(buffer.Owner));

    private static int Until(LoweredModel model, Passes.Buffer buffer)
    {
        if (buffer.Owner == MemoryPlan.Scratch)
            return int.MaxValue;
        if (buffer.Owner is not Node node || !model.Stored.Contains(node))
            return From(model, buffer);
        return model.Graph.Roots.Values.Any(root => Storage.Of(root) == node)
            ? int.MaxValue
            : Enumerable.Range(0, model.Schedule.Count).Where(i => Schedule.Reads(model.Schedule[i]).Contains(node)).DefaultIfEmpty(From(model, buffer)).Last();
    }

    private static IEnumerable<object> Writes(Kernel kernel) => kernel is RowKernel row ? [.. kernel.Members, .. row.Kept] : kernel.Members;

    private static IEnumerable<Store> Stores(Kernel kernel) =>
        kernel is RowKernel row ? row.Loops.SelectMany(loop => loop.Scalars.Concat(loop.Stores).Concat(loop.Gathered)) : kernel.Stores;

    private static bool IsLeaf(Node node) => node.Primitive is Given;

    private static void Require(bool holds, string what)
    {
        if (!holds)
            throw new InvalidOperationException(what);
    }
}
