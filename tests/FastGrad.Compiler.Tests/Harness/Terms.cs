using FastGrad.Compiler.Formulas;

namespace FastGrad.Compiler.Tests.Harness;

/// <summary>Short words for formula trees, as the front end would bind them.</summary>
internal static class Terms
{
    public static Term Name(string name) => new Name(name);

    public static Term My(string property) => new Property(property);

    public static Term Real(double value) => new Literal(FormulaType.Double, FormulaText.Number(value));

    public static Term Whole(long value) => new Literal(FormulaType.Integer, FormulaText.Number(value));

    public static Term Bool(bool value) => new Literal(FormulaType.Boolean, value ? "true" : "false");

    public static Term Do(Term left, string op, Term right, FormulaType type = FormulaType.Double) => new Binary(op, left, right, type);

    public static Term Compare(Term left, string op, Term right) => new Binary(op, left, right, FormulaType.Boolean);

    public static Term Minus(Term operand) => new Unary("-", operand);

    public static Term Choose(Term condition, Term whenTrue, Term whenFalse) => new Conditional(condition, whenTrue, whenFalse);

    public static Term Call(string target, params Term[] arguments) => new Call(target, new EquatableArray<Term>(arguments));

    /// <summary><c>(step, last) => { … }</c></summary>
    public static Term Cell(params Statement[] body) =>
        new Lambda(new EquatableArray<string>(["step", "last"]), new Block(new EquatableArray<Statement>(body)));

    public static Statement Let(string name, Term value) => new Declare(name, value);

    public static Statement Set(string name, Term value) => new Assign(name, value);

    public static Statement Return(Term value) => new Return(value);

    public static Statement If(Term condition, Statement then, Statement? otherwise = null) => new If(condition, then, otherwise);

    public static Statement Many(params Statement[] statements) => new Block(new EquatableArray<Statement>(statements));

    /// <summary><c>for (int name = from; name &lt; to; name++)</c></summary>
    public static Statement For(string name, long from, Term to, params Statement[] body) => new Loop(
        Let(name, Whole(from)), Compare(Name(name), "<", to), Set(name, Do(Name(name), "+", Whole(1), FormulaType.Integer)), Many(body));

    public static FormulaParameter Value(string name, FormulaType type = FormulaType.Double) => new(name, type, ParameterRole.Value);

    public static FormulaParameter Trained(string name, FormulaType type, string? rule = null, string initializer = "new global::FastGrad.ZerosAttribute()") =>
        new(name, type, ParameterRole.Trained, rule, initializer);

    public static FormulaMethod Method(string name, FormulaType returns, IEnumerable<FormulaParameter> parameters, params Statement[] body) =>
        new(name, true, returns, parameters.ToEquatableArray(), new Block(new EquatableArray<Statement>(body)));

    public static FormulaMethod Helper(string name, FormulaType returns, IEnumerable<FormulaParameter> parameters, params Statement[] body) =>
        Method(name, returns, parameters, body) with { IsFormula = false };

    public static FormulaClass Class(string name, FormulaKind kind, FormulaMethod formula, params HyperParameter[] properties) => new(
        name,
        $"global::FastGrad.{name}Attribute",
        kind,
        new EquatableArray<HyperParameter>(properties),
        EquatableArray<ConstructorParameter>.Empty,
        new EquatableArray<FormulaMethod>([formula]));

    public static FormulaClass With(this FormulaClass formula, params FormulaMethod[] helpers) =>
        formula with { Methods = formula.Methods.Concat(helpers).ToEquatableArray() };
}
