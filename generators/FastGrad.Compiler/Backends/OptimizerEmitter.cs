using FastGrad.Compiler.Backends.Cpu;
using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler.Backends;

/// <summary>The companion of an elementwise optimizer: settings, what is computed once per step, and the loop over weights.</summary>
internal static class OptimizerEmitter
{
    /// <exception cref="TraceException">The formula can't be compiled.</exception>
    public static string Emit(FormulaClass formula)
    {
        FormulaMethod method = formula.Formula;
        List<FormulaParameter> slots = [.. method.Parameters.Where(parameter => parameter.Role == ParameterRole.Reference && parameter.Name != "weight")];
        IReadOnlyList<Expr> results = Trace(formula, method, slots);
        results = Contract.Apply([.. results.Select(Hoist.Apply)]);
        IReadOnlyList<Expr> constants = UniformWriter.Find(results);

        var writer = new SourceWriter();
        Companion.WriteHead(writer, formula);
        string name = Companion.SimpleName(formula);
        writer.Line($"/// <summary>The optimizer declared by <see cref=\"{formula.FullName}\"/>.</summary>");
        writer.Open($"public sealed class {name} : global::FastGrad.Training.ElementwiseOptimizer<{name}.Rule>");
        foreach (HyperParameter property in Companion.Settable(formula))
        {
            Companion.WriteProperty(writer, property, isOverride: property.Name == "LearningRate");
            writer.Line();
        }
        string slotNames = string.Join(", ", slots.Select(slot => $"\"{slot.Name}\""));
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override global::System.ReadOnlySpan<string> SlotNames => new string[] {{ {slotNames} }};");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"protected override int ConstantCount => {constants.Count};");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Open("protected override void Prepare(long step, global::System.Span<double> constants)");
        // Chosen by type, an optimizer has what nobody set; said before the step changes anything.
        foreach (HyperParameter property in Companion.Settable(formula).Where(property => property.Default is null))
        {
            string own = NameScope.Escape(property.Name);
            writer.Line($"if (double.IsNaN({own}))");
            writer.Indent();
            writer.Line($"throw new global::System.InvalidOperationException(\"{name} needs a value for {property.Name} before the first step.\");");
            writer.Outdent();
        }
        for (int i = 0; i < constants.Count; i++)
        {
            string text = UniformWriter.Text(constants[i], NameScope.Escape);
            writer.Line(GraphVerifier.IsTruth(constants[i]) ? $"constants[{i}] = ({text}) ? 1.0 : 0.0;" : $"constants[{i}] = {text};");
        }
        writer.Close();
        writer.Line();
        WriteRule(writer, slots, results, constants);
        writer.Close();
        return writer.ToString();
    }

    private static IReadOnlyList<Expr> Trace(FormulaClass formula, FormulaMethod method, List<FormulaParameter> slots)
    {
        var arguments = new List<Traced>();
        foreach (FormulaParameter parameter in method.Parameters)
        {
            arguments.Add(new TracedScalar(parameter.Name switch
            {
                "weight" => new Argument(0),
                "gradient" => new Argument(1),
                "step" => new Uniform(Uniform.Step),
                _ => new Argument(2 + slots.FindIndex(slot => slot.Name == parameter.Name)),
            }));
        }
        Traced Property(HyperParameter property) => property.Type == FormulaType.Double
            ? new TracedScalar(new Uniform(property.Name))
            : FormulaTracer.Known(property.Type, property.Default ?? throw new TraceException($"{formula.Name} needs a default for {property.Name}"));
        new FormulaTracer(formula, Property, null).Run(method.Name, arguments, out IReadOnlyDictionary<string, Traced> final);
        return [Final("weight"), .. slots.Select(slot => Final(slot.Name))];

        Expr Final(string name) => final[name] is TracedScalar scalar ? Algebra.Simplify(scalar.Expr) : new Number(((TracedInteger)final[name]).Value);
    }

