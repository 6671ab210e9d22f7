using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Backends.Cpu;

/// <summary>Maps and reductions over rows, as short loops written out in full.</summary>
internal sealed class RowEmitter(CpuModel model, RowKernel kernel, bool isShared = false)
{
    private readonly NameScope _names = Reserved();
    private readonly Dictionary<Node, string> _references = [];
    private readonly Dictionary<Node, string> _numbers = [];
    private readonly Dictionary<Node, string> _vectors = [];
    private readonly List<string> _prologue = [];
    private UniformLocals _uniforms = null!;

    /// <summary>Whether it reads labels or targets, and so needs them passed.</summary>
    public bool ReadsTargets => kernel.Operands.Any(node => model.Source(node).Primitive is TargetLeaf or WeightLeaf);

    public bool ReadsInputs => kernel.Operands.Any(node => model.Source(node).Primitive is InputLeaf);

    public bool ReadsCriterion => Values(kernel).SelectMany(Substitution.Parts)
        .Any(part => part is Uniform { Name: not (Uniform.Batch or Uniform.InverseBatch or Uniform.LossScale) });

    /// <summary>The loss itself: a number that the phase returns.</summary>
    public bool IsLoss => kernel.Members.Contains(model.Model.Graph.Roots[Roots.Loss]);

    /// <summary>
    /// What an example costs, in floating-point operations as fast as a product makes them. A guess: products do two of them for each
    /// of their numbers and need not wait for memory; an exponential has some twenty multiply-adds.
    /// </summary>
    public int Cost => (int)Math.Min(int.MaxValue, (long)kernel.Elements * Values(kernel).Distinct().SelectMany(Substitution.Parts).Sum(part =>
        part.Operands.Count == 0 || part.IsUniform ? 0 : Passes.Fuse.IsLong(part) ? 80 : 4));

    /// <summary>The local that holds the loss, once the body is written.</summary>
    public string? Loss { get; private set; }

    public void Body(SourceWriter writer)
    {
        var body = new SourceWriter();
        _uniforms = new UniformLocals(Values(kernel), _names, model);
        foreach ((string type, string name, string value) in _uniforms.Declarations)
            _prologue.Add($"{type} {name} = {value};");
        foreach (RowLoop loop in kernel.Loops)
            Loop(body, loop);

        writer.Lines(_prologue);
        if (kernel.Batched)
            writer.Open(isShared ? "for (nint example = from; example < to; example++)" : "for (nint example = 0; example < frame.Batch; example++)");
        if (kernel.Rows > 1)
            writer.Open($"for (nint row = 0; row < {CpuModel.Text(kernel.Rows)}; row++)");
        writer.Lines(body.ToString().TrimEnd('\n').Split('\n'));
        if (kernel.Rows > 1)
            writer.Close();
        if (kernel.Batched)
            writer.Close();
    }

    /// <summary>What the kernel computes: a line for each value that has a name, the others written out where they are read.</summary>
    public IEnumerable<string> Describe()
    {
        var formulas = new Dictionary<Node, string>();
        var comment = new FormulaComment(index => Word(kernel.Operands[index]));
        foreach (RowLoop loop in kernel.Loops)
        {
            foreach (Store store in loop.Scalars.Concat(loop.Stores).Concat(loop.Gathered))
            {
                Node target = store.Target;
                bool named = target.Hint is not null || model.HasConstant(target);
                if (target.Primitive is Pick)
                {
                    formulas[target] = $"{Word(target.Operands[0])}[{Word(target.Operands[1])}]";
                }
                else if (target.Primitive is Reduce reduce)
                {
                    string kind = reduce.Kind.ToString().ToLowerInvariant();
                    if (named)
                        comment.Add(Word(target), store.Value, text => $"{kind}({text})");
                    else
                        formulas[target] = $"{kind}({comment.Print(store.Value)})";
                }
                else if (named)
                {
                    comment.Add(Word(target), store.Value);
                }
                else
                {
                    formulas[target] = Parentheses.Receiver(comment.Print(store.Value));
                }
            }
        }
        return comment.Lines;

        string Word(Node value)
        {
            Node node = Passes.Storage.Of(value);
            return formulas.TryGetValue(node, out string? formula) ? formula
                : model.HasConstant(node) ? model.ConstantOf(node)
                : new NameScope().Camel(node.Hint ?? "value");
        }
    }

