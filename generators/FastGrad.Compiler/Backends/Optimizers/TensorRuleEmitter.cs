using FastGrad.Compiler.Backends.Cpu;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler.Backends.Optimizers;

/// <summary>
/// The rule of a whole-tensor optimizer: walks over the tensors in plain C#, with the numbers between passes in double, and each pass over
/// elements as a struct of its own. Every pass computes anew what it needs from weight, gradient and slots, which only the last one writes.
/// </summary>
internal sealed class TensorRuleEmitter
{
    private readonly OptimizerRule _rule;
    private readonly IReadOnlyList<Walk> _walks;
    private readonly TensorNumbers _numbers;
    private readonly NameScope _names = new();

    public TensorRuleEmitter(OptimizerRule rule)
    {
        _rule = rule;
        _walks = TensorPlan.Of(rule);
        _numbers = new TensorNumbers(rule);
    }

    /// <summary>What is known when the step begins.</summary>
    public IReadOnlyList<Expr> Constants => _numbers.Constants;

    /// <summary>With what is computed between passes.</summary>
    public int Count => _numbers.Count;

    public void Write(SourceWriter writer)
    {
        writer.Line("/// <summary>Walks over the tensors: what a pass over elements needs of whole tensors is gathered before it.</summary>");
        writer.Open("public readonly struct Rule : global::FastGrad.Training.ITensorRule");
        writer.Line("/// <inheritdoc/>");
        writer.Line("public static void Update<T>(in global::FastGrad.Training.TensorWalk<T> tensors, global::System.Span<double> constants)");
        writer.Indent();
        writer.Line("where T : unmanaged, global::System.Numerics.IBinaryFloatingPointIeee754<T>");
        writer.Outdent();
        writer.Open("");
        WriteWalks(writer);
        writer.Close();
        WritePasses(writer);
        writer.Close();
    }

    private void WriteWalks(SourceWriter writer)
    {
        _names.Reserve("tensors", "constants", "T", "tensor", "gathered", "totals");
        var numbers = new NumberWriter(_names, _rule.Word, leaf => throw new ArgumentException($"{leaf} is not known between passes"));
        Read(writer, numbers, _numbers.Between.SelectMany(_numbers.KnownParts).Distinct().Where(part => !OptimizerRule.IsOfGroup(part)));
        int most = _walks.SelectMany(walk => walk.Passes).Select(pass => pass.Count).DefaultIfEmpty(0).Max();
        if (most > 0)
            writer.Line($"global::System.Span<double> gathered = stackalloc double[{most}];");
        if (_walks.Count > 1)
            writer.Line($"global::System.Span<double> totals = stackalloc double[{_walks.Max(walk => walk.Totals.Count)}];");

        int passes = 0;
        var assigned = new HashSet<Expr>();
        foreach (Walk walk in _walks)
        {
            // What a walk over all tensors has given is the same for all of them.
            Assign(writer, numbers, Wanted(walk).Where(number => !IsOfOneTensor(number) && assigned.Add(number)));
            if (walk.Totals.Count > 0)
                Start(writer, "totals", walk.Totals);
            var body = new SourceWriter();
            WriteTensor(body, walk, numbers.Inner(), ref passes);
            WriteLoop(writer, body.ToString().TrimEnd('\n').Split('\n'));
            for (int i = 0; i < walk.Totals.Count; i++)
                writer.Line($"double {numbers.Local(walk.Totals[i].Value)} = totals[{i}];");
        }
    }

    /// <summary>Locals for what was known when the step began.</summary>
    private void Read(SourceWriter writer, NumberWriter numbers, IEnumerable<Expr> parts)
    {
        foreach (Expr part in parts)
        {
            string value = $"constants[{_numbers.Place(part)}]";
            writer.Line(GraphVerifier.IsTruth(part) ? $"bool {numbers.Local(part)} = {value} != 0;" : $"double {numbers.Local(part)} = {value};");
        }
    }

    private static void WriteLoop(SourceWriter writer, string[] body)
    {
        const string Header = "for (int tensor = 0; tensor < tensors.Count; tensor++)";
        if (body.Length == 1)
        {
            writer.Line(Header);
            writer.Indent();
            writer.Line(body[0]);
            writer.Outdent();
            return;
        }
        writer.Open(Header);
        writer.Lines(body);
        writer.Close();
    }