    private static void WriteRule(SourceWriter writer, List<FormulaParameter> slots, IReadOnlyList<Expr> results, IReadOnlyList<Expr> constants)
    {
        var names = new NameScope();
        names.Reserve("range", "constants", "i", "V", "T", "weight", "gradient", "weights", "gradients");
        List<string> slotLocals = [.. slots.Select(slot => names.Camel(slot.Name))];
        names.Reserve(slotLocals.Select(slot => slot + "Slot"));
        List<string> constantNames = [.. constants.Select(constant => names.Camel(UniformWriter.Word(constant)))];
        // Plain numbers inside are of no known precision either: each becomes a local too.
        List<double> numbers = [.. results.SelectMany(PlainNumbers).Distinct()];
        List<string> numberNames = [.. numbers.Select(_ => names.Camel("number"))];

        writer.Line("/// <summary>The arithmetic for one vector of weights after another.</summary>");
        writer.Open("public readonly struct Rule : global::FastGrad.Training.IUpdateRule");
        writer.Line("/// <inheritdoc/>");
        writer.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]");
        writer.Line("public static void Update<V, T>(in global::FastGrad.Training.UpdateRange<T> range, global::System.ReadOnlySpan<double> constants)");
        writer.Indent();
        writer.Line("where V : struct, global::FastGrad.Kernels.IVector<V, T>");
        writer.Line("where T : unmanaged, global::System.Numerics.IBinaryFloatingPointIeee754<T>");
        writer.Outdent();
        writer.Open("");
        for (int i = 0; i < constants.Count; i++)
        {
            string value = $"V.Create(T.CreateTruncating(constants[{i}]))";
            // A condition travels as 1 or 0 and becomes a mask here.
            writer.Line($"V {constantNames[i]} = {(GraphVerifier.IsTruth(constants[i]) ? $"V.NotEqual({value}, V.Zero)" : value)};");
        }
        for (int i = 0; i < numbers.Count; i++)
            writer.Line($"V {numberNames[i]} = V.Create(T.CreateTruncating({Companion.Literal(FormulaText.Number(numbers[i]))}));");
        writer.Line("ref T weights = ref range.Weights;");
        writer.Line("ref readonly T gradients = ref range.Gradients;");
        for (int i = 0; i < slots.Count; i++)
            writer.Line($"ref T {slotLocals[i]}Slot = ref range.Slot({i});");
        writer.Open("for (nint i = 0; i < range.Count; i += V.Count)");
        writer.Line("V weight = V.Load(in weights, i);");
        writer.Line("V gradient = V.Load(in gradients, i);");
        for (int i = 0; i < slots.Count; i++)
            writer.Line($"V {slotLocals[i]} = V.Load(in {slotLocals[i]}Slot, i);");
        var expr = new ExprWriter(
            new RuleOperators(numbers, numberNames), "V", names, Argument, constant => constantNames[IndexOf(constants, constant)]);
        IReadOnlyList<string> values = expr.Write(results);
        writer.Lines(expr.Statements);
        writer.Line($"{Parentheses.Receiver(values[0])}.Store(ref weights, i);");
        for (int i = 0; i < slots.Count; i++)
            writer.Line($"global::FastGrad.Kernels.Denormals.Flush<V, T>({values[i + 1]}).Store(ref {slotLocals[i]}Slot, i);");
        writer.Close();
        writer.Close();
        writer.Close();

        (string, string?) Argument(int index) => (index switch { 0 => "weight", 1 => "gradient", _ => slotLocals[index - 2] }, null);
    }

    /// <summary>Numbers that stand beside values of the element, not inside what was prepared.</summary>
    private static IEnumerable<double> PlainNumbers(Expr expr) => expr switch
    {
        Number { Value: not 0 } number => [number.Value],
        _ when Hoist.IsUniform(expr) => [],
        _ => expr.Operands.SelectMany(PlainNumbers),
    };

    private static int IndexOf(IReadOnlyList<Expr> constants, Expr constant)
    {
        for (int i = 0; i < constants.Count; i++)
        {
            if (constants[i].Equals(constant))
                return i;
        }
        throw new ArgumentException($"{constant} was not prepared");
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
