using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Passes;

/// <summary>
/// One order for all kernels: phases in turn, operands before their readers, and a parameter's gradient delivered only after the
/// last kernel that reads the parameter, since delivering may update it on the spot. What lives on from call to call is likewise
/// written after its old value's readers. Otherwise as the graph had them.
/// </summary>
internal static class Schedule
{
    public static IReadOnlyList<Kernel> Run(KernelGraph graph)
    {
        var home = new Dictionary<Node, Kernel>();
        foreach (Kernel kernel in graph.Kernels)
        {
            foreach (Node member in kernel.Members)
                home[member] = kernel;
        }

        var before = graph.Kernels.ToDictionary(kernel => kernel, kernel => new HashSet<Kernel>(
            Reads(kernel).Where(home.ContainsKey).Select(node => home[node]).Where(source => source != kernel)));
        foreach (Kernel deliverer in graph.Kernels.Where(kernel => kernel.Delivers >= 0))
        {
            foreach (Kernel reader in graph.Kernels)
            {
                if (reader != deliverer && Reads(reader).Any(node => node.Primitive is ParameterLeaf leaf && leaf.Index == deliverer.Delivers))
                    before[deliverer].Add(reader);
            }
        }

        foreach (CopyKernel copy in graph.Kernels.OfType<CopyKernel>())
        {
            // Backward finds a state as it was; a buffer's old value it has from elsewhere.
            before[copy].UnionWith(graph.Kernels.Where(reader => reader != copy && reader.Phase == copy.Phase && Reads(reader).Contains(copy.Target)));
        }

        var order = new List<Kernel>();
        var pending = graph.Kernels.OrderBy(kernel => kernel.Phase).ToList();
        while (pending.Count > 0)
        {
            // Stable: the first that is ready. Delivering waits for nobody it could block, so there always is one.
            Kernel next = pending.First(kernel => before[kernel].IsSubsetOf(order));
            order.Add(next);
            pending.Remove(next);
        }
        return order;
    }

    /// <summary>What a kernel reads from memory: leaves and other kernels' values.</summary>
    public static IEnumerable<Node> Reads(Kernel kernel)
    {
        IEnumerable<Node> read = kernel switch
        {
            DeliverKernel deliver => [deliver.Gradient],
            CopyKernel copy => [copy.Source],
            _ => kernel.Members.SelectMany(member => member.Operands),
        };
        return read.Select(Storage.Of).Distinct().Where(node => !kernel.Members.Contains(node));
    }
}
