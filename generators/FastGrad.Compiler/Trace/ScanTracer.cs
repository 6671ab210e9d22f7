using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Trace;

/// <summary><c>Ops.Scan(sequence, initial, cell)</c>: the cell's body is traced once, as a graph of its own.</summary>
internal static class ScanTracer
{
    /// <summary>All states, [steps, …].</summary>
    /// <param name="scope">Where the scan stands.</param>
    /// <param name="sequence">What it goes over.</param>
    /// <param name="initial">The state before the first step.</param>
    /// <param name="cell">From a step's element and the state to the next state, inside the scope it is given.</param>
    public static Traced Trace(TraceScope scope, Traced sequence, Traced initial, Func<TraceScope, Traced, Traced, Traced> cell)
    {
        Node xs = Tensor(sequence, "a sequence"), first = Tensor(initial, "a state");
        if (xs.Shape.Rank < 1)
            throw new TraceException("a scan goes over the first axis of a sequence, not over a single number");
        if (scope.IsStep)
            throw new TraceException("a scan inside a scan's cell is not compiled; write the inner one as a loop with fixed bounds");
        // Where the sequence or what the cell captures differs from example to example, so do the states.
        bool batched = xs.Type.Batched || first.Type.Batched;
        (ScanScope body, Node next) = Step(batched);
        if (next.Type.Batched && !batched)
            (body, next) = Step(batched: true);
        if (body.State.Type.Batched && !next.Type.Batched)
            next = body.Builder.Map(new Argument(0), body.State.Type, [next]);
        if (body.State.Type.Batched && !first.Type.Batched)
            first = scope.Builder.Map(new Argument(0), body.State.Type, [first]);
        body.Builder.Root("next0", next);
        body.Builder.Root("out0", next);
        next.Suggest("state");
        (Graph cells, IReadOnlyList<Node> operands) = ScanInvariants.Lift(scope.Builder, body.Builder.Build(), [xs, first, .. body.Operands.Skip(2)]);
        Node scan = scope.Builder.Add(new Scan(cells, xs.Shape.Dimensions[0], Reverse: false), operands, "scan");
        return new TracedNode(scope.Builder.Add(new ScanResult(0, Stacked: true), [scan], "states"));

        (ScanScope, Node) Step(bool batched)
        {
            var inner = new ScanScope(scope, xs, first, first.Type with { Batched = batched });
            Traced result = cell(inner, new TracedNode(inner.Element), new TracedNode(inner.State));
            Node next = result is TracedNode node ? inner.Import(node.Node) : throw new TraceException("a scan's cell gives the next state, a tensor");
            if (next.Shape != first.Shape)
                throw new TraceException($"a scan's cell gives a state of {next.Shape}, the initial state is {first.Shape}");
            return (inner, next);
        }

        Node Tensor(Traced value, string what) => value is TracedNode node ? scope.Import(node.Node) : throw new TraceException($"{what} is a tensor");
    }
}
