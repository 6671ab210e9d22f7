using FastGrad.Compiler.Backends.Cpu;
using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler.Backends.Optimizers;

/// <summary>The method of one pass over elements: constants into registers, then a loop that loads what it reads, computes, and stores or gathers.</summary>
internal static class PassWriter
{
    /// <summary>The pass that moves weights and slots.</summary>
    public static void Update(SourceWriter writer, OptimizerRule rule, Func<Expr, int> place)
    {
        Open(writer, "Update", "");
        var pass = new Body(writer, rule, rule.Results, place);
        for (int i = 0; i <= rule.Slots.Count; i++)
            pass.Reference(i == 0 ? 0 : i + 1);
        pass.Loop(values => values.Select((value, i) => i == 0
            ? $"{Parentheses.Receiver(value)}.Store(ref weights, i);"
            : $"global::FastGrad.Kernels.Denormals.Flush<V, T>({value}).Store(ref {pass.Slot(i - 1)}Slot, i);"));
        writer.Close();
    }

    /// <summary>A pass that gathers reductions, in the order given.</summary>
    public static void Gather(SourceWriter writer, OptimizerRule rule, IReadOnlyList<Reduction> reductions, Func<Expr, int> place)
    {
        Open(writer, "Gather", ", global::System.Span<double> gathered");
        var pass = new Body(writer, rule, [.. reductions.Select(reduction => reduction.Body)], place);
        List<string> lanes = [.. reductions.Select(reduction => pass.Names.Camel(reduction.Word))];
        for (int i = 0; i < lanes.Count; i++)
        {
            string first = reductions[i].Kind switch
            {
                ReduceKind.Sum => "V.Zero",
                ReduceKind.Max => "V.Create(T.NegativeInfinity)",
                _ => "V.Create(T.PositiveInfinity)",
            };
            writer.Line($"V {lanes[i]} = {first};");
        }
        pass.Loop(values => values.Select((value, i) => reductions[i].Kind == ReduceKind.Sum
            ? $"{lanes[i]} += {value};"
            : $"{lanes[i]} = V.{reductions[i].Kind}({lanes[i]}, {value});"));
        for (int i = 0; i < lanes.Count; i++)
        {
            ReduceKind kind = reductions[i].Kind;
            writer.Line(kind == ReduceKind.Sum
                ? $"gathered[{i}] += double.CreateTruncating(V.Sum({lanes[i]}));"
                : $"gathered[{i}] = global::System.Math.{kind}(gathered[{i}], double.CreateTruncating(V.{kind}Across({lanes[i]})));");
        }
        writer.Close();
    }

