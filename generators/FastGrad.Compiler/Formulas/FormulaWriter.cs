using System.Globalization;
using static FastGrad.Compiler.Formulas.SExpression;

namespace FastGrad.Compiler.Formulas;

/// <summary>A formula class as text, the form in which it travels in an assembly's metadata and in the generator's cache.</summary>
public static class FormulaWriter
{
    public static string Write(FormulaClass formula) => List(
        Atom("formula"),
        Atom(FormulaClass.FormatVersion.ToString(CultureInfo.InvariantCulture)),
        Atom(formula.Name),
        Atom(formula.FullName),
        Atom(formula.Kind.ToString()),
        List(formula.Properties.Select(Write)),
        List(formula.ConstructorParameters.Select(parameter => List(Atom(parameter.Name), Atom(parameter.Property)))),
        List(formula.Methods.Select(Write)),
        Optional(formula.Gain)).ToString();

    private static SExpression Write(HyperParameter property) => List(
        Atom(property.Name),
        Atom(property.Type.ToString()),
        Optional(property.Default),
        property.Range is ValueRange range
            ? List(Number(range.Minimum), Flag(range.MinimumIncluded), Number(range.Maximum), Flag(range.MaximumIncluded))
            : List(),
        Atom(property.Summary),
        Flag(property.IsStructural));

    private static SExpression Write(FormulaMethod method) => List(
        Atom(method.Name),
        Flag(method.IsFormula),
        Atom(method.Returns.ToString()),
        List(method.Parameters.Select(Write)),
        Write(method.Body),
        List(method.Derivatives.Select(rule => List(Atom(rule.Parameter), Atom(rule.Method)))));

    private static SExpression Write(FormulaParameter parameter) => List(
        Atom(parameter.Name),
        Atom(parameter.Type.ToString()),
        Atom(parameter.Role.ToString()),
        Optional(parameter.ShapeRule),
        Optional(parameter.Initializer),
        Optional(parameter.StoredName),
        Flag(parameter.NoDecay));

    private static SExpression Write(Statement? statement) => statement switch
    {
        null => List(),
        Block block => List([Atom("block"), .. block.Statements.Select(Write)]),
        Declare declare => List(Atom("let"), Atom(declare.Name), Write(declare.Value)),
        Assign assign => List(Atom("set"), Atom(assign.Name), Write(assign.Value)),
        If branch => List(Atom("if"), Write(branch.Condition), Write(branch.Then), Write(branch.Else)),
        Loop loop => List(Atom("loop"), Write(loop.Start), Write(loop.Condition), Write(loop.Step), Write(loop.Body)),
        Return { Value: null } => List(Atom("return")),
        Return { Value: Term value } => List(Atom("return"), Write(value)),
        _ => throw new ArgumentException($"no text for the statement {statement.GetType().Name}"),
    };

    private static SExpression Write(Term term) => term switch
    {
        Literal literal => List(Atom("is"), Atom(literal.Type.ToString()), Atom(literal.Text)),
        Name name => Atom(name.Identifier),
        Property property => List(Atom("my"), Atom(property.Identifier)),
        Unary unary => List(Atom("unary"), Atom(unary.Operator), Write(unary.Operand)),
        Binary binary => List(Atom("binary"), Atom(binary.Operator), Atom(binary.Type.ToString()), Place(binary.Place), Write(binary.Left), Write(binary.Right)),
        Conditional choice => List(Atom("choose"), Write(choice.Condition), Write(choice.WhenTrue), Write(choice.WhenFalse)),
        Convert convert => List(Atom("to"), Atom(convert.Type.ToString()), Write(convert.Operand)),
        Call call => List([Atom("call"), Atom(call.Target), Place(call.Place), .. call.Arguments.Select(Write)]),
        Tuple tuple => List([Atom("tuple"), .. tuple.Elements.Select(Write)]),
        Element element => List(Atom("element"), Place(element.Index), Write(element.Whole)),
        Lambda lambda => List(Atom("lambda"), List(lambda.Parameters.Select(Atom)), Write(lambda.Body)),
        _ => throw new ArgumentException($"no text for the term {term.GetType().Name}"),
    };

    private static SExpression Place(int index) => Atom(index.ToString(CultureInfo.InvariantCulture));

    private static SExpression Number(double value) => Atom(FormulaText.Number(value));

    private static SExpression Flag(bool value) => Atom(value ? "true" : "false");

    /// <summary>Nothing is an empty list, so that an empty word stays a word.</summary>
    private static SExpression Optional(string? text) => text is null ? List() : Atom(text);
}
