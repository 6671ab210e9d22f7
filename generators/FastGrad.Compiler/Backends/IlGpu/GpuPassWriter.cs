using FastGrad.Compiler.Backends.Cpu;
using FastGrad.Compiler.Backends.Optimizers;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>
/// One pass of an optimizer over elements: what they share into locals, then what each of them loads, computes, and stores or gathers.
/// </summary>
internal sealed class GpuPassWriter
{
    private readonly SourceWriter _writer;
    private readonly GpuModel _model;
    private readonly OptimizerRule _rule;
    private readonly IReadOnlyList<Expr> _values;
    private readonly Func<Expr, int> _place;
    private readonly NameScope _names = new();
    private readonly NumberWriter _numbers;
    private readonly IReadOnlyList<Expr> _shared;
    private readonly List<string> _slots;

    /// <param name="writer">Where it goes.</param>
    /// <param name="model">Whose weights.</param>
    /// <param name="rule">The optimizer.</param>
    /// <param name="values">What is computed of each element.</param>
    /// <param name="place">Where a number that is known when the step begins lies among the step's constants.</param>
    public GpuPassWriter(SourceWriter writer, GpuModel model, OptimizerRule rule, IReadOnlyList<Expr> values, Func<Expr, int> place)
    {
        _writer = writer;
        _model = model;
        _rule = rule;
        _values = values;
        _place = place;
        _names.Reserve("frame", "group", "groups", "i", "set", "constants", "unit", "units", "part", "weight", "gradient");
        _slots = [.. rule.Slots.Select(slot => _names.Camel(slot.Name))];
        _numbers = new NumberWriter(
            _names, rule.Word, leaf => throw new ArgumentException($"{leaf} is not known in a pass"), model.Type, model.Operators);
        _shared = UniformWriter.Find(values);
    }

    /// <summary>C# for a reduction's place among those that the rule needs.</summary>
    public static string Place(OptimizerRule rule, Reduction reduction) =>
        CpuModel.Text(Enumerable.Range(0, rule.Reductions.Count).First(i => rule.Reductions[i].Index == reduction.Index));

    /// <summary>What the elements share and is known when the step begins.</summary>
    public IReadOnlyList<Expr> Known => [.. _shared.Where(_rule.IsKnownPerStep)];

    /// <summary>What they share and passes before lead to.</summary>
    public IReadOnlyList<Expr> Between => [.. _shared.Where(number => !_rule.IsKnownPerStep(number))];

    /// <summary>Locals for constants of the step.</summary>
    /// <param name="start">C# for the first one's place.</param>
    /// <param name="known">Which.</param>
    public void Constants(string start, IEnumerable<Expr> known)
    {
        Expr[] all = [.. known.Distinct().OrderBy(_place)];
        if (all.Length > 0)
            _writer.Line($"int constants = {start};");
        foreach (Expr constant in all)
        {
            int place = _place(constant);
            Local(constant, $"frame.Constants[constants{(place == 0 ? "" : " + " + CpuModel.Text(place))}]");
        }
    }

    /// <summary>Locals for what passes before have gathered, and for what it leads to: every lane computes that, and all the same.</summary>
    public void Numbers()
    {
        IReadOnlyList<Expr> between = Between;
        foreach (Reduction reduction in _rule.Reductions.Where(reduction => between.Any(number => _rule.Read(number).Contains(reduction))))
        {
            string place = Place(_rule, reduction);
            Local(reduction.Value, reduction.IsGlobal ? $"TensorSums.Total(frame, {place})" : $"TensorSums.Of(frame, {place}, part.Tensor)");
        }
        if (between.SelectMany(Substitution.Parts).Contains(OptimizerRule.Length))
            Local(OptimizerRule.Length, "part.Length");
        _writer.Lines(_numbers.Share(between));
    }

    /// <summary>A loop over the elements of <c>part</c>, each a lane's.</summary>
    public void OpenElements() => _writer.Open("for (int i = part.From + Group.IdxX; i < part.To; i += Group.DimX)");

    /// <summary>Element <c>i</c>, its weight and its slots.</summary>
    public void Move()
    {
        IReadOnlyList<string> values = Compute();
        _writer.Line($"{At(0)} = {values[0]};");
        for (int slot = 0; slot < _slots.Count; slot++)
            _writer.Line($"{At(2 + slot)} = Updates.Flush({values[1 + slot]});");
    }

    /// <summary>All elements of <c>part</c>: reductions of them, left for those who finish them.</summary>
    public void Gather(IReadOnlyList<Reduction> reductions)
    {
        List<string> locals = [.. reductions.Select(reduction => _names.Camel(reduction.Word))];
        for (int i = 0; i < locals.Count; i++)
            _writer.Line($"{_model.Type} {locals[i]} = {First(reductions[i].Kind)};");
        OpenElements();
        IReadOnlyList<string> values = Compute();
        for (int i = 0; i < locals.Count; i++)
        {
            _writer.Line(reductions[i].Kind == ReduceKind.Sum
                ? $"{locals[i]} += {values[i]};"
                : $"{locals[i]} = Mathematics.{reductions[i].Kind}({locals[i]}, {values[i]});");
        }
        _writer.Close();
        for (int i = 0; i < locals.Count; i++)
            _writer.Line($"TensorSums.Leave(frame, {Place(_rule, reductions[i])}, unit, Sums.{reductions[i].Kind}(frame, {locals[i]}));");
    }

    private void Local(Expr number, string value) =>
        _writer.Line(GraphVerifier.IsTruth(number)
            ? $"bool {_numbers.Local(number)} = {value} != 0;"
            : $"{_model.Type} {_numbers.Local(number)} = {value};");

    /// <summary>Loads what is read of element <c>i</c>, and gives the values' text.</summary>
    private IReadOnlyList<string> Compute()
    {
        foreach (int index in new SortedSet<int>(_values.SelectMany(Substitution.Parts).OfType<Argument>().Select(argument => argument.Index)))
            _writer.Line($"{_model.Type} {Name(index)} = {(index == 1 ? $"Updates.Limited({At(1)}, frame.Limit)" : At(index))};");
        var expr = new ExprWriter(_model.Operators, _model.Type, _names, index => (Name(index), null), _numbers.NameOf);
        IReadOnlyList<string> values = expr.Write(_values);
        _writer.Lines(expr.Statements);
        return values;
    }

    private string Name(int argument) => argument switch { 0 => "weight", 1 => "gradient", _ => _slots[argument - 2] };

    private static string At(int argument) => argument switch
    {
        0 => "frame.Parameters[i]",
        1 => "frame.Gradients[i]",
        2 => "frame.Slots[i]",
        3 => "frame.Slots[frame.SlotStride + i]",
        _ => $"frame.Slots[{CpuModel.Text(argument - 2)} * frame.SlotStride + i]",
    };

    private string First(ReduceKind kind) => _model.Operators.Number(kind switch
    {
        ReduceKind.Sum => 0,
        ReduceKind.Max => double.NegativeInfinity,
        _ => double.PositiveInfinity,
    });
}
