using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Passes;

/// <summary>Turns a kernel's member nodes into what it does: expressions over its operands, stores, and for rows the order of loops.</summary>
internal sealed class KernelBodies
{
    private readonly Kernel _kernel;
    private readonly HashSet<Node> _members;
    private readonly IReadOnlyCollection<Node> _stored;
    private readonly Dictionary<Node, int> _loopOf = [];
    private readonly Dictionary<(int Loop, Node Node), Expr> _elements = [];
    private readonly Dictionary<Node, bool> _dear = [];
    private RowKernel _row = null!;

    private KernelBodies(Kernel kernel, IReadOnlyCollection<Node> stored)
    {
        _kernel = kernel;
        _members = [.. kernel.Members];
        _stored = stored;
    }

    public static void Fill(Kernel kernel, IReadOnlyCollection<Node> stored)
    {
        var bodies = new KernelBodies(kernel, stored);
        switch (kernel)
        {
            case ProductKernel product:
                bodies.Fill(product);
                break;
            case RowKernel row:
                bodies.Fill(row);
                break;
        }
    }

    private void Fill(ProductKernel kernel)
    {
        foreach (Node node in kernel.Members.Where(_stored.Contains))
            kernel.Stores.Add(new Store(node, Value(node)));

        Expr Read(Node reader, Node operand) => _members.Contains(Storage.Of(operand))
            ? Value(operand)
            : new Argument(1 + Operand(operand, RowSplit.Of(reader, operand)));

        Expr Value(Node node)
        {
            node = Storage.Of(node);
            if (node == kernel.Product)
                return new Argument(0);
            // Once each: values that share operands have more paths to them than could be gone.
            if (!_elements.TryGetValue((0, node), out Expr? known))
                _elements[(0, node)] = known = Named(Substitution.Arguments(((Map)node.Primitive).Body, index => Read(node, node.Operands[index])), node);
            return known;
        }
    }

    private void Fill(RowKernel kernel)
    {
        _row = kernel;
        // A value belongs to the first loop that has all it needs; a reduction is known to the loop after the one it gathers in.
        foreach (Node node in kernel.Members)
            _loopOf[node] = node.Operands.Select(operand => AvailableTo(node, operand)).DefaultIfEmpty(0).Max();
        for (int i = 0; i <= kernel.Members.Max(node => _loopOf[node]); i++)
            kernel.Loops.Add(new RowLoop());

        foreach (Node node in kernel.Members)
        {
            RowLoop loop = kernel.Loops[_loopOf[node]];
            if (node.Primitive is Reduce)
                loop.Gathered.Add(new Store(node, ElementIn(_loopOf[node], node, node.Operands[0])));
            else if (IsInlined(node))
                continue;
            else if (node.Shape.IsScalar)
                loop.Scalars.Add(new Store(node, ScalarValue(node)));
            else if (kernel.Roles[node] == Fit.Rows)
                loop.Scalars.Add(new Store(node, Body(_loopOf[node], node)));
            else if (_stored.Contains(node))
                loop.Stores.Add(new Store(node, Element(_loopOf[node], node)));
        }
        // The list grows while it is gone through: a kept value may need another.
        for (int i = 0; i < kernel.Kept.Count; i++)
            kernel.Loops[_loopOf[kernel.Kept[i]]].Stores.Add(new Store(kernel.Kept[i], Element(_loopOf[kernel.Kept[i]], kernel.Kept[i])));
    }

    private int AvailableTo(Node reader, Node operand)
    {
        operand = Storage.Of(operand);
        if (!_members.Contains(operand))
            return 0;
        int loop = _loopOf[operand];
        // A sum is whole after its loop; so is a row from which one element is picked.
        return operand.Primitive is Reduce || (reader.Primitive is Pick && operand == Storage.Of(reader.Operands[0])) ? loop + 1 : loop;
    }

    private Expr ScalarValue(Node node) => node.Primitive switch
    {
        Map map => Named(Substitution.Arguments(map.Body, index => IsInlined(Storage.Of(node.Operands[index]))
            ? ScalarValue(Storage.Of(node.Operands[index]))
            : new Argument(Operand(node.Operands[index], Fit.Scalar))), node),
        // An element of its first operand, at its second: a load, which the emitter writes.
        Pick => new Argument(Place(node)),
        _ => throw new ArgumentException($"{node.Primitive.GetType().Name} gives no single number"),
    };

    /// <summary>A number without a name that one other number reads is written where that one is.</summary>
    private bool IsInlined(Node node)
    {
        if (!_members.Contains(node) || _row.Roles[node] == Fit.Same || node.Primitive is not Map || node.Hint is not null || _stored.Contains(node))
            return false;
        List<Node> readers = [.. _kernel.Members.SelectMany(member => member.Operands.Where(operand => Storage.Of(operand) == node).Select(_ => member))];
        return readers.Count == 1 && _row.Roles[readers[0]] == _row.Roles[node] && readers[0].Primitive is Map;
    }

    private int Place(Node pick)
    {
        Operand(pick.Operands[0], Fit.Scalar);
        Operand(pick.Operands[1], Fit.Scalar);
        return Operand(pick, Fit.Scalar);
    }

    /// <summary>A reader's operand as an expression inside a loop.</summary>
    private Expr ElementIn(int loop, Node reader, Node operand)
    {
        Node node = Storage.Of(operand);
        return _members.Contains(node) && _row.Roles[node] == Fit.Same ? Element(loop, node)
            : _members.Contains(node) && _row.Roles[node] == Fit.Rows && IsInlined(node) ? Body(loop, node)
            : new Argument(Operand(node, RowSplit.Reads(_row, reader, operand)));
    }

    /// <summary>A row's value: computed here, or loaded where an earlier loop left it and that is cheaper.</summary>
    private Expr Element(int loop, Node node)
    {
        bool here = _loopOf[node] == loop;
        if (!here && (_stored.Contains(node) || IsDear(node)))
        {
            if (!_stored.Contains(node) && !_row.Kept.Contains(node))
                _row.Kept.Add(node);
            return new Argument(Operand(node, Fit.Same));
        }
        if (!_elements.TryGetValue((loop, node), out Expr? known))
            _elements[(loop, node)] = known = Body(loop, node);
        return known;
    }

    private Expr Body(int loop, Node node) =>
        Named(Substitution.Arguments(((Map)node.Primitive).Body, index => ElementIn(loop, node, node.Operands[index])), node);

    private bool IsDear(Node node) => _dear.TryGetValue(node, out bool known) ? known : _dear[node] = FindDear(node);

    private bool FindDear(Node node) => node.Primitive is Map map
        && (Substitution.Parts(map.Body).Any(part => part is Unary { Op: >= UnaryOp.Sqrt and <= UnaryOp.Cos } or Binary { Op: BinaryOp.Divide or BinaryOp.Power })
            || node.Operands.Select(Storage.Of).Any(operand => _row.Roles.TryGetValue(operand, out Fit role) && role == Fit.Same && IsDear(operand)));

    private int Operand(Node node, Fit fit)
    {
        node = Storage.Of(node);
        for (int i = 0; i < _kernel.Operands.Count; i++)
        {
            if (_kernel.Operands[i] == node && _kernel.Fits[i] == fit)
                return i;
        }
        _kernel.Operands.Add(node);
        _kernel.Fits.Add(fit);
        return _kernel.Operands.Count - 1;
    }

    private static Expr Named(Expr expr, Node node) => node.Hint is string hint && expr.Hint is null ? expr.Named(hint) : expr;
}