    private static NameScope Reserved()
    {
        var names = new NameScope();
        names.Reserve("frame", "inputs", "targets", "criterion", "from", "to", "scratch", "example", "row", "step", "j", "V", "sink");
        return names;
    }

    private static IEnumerable<Expr> Values(RowKernel kernel) =>
        kernel.Loops.SelectMany(loop => loop.Scalars.Concat(loop.Stores).Concat(loop.Gathered)).Select(store => store.Value);

    private void Loop(SourceWriter writer, RowLoop loop)
    {
        foreach (Store scalar in loop.Scalars)
        {
            if (kernel.Roles[scalar.Target] == Fit.Rows)
                RowNumber(writer, scalar);
            else
                Scalar(writer, scalar);
        }
        if (loop.Stores.Count + loop.Gathered.Count == 0)
            return;

        string type = model.Precision.Type;
        var accumulators = new List<string>();
        foreach (Store gathered in loop.Gathered)
        {
            ReduceKind kind = ((Reduce)gathered.Target.Primitive).Kind;
            string name = _names.Camel((gathered.Target.Hint ?? kind.ToString()) + " lanes");
            accumulators.Add(name);
            writer.Line($"V {name} = {Identity(kind)};");
        }
        var expr = new ExprWriter(new VectorOperators(model.Precision.Literal), "V", _names, Element, _uniforms.Vector, _uniforms.Scalar, IndexWriter().Elements);
        List<Store> all = [.. loop.Stores, .. loop.Gathered];
        foreach (Expr part in Fixed([.. all.Select(store => store.Value)]))
        {
            var before = new ExprWriter(new VectorOperators(model.Precision.Literal), "V", _names, Element, _uniforms.Vector, _uniforms.Scalar);
            string text = before.Write([part])[0];
            string name = _names.Camel(part.Hint ?? "fixed");
            writer.Lines(before.Statements);
            writer.Line($"V {name} = {text};");
            expr.Know(part, name);
        }
        IReadOnlyList<string> values = expr.Write([.. all.Select(store => store.Value)]);
        List<string> body = [.. expr.Statements];
        for (int i = 0; i < all.Count; i++)
        {
            if (i < loop.Stores.Count)
                body.Add(StoreElements(all[i].Target, values[i]));
            else
                body.Add(Gather(((Reduce)all[i].Target.Primitive).Kind, accumulators[i - loop.Stores.Count], values[i]));
        }
        string header = $"for (int j = 0; j < {CpuModel.Text(kernel.Length)}; j += V.Count)";
        if (body.Count == 1)
        {
            writer.Line(header);
            writer.Indent();
            writer.Line(body[0]);
            writer.Outdent();
        }
        else
        {
            writer.Open(header);
            writer.Lines(body);
            writer.Close();
        }
        for (int i = 0; i < loop.Gathered.Count; i++)
        {
            Node target = loop.Gathered[i].Target;
            string name = _names.Camel(target.Hint ?? "reduced");
            _numbers[target] = name;
            writer.Line($"{type} {name} = V.{Across(((Reduce)target.Primitive).Kind)}({accumulators[i]});");
            StoreNumber(writer, target, name);
        }
    }

    /// <summary>The largest operations that the elements of a row share: computed before the loop, which the JIT would not dare.</summary>
    private List<Expr> Fixed(IReadOnlyList<Expr> values)
    {
        var found = new List<Expr>();
        var seen = new HashSet<Expr>();
        foreach (Expr value in values)
            Visit(value);
        return found;

        void Visit(Expr part)
        {
            if (!seen.Add(part) || part.IsUniform)
                return;
            if (part.Operands.Count > 0 && !GraphVerifier.IsTruth(part) && Substitution.Parts(part).OfType<Leaf>().All(IsFixed))
            {
                found.Add(part);
                return;
            }
            foreach (Expr operand in part.Operands)
                Visit(operand);
        }

        bool IsFixed(Leaf leaf) => leaf is not ElementIndex && (leaf is not Argument argument || kernel.Fits[argument.Index] is Fit.Rows or Fit.Scalar);
    }

