using FastGrad.Compiler;
using FastGrad.Compiler.Formulas;

namespace FastGrad.Generator.Tests.Harness;

/// <summary>A bound formula in a short notation, written as one would write the formula oneself.</summary>
internal static class FormulaShown
{
    public static string Of(FormulaMethod method) => string.Join("\n", method.Body.Statements.SelectMany(statement => Lines(statement, "")));

    public static string Of(Term term) => term switch
    {
        Literal literal => literal.Type == FormulaType.Double ? literal.Text + "d" : literal.Text,
        Name name => name.Identifier,
        Property property => "my." + property.Identifier,
        Unary unary => unary.Operator + Inner(unary.Operand),
        Binary binary => $"{Inner(binary.Left)} {binary.Operator} {Inner(binary.Right)}",
        Conditional choice => $"{Inner(choice.Condition)} ? {Inner(choice.WhenTrue)} : {Inner(choice.WhenFalse)}",
        Compiler.Formulas.Convert convert => $"to{convert.Type}({Of(convert.Operand)})",
        Call call => $"{call.Target}({string.Join(", ", call.Arguments.Select(Of))})",
        Compiler.Formulas.Tuple tuple => $"({string.Join(", ", tuple.Elements.Select(Of))})",
        Element element => $"{Inner(element.Whole)}.{element.Index}",
        Lambda lambda => $"({string.Join(", ", lambda.Parameters)}) => {{ {string.Join("; ", lambda.Body.Statements.SelectMany(statement => Lines(statement, "")))} }}",
        _ => throw new NotSupportedException(term.GetType().Name),
    };

    /// <summary>Every operator and call target with its place, inner ones first.</summary>
    public static IEnumerable<(string Operation, int Place)> Places(object? node) => node switch
    {
        Block block => block.Statements.SelectMany(Places),
        Declare declare => Places(declare.Value),
        Assign assign => Places(assign.Value),
        If branch => [.. Places(branch.Condition), .. Places(branch.Then), .. Places(branch.Else)],
        Loop loop => [.. Places(loop.Start), .. Places(loop.Condition), .. Places(loop.Step), .. Places(loop.Body)],
        Return result => Places(result.Value),
        Unary unary => Places(unary.Operand),
        Binary binary => [.. Places(binary.Left), .. Places(binary.Right), (binary.Operator, binary.Place)],
        Conditional choice => [.. Places(choice.Condition), .. Places(choice.WhenTrue), .. Places(choice.WhenFalse)],
        Compiler.Formulas.Convert convert => Places(convert.Operand),
        Call call => [.. call.Arguments.SelectMany(Places), (call.Target, call.Place)],
        Compiler.Formulas.Tuple tuple => tuple.Elements.SelectMany(Places),
        Element element => Places(element.Whole),
        Lambda lambda => Places(lambda.Body),
        _ => [],
    };

    private static string Inner(Term term) => term is Binary or Conditional or Lambda ? $"({Of(term)})" : Of(term);

    private static IEnumerable<string> Lines(Statement? statement, string indent) => statement switch
    {
        null => [],
        Block block => [indent + "{", .. block.Statements.SelectMany(inner => Lines(inner, indent + "  ")), indent + "}"],
        Declare declare => [$"{indent}let {declare.Name} {Of(declare.Value)}"],
        Assign assign => [$"{indent}set {assign.Name} {Of(assign.Value)}"],
        If branch =>
        [
            $"{indent}if {Of(branch.Condition)}", .. Braced(branch.Then, indent),
            .. branch.Else is null ? [] : (IEnumerable<string>)[indent + "else", .. Braced(branch.Else, indent)],
        ],
        Loop loop => [$"{indent}loop {One(loop.Start)}; {Of(loop.Condition)}; {One(loop.Step)}", .. Braced(loop.Body, indent)],
        Return result => [$"{indent}return {(result.Value is null ? "" : Of(result.Value))}"],
        _ => throw new NotSupportedException(statement.GetType().Name),
    };

    private static IEnumerable<string> Braced(Statement statement, string indent) =>
        Lines(statement is Block ? statement : new Block(new EquatableArray<Statement>([statement])), indent);

    private static string One(Statement? statement) => string.Join(", ", Lines(statement, ""));
}
