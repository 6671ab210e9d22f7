using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Specs;

namespace FastGrad.Compiler.Checks;

/// <summary>
/// What is probably wrong with a formula by itself, in whatever model: parameters that it never reads (FG0037) and ones that exist to be
/// changed and never are (FG0039). The place of a problem is the number of the formula's parameter, from 1.
/// </summary>
public static class FormulaChecks
{
    public static IEnumerable<Problem> Run(FormulaClass formula)
    {
        var read = new HashSet<string>();
        var assigned = new HashSet<string>();
        Visit(formula.Formula.Body, read, assigned);
        for (int i = 0; i < formula.Formula.Parameters.Count; i++)
        {
            FormulaParameter parameter = formula.Formula.Parameters[i];
            if (!assigned.Contains(parameter.Name) && Unassigned(formula.Kind, parameter) is (string what, string instead))
                yield return Named.Problem("FG0039", i + 1, formula.Name, what, instead);
            else if (!read.Contains(parameter.Name) && Unread(formula, parameter) is (string unread, string advice))
                yield return Named.Problem("FG0037", i + 1, unread, advice);
        }
    }

    private static (string What, string Instead)? Unassigned(FormulaKind kind, FormulaParameter parameter) => parameter.Role switch
    {
        ParameterRole.Reference when kind == FormulaKind.Optimizer && parameter.Name == "weight" => ("its weight", "so nothing would learn; write 'weight -= ...'"),
        ParameterRole.Reference => ($"its slot '{parameter.Name}'", "which stays 0; assign it, or remove it"),
        ParameterRole.PerStep => ($"its number '{parameter.Name}'", "which stays as it starts; assign it, or remove it"),
        ParameterRole.Buffer => ($"its buffer '{parameter.Name}'", "which stays as it starts; assign it, or write the number itself"),
        ParameterRole.Carried => ($"its state '{parameter.Name}'", "which stays as it starts, so nothing is carried from call to call; assign it, or remove it"),
        ParameterRole.Weight => ($"its weight '{parameter.Name}'", "so every example would count nothing; assign it, or remove it"),
        _ => null,
    };

    private static (string What, string Instead)? Unread(FormulaClass formula, FormulaParameter parameter) => (formula.Kind, parameter.Role) switch
    {
        (FormulaKind.Activation or FormulaKind.Layer, ParameterRole.Value) =>
            ($"[{formula.Name}] never uses its input '{parameter.Name}'", $"compute with '{parameter.Name}'"),
        (_, ParameterRole.Trained) => ($"[{formula.Name}] never uses its parameter '{parameter.Name}'", "use it, or remove it: it would take memory and never learn"),
        (_, ParameterRole.Carried) =>
            ($"[{formula.Name}] never reads its state '{parameter.Name}'", "read what the call before left there, or make it a local"),
        (FormulaKind.Optimizer, ParameterRole.Value) when parameter.Name == "gradient" =>
            ($"[{formula.Name}] never uses the gradient", "without it nothing is learned of the data"),
        _ => null,
    };

    /// <summary>A name that a local of the same name hides does not occur: C# forbids it.</summary>
    private static void Visit(Statement? statement, HashSet<string> read, HashSet<string> assigned)
    {
        switch (statement)
        {
            case Block block:
                foreach (Statement inner in block.Statements)
                    Visit(inner, read, assigned);
                break;
            case Declare declare:
                Visit(declare.Value, read);
                break;
            case Assign assign:
                assigned.Add(assign.Name);
                Visit(assign.Value, read);
                break;
            case If branch:
                Visit(branch.Condition, read);
                Visit(branch.Then, read, assigned);
                Visit(branch.Else, read, assigned);
                break;
            case Loop loop:
                Visit(loop.Start, read, assigned);
                Visit(loop.Condition, read);
                Visit(loop.Step, read, assigned);
                Visit(loop.Body, read, assigned);
                break;
            case Return { Value: Term value }:
                Visit(value, read);
                break;
        }
    }

    private static void Visit(Term term, HashSet<string> read)
    {
        if (term is Name name)
            read.Add(name.Identifier);
        if (term is Lambda lambda)
            Visit(lambda.Body, read, []);
        foreach (Term part in Parts(term))
            Visit(part, read);
    }

    private static IEnumerable<Term> Parts(Term term) => term switch
    {
        Unary unary => [unary.Operand],
        Binary binary => [binary.Left, binary.Right],
        Conditional choice => [choice.Condition, choice.WhenTrue, choice.WhenFalse],
        Formulas.Convert convert => [convert.Operand],
        Call call => call.Arguments,
        Formulas.Tuple tuple => tuple.Elements,
        Element element => [element.Whole],
        _ => [],
    };
}