    /// <summary>The elements of neighbouring rows touch: past a row's end nothing may be written, unless it has a place of its own.</summary>
    private string StoreElements(Node target, string value) => ((kernel.Rows > 1 && !IsWhole) || model.EndsWithinVector(target)) && !kernel.Kept.Contains(target)
        ? $"Partial.Store<V, {model.Precision.Type}>({value}, ref {Reference(target)}, {Index(target, Fit.Same)}, {CpuModel.Text(kernel.Length)} - j);"
        : $"{Parentheses.Receiver(value)}.Store(ref {Reference(target)}, {Index(target, Fit.Same)});";

    /// <summary>A row's own number, in all lanes.</summary>
    private void RowNumber(SourceWriter writer, Store number)
    {
        Node target = number.Target;
        var expr = new ExprWriter(new VectorOperators(model.Precision.Literal), "V", _names, Element, _uniforms.Vector, _uniforms.Scalar, IndexWriter().Row);
        string text = expr.Write([number.Value])[0];
        writer.Lines(expr.Statements);
        if (text.All(c => char.IsLetterOrDigit(c) || c == '_'))
        {
            _vectors[target] = text;
        }
        else
        {
            _vectors[target] = _names.Camel(target.Hint ?? "number");
            writer.Line($"V {_vectors[target]} = {text};");
        }
        if (model.IsStored(target))
            writer.Line($"Partial.Store<V, {model.Precision.Type}>({_vectors[target]}, ref {Reference(target)}, {Index(target, Fit.Rows)}, 1);");
    }

    private void Scalar(SourceWriter writer, Store scalar)
    {
        Node target = scalar.Target;
        string text;
        if (target.Primitive is Pick)
        {
            text = PickText(target);
        }
        else
        {
            var expr = new ExprWriter(
                new ScalarOperators(model.Precision), model.Precision.Type, _names, index => (Number(kernel.Operands[index]), null), _uniforms.Scalar, index: _ => model.Precision.Literal(0));
            text = expr.Write([scalar.Value])[0];
            writer.Lines(expr.Statements);
        }
        if (text.All(c => char.IsLetterOrDigit(c) || c == '_') && !char.IsDigit(text[0]))
        {
            // A local already: of this value, of a sum, of what is the same for all examples.
            _numbers[target] = text;
        }
        else
        {
            string name = _names.Camel(target.Hint ?? (target.Primitive is Pick ? "picked" : "number"));
            writer.Line($"{(GraphVerifier.IsTruth(scalar.Value) ? "bool" : model.Precision.Type)} {name} = {text};");
            _numbers[target] = name;
        }
        StoreNumber(writer, target, _numbers[target]);
        if (target == model.Model.Graph.Roots[Roots.Loss])
            Loss = _numbers[target];
    }

    private string PickText(Node pick)
    {
        Node tensor = Passes.Storage.Of(pick.Operands[0]), index = Passes.Storage.Of(pick.Operands[1]);
        string at = index.Primitive is Map { Body: Number number }
            ? CpuModel.Text((int)number.Value)
            : model.IsLabel(index) ? $"Unsafe.Add(ref Unsafe.AsRef(in targets), example)" : $"(nint){Number(index)}";
        return Load(tensor, Joined(Example(tensor), at));
    }

    private void StoreNumber(SourceWriter writer, Node target, string name)
    {
        if (model.IsStored(target))
            writer.Line($"{Load(target, Index(target, Fit.Rows), isRead: false)} = {name};");
    }

