using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Passes;

/// <summary>
/// Values that are one known number: where only concatenations read them, as the zeros around a slice's gradient, or the states of a scan
/// start from them, they need not lie in memory.
/// </summary>
internal static class Filling
{
    public static double? Of(Node node) => Storage.Of(node).Primitive is Map { Body: Number number } ? number.Value : null;

    /// <summary>Those that no kernel computes.</summary>
    public static HashSet<Node> Find(Graph graph)
    {
        HashSet<Node> found = [.. graph.Nodes.Where(node => node.Primitive is not (View or Boundary) && Of(node) is not null)];
        foreach (Node reader in graph.Nodes.Where(node => node.Primitive is not (Concat or View)))
            found.ExceptWith(reader.Operands.Where((_, operand) => !StartsState(reader, operand)).Select(Storage.Of));
        found.ExceptWith(graph.Roots.Values.Select(Storage.Of));
        return found;
    }

    private static bool StartsState(Node reader, int operand) => reader.Primitive is Scan scan
        && scan.States.Any(state => ((ScanLeaf)state.Primitive).Operand == operand);
}