    private void WriteTensor(SourceWriter writer, Walk walk, NumberWriter numbers, ref int passes)
    {
        if (Numbers(walk).Any(OptimizerRule.IsOfGroup))
            writer.Line($"tensors.Take(tensor, constants, {_numbers.OfGroup});");
        Read(writer, numbers, Wanted(walk).SelectMany(_numbers.KnownParts).Distinct().Where(OptimizerRule.IsOfGroup));
        if (Wanted(walk).SelectMany(Substitution.Parts).Contains(OptimizerRule.Length))
            writer.Line($"double {numbers.Local(OptimizerRule.Length)} = tensors.Length(tensor);");
        var assigned = new HashSet<Expr>();
        foreach (IReadOnlyList<Reduction> pass in walk.Passes)
        {
            AssignOfTensor(pass.Select(reduction => reduction.Body));
            Start(writer, "gathered", pass);
            writer.Line($"tensors.Gather<Pass{++passes}>(tensor, constants, gathered);");
            for (int i = 0; i < pass.Count; i++)
                writer.Line($"double {numbers.Local(pass[i].Value)} = gathered[{i}];");
        }
        AssignOfTensor(walk.Totals.Count > 0 ? walk.Totals.Select(total => total.Body) : _rule.Results);
        writer.Line(walk.Totals.Count > 0
            ? $"tensors.Gather<Pass{++passes}>(tensor, constants, totals);"
            : $"tensors.Update<Pass{++passes}>(tensor, constants);");

        void AssignOfTensor(IEnumerable<Expr> values) =>
            Assign(writer, numbers, UniformWriter.Find(values).Where(number => !_rule.IsKnownPerStep(number) && IsOfOneTensor(number) && assigned.Add(number)));
    }

    private void Assign(SourceWriter writer, NumberWriter numbers, IEnumerable<Expr> values) =>
        writer.Lines(numbers.Assign([.. values.Select(value => ($"constants[{_numbers.Place(value)}]", value))]));

    /// <summary>Nothing is gathered yet.</summary>
    private static void Start(SourceWriter writer, string span, IReadOnlyList<Reduction> reductions)
    {
        for (int i = 0; i < reductions.Count; i++)
        {
            string first = reductions[i].Kind switch
            {
                ReduceKind.Sum => "0",
                ReduceKind.Max => "double.NegativeInfinity",
                _ => "double.PositiveInfinity",
            };
            writer.Line($"{span}[{i}] = {first};");
        }
    }

    private void WritePasses(SourceWriter writer)
    {
        int number = 0;
        foreach (Walk walk in _walks)
        {
            foreach (IReadOnlyList<Reduction> pass in walk.Passes)
                WriteGather(pass, "of a tensor");
            if (walk.Totals.Count > 0)
                WriteGather(walk.Totals, "of all tensors");
        }
        writer.Line();
        writer.Line("/// <summary>Moves a tensor.</summary>");
        writer.Open($"private readonly struct Pass{++number} : global::FastGrad.Training.IUpdateRule");
        PassWriter.Update(writer, _rule, _numbers.Place);
        writer.Close();

        void WriteGather(IReadOnlyList<Reduction> reductions, string of)
        {
            writer.Line();
            writer.Line($"/// <summary>Gathers {string.Join(" and ", reductions.Select(reduction => Camel(reduction.Word)))} {of}.</summary>");
            writer.Open($"private readonly struct Pass{++number} : global::FastGrad.Training.IGatherRule");
            PassWriter.Gather(writer, _rule, reductions, _numbers.Place);
            writer.Close();
        }
    }

    private static string Camel(string word) => new NameScope().Camel(word);

    /// <summary>What the walk's passes need to be told that is not known when the step begins.</summary>
    private IEnumerable<Expr> Wanted(Walk walk) => Numbers(walk).Where(number => !_rule.IsKnownPerStep(number));

    /// <summary>What the walk's passes need to be told.</summary>
    private IEnumerable<Expr> Numbers(Walk walk) => UniformWriter.Find(
    [
        .. walk.Passes.SelectMany(pass => pass).Concat(walk.Totals).Select(reduction => reduction.Body),
        .. walk.Totals.Count > 0 ? [] : _rule.Results,
    ]);

    /// <summary>Whether it is another number for every tensor.</summary>
    private bool IsOfOneTensor(Expr number) =>
        OptimizerRule.IsOfGroup(number) || Substitution.Parts(number).Contains(OptimizerRule.Length) || _rule.Read(number).Any(reduction => !reduction.IsGlobal);
}