    private static void Open(SourceWriter writer, string method, string more)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]");
        writer.Line($"public static void {method}<V, T>(in global::FastGrad.Training.UpdateRange<T> range, global::System.ReadOnlySpan<double> constants{more})");
        writer.Indent();
        writer.Line("where V : struct, global::FastGrad.Kernels.IVector<V, T>");
        writer.Line("where T : unmanaged, global::System.Numerics.IBinaryFloatingPointIeee754<T>");
        writer.Outdent();
        writer.Open("");
    }

    private sealed class Body
    {
        private readonly SourceWriter _writer;
        private readonly IReadOnlyList<Expr> _values;
        private readonly IReadOnlyList<Expr> _constants;
        private readonly List<string> _constantNames;
        private readonly List<double> _numbers;
        private readonly List<string> _numberNames;
        private readonly List<string> _slots;
        private readonly SortedSet<int> _read;
        private readonly HashSet<int> _referenced = [];

        public Body(SourceWriter writer, OptimizerRule rule, IReadOnlyList<Expr> values, Func<Expr, int> place)
        {
            _writer = writer;
            _values = values;
            Names.Reserve("range", "constants", "i", "V", "T", "weight", "gradient", "weights", "gradients", "gathered");
            _slots = [.. rule.Slots.Select(slot => Names.Camel(slot.Name))];
            Names.Reserve(_slots.Select(slot => slot + "Slot"));
            _constants = UniformWriter.Find(values);
            _constantNames = [.. _constants.Select(constant => Names.Camel(rule.Word(constant)))];
            // Plain numbers inside are of no known precision either: each becomes a local too.
            _numbers = [.. values.Concat(values.SelectMany(Substitution.Parts).Where(part => !part.IsUniform).SelectMany(part => part.Operands))
                .OfType<Number>().Where(number => number.Value != 0).Select(number => number.Value).Distinct()];
            _numberNames = [.. _numbers.Select(_ => Names.Camel("number"))];
            _read = [.. values.SelectMany(Substitution.Parts).OfType<Argument>().Select(argument => argument.Index)];

            for (int i = 0; i < _constants.Count; i++)
            {
                string value = $"V.Create(T.CreateTruncating(constants[{place(_constants[i])}]))";
                // A condition travels as 1 or 0 and becomes a mask here.
                writer.Line($"V {_constantNames[i]} = {(GraphVerifier.IsTruth(_constants[i]) ? $"V.NotEqual({value}, V.Zero)" : value)};");
            }
            for (int i = 0; i < _numbers.Count; i++)
                writer.Line($"V {_numberNames[i]} = V.Create(T.CreateTruncating({Companion.Literal(FormulaText.Number(_numbers[i]))}));");
            foreach (int index in _read)
                Reference(index);
        }

        public NameScope Names { get; } = new();

        public string Slot(int index) => _slots[index];

        /// <summary>The local for where an argument's elements lie.</summary>
        public void Reference(int argument)
        {
            if (!_referenced.Add(argument))
                return;
            _writer.Line(argument switch
            {
                0 => "ref T weights = ref range.Weights;",
                1 => "ref readonly T gradients = ref range.Gradients;",
                _ => $"ref T {_slots[argument - 2]}Slot = ref range.Slot({argument - 2});",
            });
        }

        /// <param name="end">What becomes of the values: the loop's last statements.</param>
        public void Loop(Func<IReadOnlyList<string>, IEnumerable<string>> end)
        {
            _writer.Open("for (nint i = 0; i < range.Count; i += V.Count)");
            foreach (int argument in _read)
                _writer.Line($"V {Local(argument)} = V.Load(in {(argument switch { 0 => "weights", 1 => "gradients", _ => _slots[argument - 2] + "Slot" })}, i);");
            var expr = new ExprWriter(
                new RuleOperators(_numbers, _numberNames), "V", Names, index => (Local(index), null), constant => _constantNames[IndexOf(constant)]);
            IReadOnlyList<string> values = expr.Write(_values);
            _writer.Lines(expr.Statements);
            _writer.Lines(end(values));
            _writer.Close();
        }

        private string Local(int argument) => argument switch { 0 => "weight", 1 => "gradient", _ => _slots[argument - 2] };

        private int IndexOf(Expr constant)
        {
            for (int i = 0; i < _constants.Count; i++)
            {
                if (_constants[i].Equals(constant))
                    return i;
            }
            throw new ArgumentException($"{constant} was not prepared");
        }
    }

    /// <summary>Vector operations in a rule that serves both precisions: numbers come from locals.</summary>
    private sealed class RuleOperators(List<double> numbers, List<string> names) : IOperators
    {
        private readonly VectorOperators _vector = new(_ => "");

        public string Number(double value) => value == 0 ? "V.Zero" : names[numbers.IndexOf(value)];

        public string Truth(bool value) => _vector.Truth(value);

        public string Apply(UnaryOp op, string operand) => _vector.Apply(op, operand);

        public string Apply(BinaryOp op, string left, string right) => _vector.Apply(op, left, right);

        public string Select(string condition, string whenTrue, string whenFalse) => _vector.Select(condition, whenTrue, whenFalse);

        public string MultiplyAdd(string left, string right, string addend) => _vector.MultiplyAdd(left, right, addend);
    }
}
