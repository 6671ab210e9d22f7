using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Backends.Cpu;

/// <summary>Maps and reductions over rows, as short loops written out in full.</summary>
internal sealed class RowEmitter(CpuModel model, RowKernel kernel)
{
    private readonly NameScope _names = Reserved();
    private readonly Dictionary<Node, string> _references = [];
    private readonly Dictionary<Node, string> _numbers = [];
    private readonly List<string> _prologue = [];
    private UniformLocals _uniforms = null!;

    /// <summary>Whether it reads labels or targets, and so needs them passed.</summary>
    public static bool ReadsTargets(RowKernel kernel) => kernel.Operands.Any(node => node.Primitive is TargetLeaf);

    public static bool ReadsInputs(RowKernel kernel) => kernel.Operands.Any(node => node.Primitive is InputLeaf);

    public static bool ReadsCriterion(RowKernel kernel) => Values(kernel).SelectMany(Substitution.Parts)
        .Any(part => part is Uniform uniform && uniform.Name != Uniform.InverseBatch);

    /// <summary>The loss itself: a number that the phase returns.</summary>
    public bool IsLoss => Passes.Storage.Of(model.Model.Graph.Roots[Roots.Loss]) is Node loss && kernel.Members.Contains(loss);

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
            writer.Open("for (nint example = 0; example < frame.Batch; example++)");
        writer.Lines(body.ToString().TrimEnd('\n').Split('\n'));
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
        names.Reserve("frame", "inputs", "targets", "criterion", "example", "j", "V", "sink");
        return names;
    }

    private static IEnumerable<Expr> Values(RowKernel kernel) =>
        kernel.Loops.SelectMany(loop => loop.Scalars.Concat(loop.Stores).Concat(loop.Gathered)).Select(store => store.Value);

    private void Loop(SourceWriter writer, RowLoop loop)
    {
        foreach (Store scalar in loop.Scalars)
            Scalar(writer, scalar);
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
        var expr = new ExprWriter(new VectorOperators(model.Precision.Literal), "V", _names, Element, _uniforms.Vector, _uniforms.Scalar);
        List<Store> all = [.. loop.Stores, .. loop.Gathered];
        IReadOnlyList<string> values = expr.Write([.. all.Select(store => store.Value)]);
        List<string> body = [.. expr.Statements];
        for (int i = 0; i < all.Count; i++)
        {
            if (i < loop.Stores.Count)
                body.Add($"{Parentheses.Receiver(values[i])}.Store(ref {Reference(all[i].Target)}, {Index(all[i].Target)});");
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
                new ScalarOperators(model.Precision), model.Precision.Type, _names, index => (Number(kernel.Operands[index]), null), _uniforms.Scalar);
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
        if (target == Passes.Storage.Of(model.Model.Graph.Roots[Roots.Loss]))
            Loss = _numbers[target];
    }

    private string PickText(Node pick)
    {
        Node tensor = Passes.Storage.Of(pick.Operands[0]), index = Passes.Storage.Of(pick.Operands[1]);
        string at = index.Primitive is Map { Body: Number number }
            ? CpuModel.Text((int)number.Value)
            : model.IsLabel(index) ? $"Unsafe.Add(ref Unsafe.AsRef(in targets), example)" : $"(nint){Number(index)}";
        int stride = model.Stride(tensor);
        string place = stride == 0 ? at : $"example * {CpuModel.Text(stride)} + {at}";
        return $"Unsafe.Add(ref Unsafe.AsRef(in {Reference(tensor)}), {place})";
    }

    private void StoreNumber(SourceWriter writer, Node target, string name)
    {
        if (model.Model.Stored.Contains(target))
            writer.Line(model.Stride(target) == 0 ? $"{Reference(target)} = {name};" : $"Unsafe.Add(ref {Reference(target)}, example) = {name};");
    }

    private (string Text, string? Word) Element(int index)
    {
        if (index < 0)
            return ($"(V.Indices + V.Create(({model.Precision.Type})j))", null);
        Node node = kernel.Operands[index];
        if (node.Shape.IsScalar)
            return ($"V.Create({Number(node)})", null);
        string reference = Reference(node);
        string text = CpuModel.IsUsers(node) && kernel.Length % Passes.PlanMemory.Align != 0
            ? $"Partial.Load<V, {model.Precision.Type}>(in {reference}, {Index(node)}, {CpuModel.Text(kernel.Length)} - j)"
            : $"V.Load(in {reference}, {Index(node)})";
        return (text, model.HasConstant(node) ? model.ConstantOf(node) : reference);
    }

    /// <summary>A single number as text: a local, or a load.</summary>
    private string Number(Node node)
    {
        if (_numbers.TryGetValue(node, out string? local))
            return local;
        string cast = model.IsLabel(node) ? $"({model.Precision.Type})" : "";
        return model.Stride(node) == 0 ? Reference(node) : $"{cast}Unsafe.Add(ref Unsafe.AsRef(in {Reference(node)}), example)";
    }

    private string Index(Node node) => model.Stride(node) == 0 ? "j" : $"example * {CpuModel.Text(model.Stride(node))} + j";

    private string Reference(Node node)
    {
        if (CpuModel.IsUsers(node))
            return node.Primitive is InputLeaf ? "inputs" : "targets";
        if (_references.TryGetValue(node, out string? known))
            return known;
        string name = _names.Camel(model.ConstantOf(node) + (node.Type.Batched ? " rows" : " place"));
        _references[node] = name;
        _prologue.Insert(_references.Count - 1, $"ref {model.Precision.Type} {name} = ref {model.Place(node)};");
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
        string masked = kernel.Length % Passes.PlanMemory.Align == 0
            ? value
            : $"V.Select(V.FirstLanes({CpuModel.Text(kernel.Length)} - j), {value}, {Identity(kind)})";
        return kind == ReduceKind.Sum
            ? $"{accumulator} += {masked};"
            : $"{accumulator} = V.{kind}({accumulator}, {masked});";
    }

    private static string Across(ReduceKind kind) => kind == ReduceKind.Sum ? "Sum" : kind + "Across";
}
