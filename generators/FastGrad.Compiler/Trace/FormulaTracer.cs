using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;
using FastGrad.Compiler.Trace.Vocabulary;

namespace FastGrad.Compiler.Trace;

/// <summary>
/// Runs a formula symbolically. What is known when compiled (loop bounds, structural branches) happens now; a branch on a value
/// that is not becomes a selection between both outcomes.
/// </summary>
/// <param name="formula">The class whose methods run.</param>
/// <param name="property">A hyper-parameter's value.</param>
/// <param name="scope">Where tensors become nodes; null for a scalar formula.</param>
/// <param name="layer">What a partial method of a model gives: its name, its arguments, and where it is called.</param>
/// <param name="special">Calls with a meaning of their own in this kind of formula; it gives null for the others.</param>
internal sealed class FormulaTracer(
    FormulaClass formula,
    Func<HyperParameter, Traced> property,
    TraceScope? scope,
    Func<string, IReadOnlyList<Traced>, TraceScope, Traced>? layer = null,
    Func<string, IReadOnlyList<Traced>, Traced?>? special = null)
{
    /// <summary>Far more than a formula needs, far less than would stall an editor.</summary>
    private const int MaximumSteps = 100_000;

    private const int MaximumDepth = 100;

    private readonly Arithmetic _arithmetic = new(scope);
    private readonly Library _library = new(scope, new Arithmetic(scope));

    /// <summary>Whether this runs a derivative, which nothing differentiates: it may call the very method whose derivative it is.</summary>
    private bool _isDerivative;

    private int _steps;
    private int _depth;

    /// <summary>The method's result, null for one without, and its parameters and locals as it leaves them.</summary>
    public Traced? Run(string methodName, IReadOnlyList<Traced> arguments, out IReadOnlyDictionary<string, Traced> finalValues)
    {
        FormulaMethod method = Method(methodName);
        Traced? result = RunBody(method, arguments, out finalValues);
        return GivesDerivatives(method) ? WithDerivatives(method, arguments) : result;
    }

    private Traced? RunBody(FormulaMethod method, IReadOnlyList<Traced> arguments, out IReadOnlyDictionary<string, Traced> finalValues)
    {
        var variables = new Dictionary<string, Traced>();
        for (int i = 0; i < method.Parameters.Count; i++)
            variables[method.Parameters[i].Name] = arguments[i];
        Traced? result = Run(new Pending(method.Body, null), ref variables);
        finalValues = variables;
        if (result is null && method.Returns != FormulaType.Void)
            throw new TraceException($"{formula.Name}.{method.Name} ends without a value");
        return result;
    }

    /// <summary>What a scan's cell gives for one step.</summary>
    public Traced RunCell(TracedLambda cell, params IReadOnlyList<Traced> arguments)
    {
        var variables = new Dictionary<string, Traced>(cell.Variables);
        for (int i = 0; i < cell.Lambda.Parameters.Count; i++)
            variables[cell.Lambda.Parameters[i]] = arguments[i];
        return Run(new Pending(cell.Lambda.Body, null), ref variables) ?? throw new TraceException("a scan's cell ends without a value");
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
                        ?? throw new TraceException($"{formula.Name} has a loop whose end is not known when compiled; bound it by a number, an int property or a shape");
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
            case Property own:
                return property(formula.Properties.First(candidate => candidate.Name == own.Identifier));
            case Formulas.Unary { Operator: "-" } unary:
                return _arithmetic.Apply(UnaryOp.Negate, Evaluate(unary.Operand, variables));
            case Formulas.Unary { Operator: "!" } unary:
                return _arithmetic.Apply(UnaryOp.Not, Evaluate(unary.Operand, variables));
            case Formulas.Unary unary:
                return Evaluate(unary.Operand, variables);
            case Formulas.Binary { Place: > 0 } binary:
                return At(binary.Place, () => Evaluate(binary with { Place = 0 }, variables));
            case Call { Place: > 0 } call:
                return At(call.Place, () => Evaluate(call with { Place = 0 }, variables));
            case Formulas.Binary { Operator: "%" } binary:
                return Arithmetic.Remainder(Evaluate(binary.Left, variables), Evaluate(binary.Right, variables));
            case Formulas.Binary { Operator: "/", Type: FormulaType.Integer } binary:
                return Arithmetic.Quotient(Evaluate(binary.Left, variables), Evaluate(binary.Right, variables));
            case Formulas.Binary { Operator: "&&" or "||" } binary:
                return ShortCircuit(binary, variables);
            case Formulas.Binary binary:
                Traced left = Evaluate(binary.Left, variables), right = Evaluate(binary.Right, variables);
                return Provenance.Explained(
                    [binary.Left, binary.Right], [left, right], () => _arithmetic.Apply(Operator(binary.Operator), left, right));
            case Conditional choice:
                Traced condition = Evaluate(choice.Condition, variables);
                return Truth(condition) is bool known
                    ? Evaluate(known ? choice.WhenTrue : choice.WhenFalse, variables)
                    : _arithmetic.Select(condition, Evaluate(choice.WhenTrue, variables), Evaluate(choice.WhenFalse, variables));
            case Formulas.Convert convert:
                return Convert(convert.Type, Evaluate(convert.Operand, variables));
            case Call call when call.Target.StartsWith("this.", StringComparison.Ordinal):
                return CallOwn(call.Target.Substring(5), [.. call.Arguments.Select(argument => Evaluate(argument, variables))]);
            case Call call when call.Target.StartsWith("layer.", StringComparison.Ordinal):
                return layer!(call.Target.Substring(6), [.. call.Arguments.Select(argument => Evaluate(argument, variables))], scope!);
            case Call { Target: "Ops.Scan", Arguments.Count: 3 } call when scope is not null:
                return ScanTracer.Trace(
                    scope, Evaluate(call.Arguments[0], variables), Evaluate(call.Arguments[1], variables),
                    (inner, x, state) => new FormulaTracer(formula, property, inner, layer)
                        .RunCell((TracedLambda)Evaluate(call.Arguments[2], variables), x, state));
            case Formulas.Tuple tuple:
                return new TracedTuple(tuple.Elements.Select(element => Evaluate(element, variables)).ToEquatableArray());
            case Element element:
                return Evaluate(element.Whole, variables) is TracedTuple whole && element.Index < whole.Elements.Count
                    ? whole.Elements[element.Index]
                    : throw new TraceException("one value stands where several should");
            case Lambda lambda:
                return new TracedLambda(lambda, variables);
            case Call call:
                List<Traced> arguments = [.. call.Arguments.Select(argument => Evaluate(argument, variables))];
                return special?.Invoke(call.Target, arguments)
                    ?? Provenance.Explained(call.Arguments, arguments, () => _library.Call(call.Target, arguments));
            default:
                throw new TraceException($"no meaning for the term {term.GetType().Name}");
        }
    }

    /// <summary>What goes wrong inside is told at the operation's own place, unless one inside knew better.</summary>
    private static Traced At(int place, Func<Traced> evaluate)
    {
        try
        {
            return evaluate();
        }
        catch (Exception e) when (e is TraceException or ShapeException or OverflowException)
        {
            throw new PlacedException(place, Checks.Limits.Words(e));
        }
    }

    private Traced CallOwn(string name, IReadOnlyList<Traced> arguments)
    {
        // The front end refuses recursion; a text from elsewhere might not have met it.
        if (++_depth > MaximumDepth)
            throw new TraceException($"{formula.Name} calls and branches more than {MaximumDepth} levels deep");
        FormulaMethod method = Method(name);
        Traced result = GivesDerivatives(method)
            ? WithDerivatives(method, arguments)
            : RunBody(method, arguments, out _) ?? throw new TraceException($"{name} gives no value");
        _depth--;
        return result;
    }

    private FormulaMethod Method(string name) => formula.Methods.FirstOrDefault(method => method.Name == name)
        ?? throw new TraceException($"{formula.Name} has no method {name}");

    private bool GivesDerivatives(FormulaMethod method) => !_isDerivative && method.Derivatives.Count > 0;

    /// <summary>
    /// A function of numbers some of whose derivatives other methods give. By what they do not speak of, it is differentiated as it is composed.
    /// </summary>
    private Traced WithDerivatives(FormulaMethod method, IReadOnlyList<Traced> arguments)
    {
        List<TracedScalar> inputs = [.. arguments.Select((argument, index) => argument is TracedInteger integer
            ? new TracedScalar(new Number(integer.Value))
            : new TracedScalar(new Argument(index)))];
        Expr value = ScalarOf(method.Name, new FormulaTracer(formula, property, null) { _depth = _depth }.RunBody(method, inputs, out _));
        List<Expr> varied = [], partials = [];
        for (int i = 0; i < inputs.Count; i++)
        {
            DerivativeRule? rule = method.Derivatives.FirstOrDefault(candidate => candidate.Parameter == method.Parameters[i].Name);
            Expr? partial = rule is not null
                ? ScalarOf(rule.Method, new FormulaTracer(formula, property, null) { _isDerivative = true, _depth = _depth }.Run(rule.Method, inputs, out _))
                : inputs[i].Expr is Argument ? Derivative.By(i, value) : null;
            if (partial is null)
                continue;
            varied.Add(inputs[i].Expr);
            partials.Add(partial);
        }
        var body = new WithDerivative(value, varied, partials);
        return _arithmetic.Combine(arguments, operands => Substitution.Arguments(body, index => operands[index]));

        static Expr ScalarOf(string name, Traced? result) => result switch
        {
            TracedScalar scalar => scalar.Expr,
            TracedInteger integer => new Number(integer.Value),
            _ => throw new TraceException($"{name} gives no number"),
        };
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

    private Traced Named(Traced value, string name)
    {
        // In a model's own methods, and in its loss, the user's words name what the emitted code and the messages speak of.
        if (formula.Kind is FormulaKind.Model or FormulaKind.Loss && value is TracedNode { Node: { Primitive: not Given } node })
            node.Suggest(name);
        return value is TracedScalar { Expr: { Hint: null } expr } ? new TracedScalar(expr.Named(name)) : value;
    }

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
