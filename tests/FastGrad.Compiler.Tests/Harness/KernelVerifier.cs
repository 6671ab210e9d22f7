using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;

namespace FastGrad.Compiler.Tests.Harness;

/// <summary>What must hold of scheduled kernels and their memory. Lifetimes are found here anew, not taken from the plan.</summary>
internal static class KernelVerifier
{
    public static void Verify(LoweredModel model)
    {
        PhasesFollowOneAnother(model);
        var training = new LoweredGraph(model.Graph, model.Schedule, model.Stored, model.Memory);
        ValuesAreWrittenBeforeTheyAreRead(training);
        BackwardNeedsNoLoss(model);
        GradientsAreDeliveredOnceAndLast(model);
        Verify(training);
        if (model.Inference is not null)
            Verify(model.Inference);
        WhatTheWorldReadsLiesInMemory(model);
    }

    /// <param name="graph">Kernels and their plan.</param>
    /// <param name="scan">Where they are one of its steps.</param>
    private static void Verify(LoweredGraph graph, ScanKernel? scan = null)
    {
        ValuesAreWrittenBeforeTheyAreRead(graph);
        LiveBuffersDoNotOverlap(graph, scan);
        foreach (ScanKernel inner in graph.Schedule.OfType<ScanKernel>())
        {
            Verify(inner.Body, inner);
            ScansLeaveWhatTheyMust(inner, graph);
        }
    }

    /// <summary>A step's values that others read have rows of their own, that hold them; two that are other ones at a step don't share one.</summary>
    private static void ScansLeaveWhatTheyMust(ScanKernel scan, LoweredGraph graph)
    {
        foreach (Node root in scan.Scan.Body.Roots.Values.Select(Storage.Of))
            Require(scan.Places.ContainsKey(root), $"{root} of a scan's body has no row");
        foreach ((Node node, (ScanStack stack, ScanRow row)) in scan.Places)
        {
            Require(node.Shape.Length == stack.Length && node.Type.Batched == stack.Batched, $"{node} does not fit into its rows");
            for (int step = 0; step < scan.Scan.Steps; step++)
            {
                int at = scan.RowOf(row, step) * stack.RowLength;
                Require(at >= 0 && at + stack.Length <= stack.Stride, $"{node} lies outside its stack at step {step}");
                Require(
                    !scan.Places.Any(other => other.Key != node && other.Value.Stack == stack && scan.RowOf(other.Value.Row, step) * stack.RowLength == at),
                    $"{node} and another share a row at step {step}");
            }
        }
        foreach (Node state in scan.Scan.States)
        {
            Node next = Storage.Of(scan.Scan.Body.Roots[Scan.Next(((ScanLeaf)state.Primitive).Index)]);
            for (int step = 1; step < scan.Scan.Steps; step++)
            {
                (int earlier, int later) = scan.Scan.Reverse ? (step, step - 1) : (step - 1, step);
                Require(
                    scan.Places[next].Stack == scan.Places[state].Stack && scan.RowOf(scan.Places[next].Row, earlier) == scan.RowOf(scan.Places[state].Row, later),
                    $"{state} does not find at step {later} what step {earlier} left");
            }
        }
        foreach (Node result in scan.Members.Where(node => node.Primitive is ScanResult && graph.Stored.Contains(node)))
        {
            (ScanStack stack, int offset) = scan.Results[result];
            Require(offset + result.Shape.Length <= stack.Stride, $"{result} lies outside its stack");
        }
    }

    private static void PhasesFollowOneAnother(LoweredModel model)
    {
        for (int i = 1; i < model.Schedule.Count; i++)
            Require(model.Schedule[i - 1].Phase <= model.Schedule[i].Phase, $"phase {model.Schedule[i].Phase} after {model.Schedule[i - 1].Phase}");
    }

    private static void ValuesAreWrittenBeforeTheyAreRead(LoweredGraph model)
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
            if (kernel is WeightGradientKernel or BatchSumKernel or CallKernel or ScanKernel)
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

    private static void LiveBuffersDoNotOverlap(LoweredGraph model, ScanKernel? scan)
    {
        List<(Passes.Buffer Buffer, int From, int Until)> live = [.. model.Memory.Buffers.Select(buffer => (buffer, From(model, buffer), Until(model, buffer)))];
        for (int i = 0; i < live.Count; i++)
        {
            (Passes.Buffer a, int from, int until) = live[i];
            Require(a.Offset >= 0 && a.Offset + a.Stride <= (a.Batched ? model.Memory.ExampleLength : model.Memory.FixedLength), $"{a.Owner} lies outside the arena");
            Require(a.Stride == 1 || (a.Offset % PlanMemory.Align == 0 && a.Stride % PlanMemory.Align == 0), $"{a.Owner} is not aligned");
            Require(
                scan is not null || !a.Batched || model.Schedule[from].Phase != Phase.Forward || a.Offset + a.Stride <= model.Memory.ForwardExampleLength,
                $"forward writes {a.Owner}, past what a predictor has");
            foreach ((Passes.Buffer b, int otherFrom, int otherUntil) in live.Skip(i + 1))
            {
                bool together = a.Batched == b.Batched && from <= otherUntil && otherFrom <= until;
                bool overlap = a.Offset < b.Offset + b.Stride && b.Offset < a.Offset + a.Stride;
                Require(!(together && overlap), $"{a.Owner} and {b.Owner} lie on each other");
            }
        }
        foreach (Node node in model.Stored.Where(node => scan is null || !scan.Places.ContainsKey(node)))
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
    private static int From(LoweredGraph model, Passes.Buffer buffer) => buffer.Owner == MemoryPlan.Scratch
        ? 0
        : Enumerable.Range(0, model.Schedule.Count).First(i => Writes(model.Schedule[i]).Contains(buffer.Owner));

    private static int Until(LoweredGraph model, Passes.Buffer buffer)
    {
        if (buffer.Owner == MemoryPlan.Scratch)
            return int.MaxValue;
        if (buffer.Owner is ScanStack stack)
            return stack.Results.Select(result => LastReader(model, result)).DefaultIfEmpty(From(model, buffer)).Max();
        if (buffer.Owner is not Node node || !model.Stored.Contains(node))
            return From(model, buffer);
        return Math.Max(From(model, buffer), LastReader(model, node));
    }

    private static int LastReader(LoweredGraph model, Node node) => model.Graph.Roots.Any(root => Storage.Of(root.Value) == node && RootPhases.IsReadOutside(root.Key))
        ? int.MaxValue
        : Enumerable.Range(0, model.Schedule.Count).Where(i => Schedule.Reads(model.Schedule[i]).Contains(node)).DefaultIfEmpty(0).Last();

    private static IEnumerable<object> Writes(Kernel kernel) => kernel switch
    {
        RowKernel row => [.. kernel.Members, .. row.Kept],
        ScanKernel scan => [.. scan.Stacks, .. scan.Rooms],
        _ => kernel.Members,
    };

    private static IEnumerable<Store> Stores(Kernel kernel) =>
        kernel is RowKernel row ? row.Loops.SelectMany(loop => loop.Scalars.Concat(loop.Stores).Concat(loop.Gathered)) : kernel.Stores;

    private static bool IsLeaf(Node node) => node.Primitive is Given;

    private static void Require(bool holds, string what)
    {
        if (!holds)
            throw new InvalidOperationException(what);
    }
}
