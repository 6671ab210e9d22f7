using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Trace;

/// <summary>
/// Runs a formula symbolically. What is known when compiled (loop bounds, structural branches) happens now; a branch on a value
/// that is not becomes a selection between both outcomes.
/// </summary>
/// <param name="formula">The class whose methods run.</param>
/// <param name="property">What a hyper-parameter stands for.</param>
/// <param name="builder">Where a formula of tensors puts its nodes; null for a formula of numbers.</param>
/// <param name="call">Calls with a meaning of their own here; it gives null for all others.</param>
internal sealed class FormulaTracer(
    FormulaClass formula, Func<HyperParameter, Traced> property, GraphBuilder? builder, Func<string, IReadOnlyList<Traced>, Traced?>? call = null)
{
    /// <summary>Far more than a formula needs, far less than would stall an editor.</summary>
    private const int MaximumSteps = 100_000;

    private const int MaximumDepth = 100;

    private readonly Arithmetic _arithmetic = new(builder);
    private readonly Library _library = new(builder, new Arithmetic(builder));
    private int _steps;
    private int _depth;

    /// <summary>The method's result, null for one without, and its parameters and locals as it leaves them.</summary>
    public Traced? Run(string methodName, IReadOnlyList<Traced> arguments, out IReadOnlyDictionary<string, Traced> finalValues)
    {
        FormulaMethod method = formula.Methods.FirstOrDefault(candidate => candidate.Name == methodName)
            ?? throw new TraceException($"{formula.Name} has no method {methodName}");
        var variables = new Dictionary<string, Traced>();
        for (int i = 0; i < method.Parameters.Count; i++)
            variables[method.Parameters[i].Name] = arguments[i];
        Traced? result = Run(new Pending(method.Body, null), ref variables);
        finalValues = variables;
        if (result is null && method.Returns != FormulaType.Void)
            throw new TraceException($"{formula.Name}.{methodName} ends without a value");
        return result;
    }

    /// <summary>Statements still to run; a list that branches can share.</summary>
    private sealed record Pending(Statement Head, Pending? Tail)
    {
        public static Pending? Push(Statement? statement, Pending? tail) => statement is null ? tail : new Pending(statement, tail);
    }

    // A loop over a list, and not recursion, so that an unrolled loop can't exhaust the stack of the compiler that hosts us.
    private Traced? Run(Pending? pending, ref Dictionary<string, Traced> variables)
    {
        while (pending is (Statement statement, var rest))
        {
            if (++_steps > MaximumSteps)
                throw new TraceException($"{formula.Name} runs more than {MaximumSteps} steps when compiled; is a loop's bound fixed?");
            pending = rest;
            switch (statement)
            {
                case Block block:
                    // Flattened, since a return inside ends the rest outside too. C# forbids the name clashes this could cause.
                    for (int i = block.Statements.Count - 1; i >= 0; i--)
                        pending = new Pending(block.Statements[i], pending);
                    break;
                case Declare declare:
                    variables[declare.Name] = Named(Evaluate(declare.Value, variables), declare.Name);
                    break;
                case Assign assign:
                    variables[assign.Name] = Named(Evaluate(assign.Value, variables), assign.Name);
                    break;
                case Return ret:
                    return ret.Value is null ? null : Evaluate(ret.Value, variables);
                case Loop { Start: Statement start } loop:
                    pending = new Pending(start, new Pending(loop with { Start = null }, rest));
                    break;
                case Loop loop:
                    bool again = Truth(Evaluate(loop.Condition, variables))
                        ?? throw new TraceException($"{formula.Name} has a loop whose end is not known when compiled");
                    if (again)
                        pending = new Pending(loop.Body, Pending.Push(loop.Step, new Pending(loop, rest)));
                    break;
                case If branch:
                    Traced condition = Evaluate(branch.Condition, variables);
                    if (Truth(condition) is bool known)
                        pending = Pending.Push(known ? branch.Then : branch.Else, rest);
                    else if (Returns(branch))
                        return RunBoth(condition, branch, rest, ref variables);
                    else
                        RunBoth(condition, branch, null, ref variables);
                    break;
                default:
                    throw new TraceException($"no meaning for the statement {statement.GetType().Name}");
            }
        }
        return null;
    }

    /// <summary>Both outcomes of a branch, each with what follows (where a return inside forces it), and a selection between what they leave.</summary>
    private Traced? RunBoth(Traced condition, If branch, Pending? rest, ref Dictionary<string, Traced> variables)
    {
        if (++_depth > MaximumDepth)
            throw new TraceException($"{formula.Name} branches more than {MaximumDepth} levels deep");
        var whenTrue = new Dictionary<string, Traced>(variables);
        var whenFalse = new Dictionary<string, Traced>(variables);
        Traced? resultTrue = Run(new Pending(branch.Then, rest), ref whenTrue);
        Traced? resultFalse = Run(Pending.Push(branch.Else, rest), ref whenFalse);
        _depth--;

        var merged = new Dictionary<string, Traced>();
        foreach (string name in variables.Keys)
            merged[name] = Named(_arithmetic.Select(condition, whenTrue[name], whenFalse[name]), name);
        variables = merged;
        if (resultTrue is null != resultFalse is null)
            throw new TraceException($"{formula.Name} gives a value on one branch only");
        return resultTrue is null ? null : _arithmetic.Select(condition, resultTrue, resultFalse!);
    }

    private static bool Returns(Statement? statement) => statement switch
    {
        Return => true,
        Block block => block.Statements.Any(Returns),
        If branch => Returns(branch.Then) || Returns(branch.Else),
        Loop loop => Returns(loop.Body),
        _ => false,
    };

    private Traced Evaluate(Term term, Dictionary<string, Traced> variables)
    {
        switch (term)
        {
            case Literal literal:
                return Known(literal.Type, literal.Text);
            case Name name:
                return variables.TryGetValue(name.Identifier, out Traced? value)
                    ? value
                    : throw new TraceException($"{formula.Name} reads {name.Identifier} before it is assigned");
            case Property mine:
                return property(formula.Properties.First(candidate => candidate.Name == mine.Identifier));
            case Formulas.Unary { Operator: "-" } unary:
                return _arithmetic.Apply(UnaryOp.Negate, Evaluate(unary.Operand, variables));
            case Formulas.Unary { Operator: "!" } unary:
                return _arithmetic.Apply(UnaryOp.Not, Evaluate(unary.Operand, variables));
            case Formulas.Unary unary:
                return Evaluate(unary.Operand, variables);
            case Formulas.Binary { Operator: "%" } binary:
                return Arithmetic.Remainder(Evaluate(binary.Left, variables), Evaluate(binary.Right, variables));
            case Formulas.Binary { Operator: "/", Type: FormulaType.Integer } binary:
                return Arithmetic.Quotient(Evaluate(binary.Left, variables), Evaluate(binary.Right, variables));
            case Formulas.Binary { Operator: "&&" or "||" } binary:
                return ShortCircuit(binary, variables);
            case Formulas.Binary binary:
                return _arithmetic.Apply(Operator(binary.Operator), Evaluate(binary.Left, variables), Evaluate(binary.Right, variables));
            case Conditional choice:
                Traced condition = Evaluate(choice.Condition, variables);
                return Truth(condition) is bool known
                    ? Evaluate(known ? choice.WhenTrue : choice.WhenFalse, variables)
                    : _arithmetic.Select(condition, Evaluate(choice.WhenTrue, variables), Evaluate(choice.WhenFalse, variables));
            case Formulas.Convert convert:
                return Convert(convert.Type, Evaluate(convert.Operand, variables));
            case Call own when own.Target.StartsWith("this.", StringComparison.Ordinal):
                return CallOwn(own.Target.Substring(5), [.. own.Arguments.Select(argument => Evaluate(argument, variables))]);
            case Call other:
                Traced[] arguments = [.. other.Arguments.Select(argument => Evaluate(argument, variables))];
                return call?.Invoke(other.Target, arguments) ?? _library.Call(other.Target, arguments);
            default:
                throw new TraceException($"no meaning for the term {term.GetType().Name}");
        }
    }

    private Traced CallOwn(string method, IReadOnlyList<Traced> arguments)
    {
        // The front end refuses recursion; a text from elsewhere might not have met it.
        if (++_depth > MaximumDepth)
            throw new TraceException($"{formula.Name} calls and branches more than {MaximumDepth} levels deep");
        Traced result = Run(method, arguments, out _) ?? throw new TraceException($"{method} gives no value");
        _depth--;
        return result;
    }

    private Traced ShortCircuit(Formulas.Binary binary, Dictionary<string, Traced> variables)
    {
        bool and = binary.Operator == "&&";
        Traced left = Evaluate(binary.Left, variables);
        return Truth(left) is bool known && known != and
            ? left
            : _arithmetic.Apply(and ? BinaryOp.And : BinaryOp.Or, left, Evaluate(binary.Right, variables));
    }

    private static Traced Convert(FormulaType type, Traced value) => (type, value) switch
    {
        (FormulaType.Double, TracedInteger integer) => new TracedScalar(new Number(integer.Value)),
        (FormulaType.Integer, TracedScalar { Expr: Number number }) => new TracedInteger((long)number.Value),
        (FormulaType.Integer, TracedScalar or TracedNode) => throw new TraceException("a number that is not known when compiled can't be made an integer"),
        _ => value,
    };

    /// <summary>A literal, a default or an argument as a value.</summary>
    public static Traced Known(FormulaType type, string text) => type switch
    {
        FormulaType.Boolean => new TracedScalar(new Truth(text == "true")),
        FormulaType.Integer => new TracedInteger(long.Parse(text, System.Globalization.CultureInfo.InvariantCulture)),
        _ => new TracedScalar(new Number(FormulaText.ParseNumber(text))),
    };

    private static bool? Truth(Traced value) => value is TracedScalar { Expr: Truth truth } ? truth.Value : null;

    private static Traced Named(Traced value, string name) =>
        value is TracedScalar { Expr: { Hint: null } expr } ? new TracedScalar(expr.Named(name)) : value;

    private static BinaryOp Operator(string text) => text switch
    {
        "+" => BinaryOp.Add,
        "-" => BinaryOp.Subtract,
        "*" => BinaryOp.Multiply,
        "/" => BinaryOp.Divide,
        "<" => BinaryOp.Less,
        "<=" => BinaryOp.LessOrEqual,
        ">" => BinaryOp.Greater,
        ">=" => BinaryOp.GreaterOrEqual,
        "==" => BinaryOp.Equal,
        "!=" => BinaryOp.NotEqual,
        "&" or "&&" => BinaryOp.And,
        "|" or "||" => BinaryOp.Or,
        _ => throw new TraceException($"the operator {text} is not part of the formula language"),
    };
}
