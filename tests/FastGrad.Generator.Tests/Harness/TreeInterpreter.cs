using System.Globalization;
using FastGrad.Compiler.Formulas;

namespace FastGrad.Generator.Tests.Harness;

/// <summary>
/// Runs a bound tree on numbers, as C# would have run the source. It shares no code with the compiler's tracer, and says whether
/// the front end understood the formula, whatever is made of it later.
/// </summary>
internal sealed class TreeInterpreter(FormulaClass formula, IReadOnlyDictionary<string, object> properties)
{
    public object? Run(string method, params object[] arguments)
    {
        FormulaMethod called = formula.Methods.Single(candidate => candidate.Name == method);
        var variables = new Dictionary<string, object>();
        for (int i = 0; i < called.Parameters.Count; i++)
            variables.Add(called.Parameters[i].Name, arguments[i]);
        Execute(called.Body, variables, out object? result);
        return result;
    }

    /// <summary>True when a return was met.</summary>
    private bool Execute(Statement? statement, Dictionary<string, object> variables, out object? result)
    {
        result = null;
        switch (statement)
        {
            case null:
                return false;
            case Block block:
                foreach (Statement inner in block.Statements)
                {
                    if (Execute(inner, variables, out result))
                        return true;
                }
                return false;
            case Declare declare:
                variables[declare.Name] = Value(declare.Value, variables);
                return false;
            case Assign assign:
                Assert.True(variables.ContainsKey(assign.Name), $"{assign.Name} is assigned but not declared");
                variables[assign.Name] = Value(assign.Value, variables);
                return false;
            case If branch:
                return Execute((bool)Value(branch.Condition, variables) ? branch.Then : branch.Else, variables, out result);
            case Loop loop:
                Execute(loop.Start, variables, out _);
                while ((bool)Value(loop.Condition, variables))
                {
                    if (Execute(loop.Body, variables, out result))
                        return true;
                    Execute(loop.Step, variables, out _);
                }
                return false;
            case Return ret:
                result = ret.Value is null ? null : Value(ret.Value, variables);
                return true;
            default:
                throw new NotSupportedException(statement.GetType().Name);
        }
    }

    private object Value(Term term, Dictionary<string, object> variables) => term switch
    {
        Literal { Type: FormulaType.Boolean } literal => literal.Text == "true",
        Literal { Type: FormulaType.Integer } literal => long.Parse(literal.Text, CultureInfo.InvariantCulture),
        Literal literal => FormulaText.ParseNumber(literal.Text),
        Name name => variables[name.Identifier],
        Property property => properties[property.Identifier],
        Unary { Operator: "!" } not => !(bool)Value(not.Operand, variables),
        Unary { Operator: "-" } minus =>
            Value(minus.Operand, variables) is long whole ? (object)-whole : -(double)Value(minus.Operand, variables),
        Binary { Operator: "&&" } and => (bool)Value(and.Left, variables) && (bool)Value(and.Right, variables),
        Binary { Operator: "||" } or => (bool)Value(or.Left, variables) || (bool)Value(or.Right, variables),
        Binary binary => Apply(binary, Value(binary.Left, variables), Value(binary.Right, variables)),
        Conditional choice => Value((bool)Value(choice.Condition, variables) ? choice.WhenTrue : choice.WhenFalse, variables),
        Compiler.Formulas.Convert { Type: FormulaType.Double } convert =>
            System.Convert.ToDouble(Value(convert.Operand, variables), CultureInfo.InvariantCulture),
        Compiler.Formulas.Convert { Type: FormulaType.Integer } convert => (long)(double)Value(convert.Operand, variables),
        Call call when call.Target.StartsWith("this.", StringComparison.Ordinal) =>
            Run(call.Target["this.".Length..], [.. call.Arguments.Select(argument => Value(argument, variables))])!,
        Call call => Library(call.Target, [.. call.Arguments.Select(argument => Value(argument, variables))]),
        _ => throw new NotSupportedException(term.GetType().Name),
    };

    private static object Apply(Binary binary, object left, object right)
    {
        object result = (left, right) switch
        {
            (bool a, bool b) =>
                binary.Operator switch
                {
                    "&" =>
                a & b,
                    "|" => a | b,
                    "==" => a == b,
                    "!=" => a != b,
                    _ => throw new NotSupportedException(binary.Operator)
                },
            (long a, long b) => binary.Operator switch
            {
                "+" => a + b,
                "-" => a - b,
                "*" => a * b,
                "/" => a / b,
                "%" => a % b,
                _ => Compare(binary.Operator, a, b),
            },
            // A long beside a double would mean that a conversion was lost.
            (double a, double b) => binary.Operator switch
            {
                "+" => a + b,
                "-" => a - b,
                "*" => a * b,
                "/" => a / b,
                _ => Compare(binary.Operator, a, b),
            },
            _ => throw new NotSupportedException($"{left.GetType()} {binary.Operator} {right.GetType()}"),
        };
        Assert.Equal(binary.Type, result switch { bool => FormulaType.Boolean, long => FormulaType.Integer, _ => FormulaType.Double });
        return result;
    }

    private static bool Compare<T>(string op, T a, T b) where T : System.Numerics.IComparisonOperators<T, T, bool> => op switch
    {
        "<" => a < b,
        "<=" => a <= b,
        ">" => a > b,
        ">=" => a >= b,
        "==" => a == b,
        "!=" => a != b,
        _ => throw new NotSupportedException(op),
    };

    private static object Library(string target, object[] arguments) => (target, arguments) switch
    {
        // Boxed, or the whole switch would be of type double.
        ("Math.Max", [long a, long b]) => (object)Math.Max(a, b),
        ("Math.Min", [long a, long b]) => (object)Math.Min(a, b),
        ("Math.Max", [double a, double b]) => Math.Max(a, b),
        ("Math.Min", [double a, double b]) => Math.Min(a, b),
        ("Math.Pow", [double a, double b]) => Math.Pow(a, b),
        ("Math.Exp", [double a]) => Math.Exp(a),
        ("Math.Log", [double a]) => Math.Log(a),
        ("Math.Abs", [double a]) => Math.Abs(a),
        ("Math.Sqrt", [double a]) => Math.Sqrt(a),
        ("Math.Tanh", [double a]) => Math.Tanh(a),
        ("Math.Sin", [double a]) => Math.Sin(a),
        ("Math.Cos", [double a]) => Math.Cos(a),
        ("Math.Floor", [double a]) => Math.Floor(a),
        ("Math.Clamp", [double a, double b, double c]) => Math.Clamp(a, b, c),
        ("double.ExpM1", [double a]) => double.ExpM1(a),
        ("double.LogP1", [double a]) => double.LogP1(a),
        ("Ops.Sigmoid", [double a]) => Ops.Sigmoid(a),
        ("Ops.Softplus", [double a]) => Ops.Softplus(a),
        ("Ops.Erf", [double a]) => Ops.Erf(a),
        ("Ops.Expm1", [double a]) => Ops.Expm1(a),
        ("Ops.Log1p", [double a]) => Ops.Log1p(a),
        _ => throw new NotSupportedException(target),
    };
}
