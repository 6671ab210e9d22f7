using FastGrad.Compiler.Backends.Cpu;
using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler.Backends.Optimizers;

/// <summary>The companion of an optimizer: settings, what is computed once per step, and the rule that moves weights.</summary>
internal static class OptimizerEmitter
{
    /// <exception cref="TraceException">The formula can't be compiled.</exception>
    /// <exception cref="StageException">One of its parameters can't be what it is said to be.</exception>
    public static string Emit(FormulaClass formula)
    {
        var writer = new SourceWriter();
        Companion.WriteHead(writer, formula);
        WriteClass(writer, formula, Companion.SimpleName(formula));
        return writer.ToString();
    }

    /// <summary>The class alone.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="formula">The optimizer; its defaults decide the rule's form.</param>
    /// <param name="name">The class's.</param>
    /// <param name="form">What the form is called, where it is not that of the defaults: <c>Adam(AmsGrad = true)</c>.</param>
    /// <inheritdoc cref="Emit"/>
    public static void WriteClass(SourceWriter writer, FormulaClass formula, string name, string? form = null)
    {
        OptimizerRule rule = OptimizerTracer.Trace(formula);
        TensorRuleEmitter? tensors = rule.NeedsWholeTensors ? new TensorRuleEmitter(rule) : null;
        IReadOnlyList<Expr> constants = tensors?.Constants ?? UniformWriter.Find(rule.Results);
        WriteHead(writer, rule, name, form);
        int count = tensors?.Count ?? constants.Count;
        WriteMember(writer, $"protected override int ConstantCount => {count};");
        if (rule.UsesWeightDecay)
            WriteMember(writer, "protected override bool UsesWeightDecay => true;");
        WritePrepare(writer, rule, constants, count);
        writer.Line();
        if (tensors is null)
            WriteElementwise(writer, rule, constants);
        else
            tensors.Write(writer);
        writer.Close();
    }

    private static void WriteHead(SourceWriter writer, OptimizerRule rule, string name, string? form)
    {
        FormulaClass formula = rule.Formula;
        if (rule.NeedsWholeTensors)
            writer.Line($"// Unfused: {rule.UnfusedBecause}. A trainer's Step first gathers the whole gradient, then updates.");
        writer.Line($"/// <summary>The optimizer declared by <see cref=\"{formula.FullName}\"/>{(form is null ? "" : $", as {form}")}.</summary>");
        writer.Open($"public sealed class {name} : global::FastGrad.Training.{(rule.NeedsWholeTensors ? "Tensor" : "Elementwise")}Optimizer<{name}.Rule>");
        foreach (HyperParameter property in Companion.Settable(formula))
        {
            Companion.WriteProperty(writer, property, isOverride: property.Name == "LearningRate");
            writer.Line();
        }
        if (form is not null)
            WriteMember(writer, $"public override string FormName => {Quoted.Text(form)};");
        SettingsEmitter.Write(writer, formula);
        WriteMember(writer, $"public override global::System.ReadOnlySpan<string> SlotNames => new string[] {{ {Names(rule.Slots)} }};");
        if (rule.NeedsWholeTensors)
            WriteMember(writer, $"public override string UnfusedBecause => \"{rule.UnfusedBecause}\";");
        if (rule.Numbers.Count > 0)
        {
            WriteMember(writer, $"public override global::System.ReadOnlySpan<string> PerStepNames => new string[] {{ {Names(rule.Numbers)} }};");
            string starts = string.Join(", ", rule.Numbers.Select(number => Companion.Literal(number.Initializer ?? "0")));
            WriteMember(writer, $"protected override global::System.ReadOnlySpan<double> PerStepStart => new double[] {{ {starts} }};");
        }
    }

    private static void WriteMember(SourceWriter writer, string member)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Line(member);
        writer.Line();
    }

    private static string Names(IReadOnlyList<FormulaParameter> state) =>
        string.Join(", ", state.Select(parameter => Quoted.Text(OptimizerRule.StateName(parameter))));

    private static void WritePrepare(SourceWriter writer, OptimizerRule rule, IReadOnlyList<Expr> constants, int count)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Line("protected override void Prepare(");
        writer.Indent();
        writer.Line("long step, global::System.ReadOnlySpan<global::FastGrad.ParameterGroup> groups, global::System.Span<double> constants)");
        writer.Outdent();
        writer.Open("");
        // Chosen by type, an optimizer has what nobody set; said before the step changes anything.
        foreach (HyperParameter property in Companion.Settable(rule.Formula).Where(property => property.Default is null))
        {
            string own = NameScope.Escape(property.Name);
            writer.Line($"if (double.IsNaN({own}))");
            writer.Indent();
            writer.Line($"throw new global::System.InvalidOperationException(\"{rule.Formula.Name} needs a value for {property.Name} before the first step.\");");
            writer.Outdent();
        }
        var names = new NameScope();
        names.Reserve("step", "groups", "constants", "group", "PerStep");
        names.Reserve(rule.Formula.Properties.Select(property => property.Name));
        var numbers = new NumberWriter(names, rule.Word, NameScope.Escape);
        var leaves = new HashSet<Expr>(constants.Concat(rule.NumberResults).SelectMany(Substitution.Parts).Where(part => part is Uniform));
        for (int i = 0; i < rule.Numbers.Count; i++)
        {
            Uniform before = OptimizerRule.Before(rule.Numbers[i]);
            if (leaves.Contains(before))
                writer.Line($"double {numbers.Local(before)} = PerStep[{i}];");
        }
        GroupConstants.Write(writer, rule, constants, numbers, count);
        // The new numbers come last, when all that needs the old ones is computed.
        writer.Lines(numbers.Assign([.. rule.NumberResults.Select((result, i) => ($"PerStep[{i}]", result))]));
        writer.Close();
    }

    private static void WriteElementwise(SourceWriter writer, OptimizerRule rule, IReadOnlyList<Expr> constants)
    {
        writer.Line("/// <summary>The arithmetic for one vector of weights after another.</summary>");
        writer.Open("public readonly struct Rule : global::FastGrad.Training.IUpdateRule");
        PassWriter.Update(writer, rule, new Places(constants).Of);
        writer.Close();
    }
}