    private (string Text, string? Word) Element(int index)
    {
        Node node = kernel.Operands[index];
        Fit fit = kernel.Fits[index];
        if (_vectors.TryGetValue(node, out string? vector))
            return (vector, null);
        if (_numbers.ContainsKey(node) || fit == Fit.Scalar)
            return ($"V.Create({Number(node)})", null);
        if (fit == Fit.Rows)
            return ($"V.Create({Load(node, Index(node, Fit.Rows))})", model.HasConstant(node) ? model.ConstantOf(node) : null);
        string reference = Reference(node);
        string text = model.IsUsers(node) && !IsWhole
            ? $"Partial.Load<V, {model.Precision.Type}>(in {reference}, {Index(node, fit)}, {CpuModel.Text(kernel.Length)} - j)"
            : $"V.Load(in {reference}, {Index(node, fit)})";
        return (text, model.HasConstant(node) ? model.ConstantOf(node) : reference);
    }

    /// <summary>A single number as text: a local, or a load.</summary>
    private string Number(Node node)
    {
        if (_numbers.TryGetValue(node, out string? local))
            return local;
        string cast = model.IsLabel(node) ? $"({model.Precision.Type})" : "";
        return cast + Load(node, Example(node));
    }

    /// <summary>An element of what lies in memory.</summary>
    private string Load(Node node, string index, bool isRead = true) =>
        index.Length == 0 ? Reference(node)
        : isRead ? $"Unsafe.Add(ref Unsafe.AsRef(in {Reference(node)}), {index})"
        : $"Unsafe.Add(ref {Reference(node)}, {index})";

    /// <summary>Where a value's element stands that belongs to this one, as an index.</summary>
    private string Index(Node node, Fit fit)
    {
        string example = Example(node);
        bool several = kernel.Rows > 1;
        return fit switch
        {
            Fit.Rows when several => Joined(example, "row"),
            Fit.Same when several && !kernel.Kept.Contains(node) => Joined(example, $"row * {CpuModel.Text(kernel.Length)} + j"),
            Fit.Same or Fit.Columns => Joined(example, "j"),
            _ => example,
        };
    }

    private string Example(Node node) => model.Stride(node) switch { 0 => "", 1 => "example", int stride => $"example * {CpuModel.Text(stride)}" };

    private static string Joined(string example, string index) => example.Length == 0 ? index : $"{example} + {index}";

    /// <summary>Whether rows are whole vectors, whatever a vector's width.</summary>
    private bool IsWhole => kernel.Length % Passes.PlanMemory.Align == 0;

    private IndexWriter IndexWriter() => new(model.Precision, kernel.Rows, kernel.Length, "row", "j");

    private string Reference(Node node)
    {
        if (!model.HasConstant(node))
            return model.Place(node);
        if (_references.TryGetValue(node, out string? known))
            return known;
        string name = _names.Camel(model.ConstantOf(node) + (node.Type.Batched ? " rows" : " place"));
        _references[node] = name;
        string place = isShared && kernel.Kept.Contains(node) ? $"Unsafe.Add(ref scratch, {model.ConstantOf(node)})" : model.Place(node);
        _prologue.Insert(_references.Count - 1, $"ref {model.Precision.Type} {name} = ref {place};");
        return name;
    }

    private string Identity(ReduceKind kind) => kind switch
    {
        ReduceKind.Sum => "V.Zero",
        ReduceKind.Max => $"V.Create({model.Precision.Type}.NegativeInfinity)",
        _ => $"V.Create({model.Precision.Type}.PositiveInfinity)",
    };

    private string Gather(ReduceKind kind, string accumulator, string value)
    {
        // Lanes past a row's end hold rubbish.
        string masked = IsWhole
            ? value
            : $"V.Select(V.FirstLanes({CpuModel.Text(kernel.Length)} - j), {value}, {Identity(kind)})";
        return kind == ReduceKind.Sum
            ? $"{accumulator} += {masked};"
            : $"{accumulator} = V.{kind}({accumulator}, {masked});";
    }

    private static string Across(ReduceKind kind) => kind == ReduceKind.Sum ? "Sum" : kind + "Across";
}
