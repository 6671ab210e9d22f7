using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;

namespace FastGrad.Compiler.Trace;

/// <summary>
/// Runs an optimizer's formula symbolically. One of whole tensors is traced like one of numbers, for one element: all its tensors have
/// the weight's shape, whatever that will be at run time, so only what is said over all elements (<c>Ops.Norm</c>) is more than elementwise.
/// </summary>
internal sealed class OptimizerTracer
{
    /// <summary>What a whole-tensor formula may call for each element.</summary>
    private static readonly HashSet<string> _elementwise =
    [
        "Ops.Abs", "Ops.Sqrt", "Ops.Exp", "Ops.Expm1", "Ops.Log", "Ops.Log1p", "Ops.Tanh", "Ops.Sigmoid", "Ops.Softplus", "Ops.Erf",
        "Ops.Sin", "Ops.Cos", "Ops.Floor", "Ops.Square", "Ops.Maximum", "Ops.Minimum", "Ops.Pow", "Ops.Where", "Ops.Clamp", "Ops.Equal", "Ops.NotEqual", "Ops.StopGradient",
    ];

    private readonly FormulaClass _formula;
    private readonly List<FormulaParameter> _slots;
    private readonly List<FormulaParameter> _numbers;
    private readonly List<Reduction> _reductions = [];
    private readonly Arithmetic _arithmetic = new(null);

    private OptimizerTracer(FormulaClass formula)
    {
        _formula = formula;
        _slots = [.. formula.Formula.Parameters.Where(parameter => parameter.Role == ParameterRole.Reference && parameter.Name != "weight")];
        _numbers = [.. formula.Formula.Parameters.Where(parameter => parameter.Role == ParameterRole.PerStep)];
    }

    /// <exception cref="TraceException">The formula can't be compiled.</exception>
    /// <exception cref="StageException">One of its parameters can't be what it is said to be.</exception>
    public static OptimizerRule Trace(FormulaClass formula) => new OptimizerTracer(formula).Trace();

    private OptimizerRule Trace()
    {
        FormulaMethod method = _formula.Formula;
        Traced[] arguments = [.. method.Parameters.Select(Argument)];
        bool tensors = method.Parameters.Any(parameter => parameter is { Name: "weight", Type: FormulaType.Tensor });
        new FormulaTracer(_formula, Property, null, special: tensors ? Call : null).Run(method.Name, arguments, out IReadOnlyDictionary<string, Traced> final);

        Expr[] numbers = [.. _numbers.Select(number => Algebra.Simplify(Number(final[number.Name])))];
        foreach ((FormulaParameter number, Expr value) in _numbers.Zip(numbers, (number, value) => (number, value)))
            CheckPerStep(number, value);

        // Dead reductions of branches not taken must not decide the plan.
        Expr[] results = [.. new[] { "weight" }.Concat(_slots.Select(slot => slot.Name)).Select(name => Algebra.Simplify(Number(final[name])))];
        List<Reduction> live = Live(results);
        // A slot that this form of the rule neither reads nor changes is not kept.
        List<int> kept = [.. Enumerable.Range(0, _slots.Count).Where(slot => IsUsed(slot, results, live))];
        Expr Renumber(Expr expr) => Substitution.Arguments(expr, index => new Ir.Argument(index < 2 ? index : 2 + kept.IndexOf(index - 2)));
        // Once for all passes together, so that a value which two of them compute is the same arithmetic, bit for bit.
        IEnumerable<Expr> wanted = live.Select(reduction => reduction.Body).Append(results[0]).Concat(kept.Select(slot => results[1 + slot]));
        IReadOnlyList<Expr> ready = Contract.Apply([.. wanted.Select(expr => Hoist.Apply(Renumber(expr)))]);
        return new OptimizerRule
        {
            Formula = _formula,
            Slots = [.. kept.Select(slot => _slots[slot])],
            Numbers = _numbers,
            Reductions = [.. live.Select((reduction, index) => reduction with { Body = ready[index] })],
            Results = [.. ready.Skip(live.Count)],
            NumberResults = numbers,
        };
    }

    private static bool IsUsed(int slot, Expr[] results, List<Reduction> reductions)
    {
        var own = new Ir.Argument(2 + slot);
        return !results[1 + slot].Equals(own)
            || results.Where((_, index) => index != 1 + slot).Concat(reductions.Select(reduction => reduction.Body))
                .Any(expr => Substitution.Parts(expr).Contains(own));
    }

    private Traced Argument(FormulaParameter parameter) => new TracedScalar(parameter switch
    {
        { Name: "weight" } => new Ir.Argument(0),
        { Name: "gradient" } => new Ir.Argument(1),
        { Name: "step", Role: ParameterRole.Value } => new Uniform(Uniform.Step),
        { Role: ParameterRole.PerStep } => OptimizerRule.Before(parameter),
        _ => new Ir.Argument(2 + _slots.IndexOf(parameter)),
    });

    private Traced Property(HyperParameter property) => property.IsSettable
        ? new TracedScalar(new Uniform(property.Name))
        : FormulaTracer.Known(property.Type, property.Default ?? throw new TraceException($"{_formula.Name} needs a default for {property.Name}"));

    /// <summary>What a call means for tensors of a length that is known at run time; null where it is what it is for numbers.</summary>
    private Traced? Call(string target, IReadOnlyList<Traced> arguments)
    {
        switch (target, arguments.Count)
        {
            case ("Ops.Sum", 1):
                return Reduce(ReduceKind.Sum, "sum", arguments[0]);
            case ("Ops.Max", 1):
                return Reduce(ReduceKind.Max, "max", arguments[0]);
            case ("Ops.Min", 1):
                return Reduce(ReduceKind.Min, "min", arguments[0]);
            case ("Ops.Mean", 1):
                return _arithmetic.Apply(BinaryOp.Divide, Reduce(ReduceKind.Sum, "mean", arguments[0]), new TracedScalar(OptimizerRule.Length));
            case ("Ops.Norm", 1):
                return Norm(arguments[0], isGlobal: false);
            case ("Ops.GlobalSum", 1):
                return Reduce(ReduceKind.Sum, "sum", arguments[0], isGlobal: true);
            case ("Ops.GlobalNorm", 1):
                return Norm(arguments[0], isGlobal: true);
            case ("Tensor.Length", 1):
                return new TracedScalar(OptimizerRule.Length);
            default:
                bool ofNumbers = target.StartsWith("Math.", StringComparison.Ordinal) || target.StartsWith("double.", StringComparison.Ordinal);
                if (ofNumbers || _elementwise.Contains(target))
                    return null;
                throw new TraceException(
                    $"{target} with {arguments.Count} arguments has no place in an optimizer, whose one rule serves tensors of every shape; "
                    + "it may use elementwise operations, Length, Ops.Sum, Mean, Max, Min and Norm of a whole tensor, Ops.GlobalSum and Ops.GlobalNorm");
        }
    }

    private Traced Norm(Traced x, bool isGlobal) =>
        _arithmetic.Apply(UnaryOp.Sqrt, Reduce(ReduceKind.Sum, "norm", _arithmetic.Apply(BinaryOp.Multiply, x, x), isGlobal, Name(x)));

    private TracedScalar Reduce(ReduceKind kind, string word, Traced x, bool isGlobal = false, string? name = null)
    {
        Expr body = Algebra.Simplify(Number(x));
        name ??= Name(x);
        Reduction? known = _reductions.FirstOrDefault(reduction =>
            reduction.Kind == kind && reduction.IsGlobal == isGlobal && reduction.Body.Equals(body));
        if (known is null)
        {
            string local = (isGlobal ? "global " : "") + name + (word == "norm" ? " squares" : " " + kind.ToString().ToLowerInvariant());
            known = new Reduction(_reductions.Count, kind, isGlobal, body, local, $"{word}({name})");
            _reductions.Add(known);
        }
        return new TracedScalar(known.Value);
    }

    /// <summary>A word for a tensor: a parameter's name, the user's local, or what it is made of.</summary>
    private string Name(Traced x) => Number(x) switch
    {
        Ir.Argument { Index: 0 } => "weight",
        Ir.Argument { Index: 1 } => "gradient",
        Ir.Argument argument => _slots[argument.Index - 2].Name,
        { Hint: string hint } => hint,
        _ => "values",
    };

    private static Expr Number(Traced traced) => traced switch
    {
        TracedScalar scalar => scalar.Expr,
        TracedInteger integer => new Number(integer.Value),
        _ => throw new TraceException("an optimizer computes with numbers and tensors only"),
    };

    private List<Reduction> Live(IEnumerable<Expr> results)
    {
        var live = new HashSet<Reduction>();
        foreach (Expr result in results)
            Visit(result);
        return [.. _reductions.Where(live.Contains)];

        void Visit(Expr expr)
        {
            var leaves = new HashSet<Expr>(Substitution.Parts(expr).Where(part => part is Uniform));
            foreach (Reduction reduction in _reductions.Where(reduction => leaves.Contains(reduction.Value)))
            {
                if (live.Add(reduction))
                    Visit(reduction.Body);
            }
        }
    }

    private void CheckPerStep(FormulaParameter number, Expr value)
    {
        string? cause = Substitution.Parts(value).Select(Cause).FirstOrDefault(found => found is not null);
        if (cause is not null)
        {
            int place = 1 + _formula.Formula.Parameters.ToList().IndexOf(number);
            throw new StageException("FG0050", place, _formula.Name, number.Name, cause);
        }

        string? Cause(Expr part) => part switch
        {
            Ir.Argument { Index: 0 } => "the weight",
            Ir.Argument { Index: 1 } => "the gradient",
            Ir.Argument argument => $"the slot '{_slots[argument.Index - 2].Name}'",
            Uniform leaf when leaf.Equals(OptimizerRule.Length) => "a tensor's length",
            Uniform leaf when _reductions.FirstOrDefault(reduction => reduction.Value.Equals(leaf)) is Reduction reduction => reduction.Text,
            _ => null,
        };
    }
}
