using FastGrad.Compiler;
using FastGrad.Compiler.Formulas;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>
/// Finds loops whose end depends on data, which can't be unrolled. Only where that is certain: the parameters of a formula are data, those of
/// a helper may be known where it is called, which the tracer sees.
/// </summary>
internal sealed class LoopBounds
{
    private readonly HashSet<string> _data;
    private readonly List<(Loop Loop, string Cause)> _open = [];

    private LoopBounds(HashSet<string> data) => _data = data;

    /// <summary>The loops, each with the variable or function that its end depends on.</summary>
    public static IReadOnlyList<(Loop Loop, string Cause)> Open(FormulaMethod method)
    {
        var bounds = new LoopBounds([.. method.Parameters
            .Where(parameter => method.IsFormula || parameter.Type == FormulaType.Tensor).Select(parameter => parameter.Name)]);
        bounds.Visit(method.Body, isCertain: true);
        return bounds._open;
    }

    /// <param name="isCertain">Outside of branches and loops: what is assigned there is what it is from then on.</param>
    private void Visit(Statement? statement, bool isCertain)
    {
        switch (statement)
        {
            case Block block:
                foreach (Statement inner in block.Statements)
                    Visit(inner, isCertain);
                break;
            case Declare declare:
                Assign(declare.Name, declare.Value, isCertain: true);
                break;
            case Assign assign:
                Assign(assign.Name, assign.Value, isCertain);
                break;
            case If branch:
                Visit(branch.Then, isCertain: false);
                Visit(branch.Else, isCertain: false);
                break;
            case Loop loop:
                Visit(loop.Start, isCertain);
                Visit(loop.Body, isCertain: false);
                Visit(loop.Step, isCertain: false);
                if (Data(loop.Condition) is string cause)
                    _open.Add((loop, cause));
                break;
        }
    }

    private void Assign(string name, Term value, bool isCertain)
    {
        if (Data(value) is not null)
            _data.Add(name);
        else if (isCertain)
            _data.Remove(name);
    }

    /// <summary>What in a term is not known when compiled; null where nothing is. A tensor's shape is known, whatever it holds.</summary>
    private string? Data(Term term) => term switch
    {
        Name name => _data.Contains(name.Identifier) ? name.Identifier : null,
        Unary unary => Data(unary.Operand),
        Binary binary => Data(binary.Left) ?? Data(binary.Right),
        Conditional choice => Data(choice.Condition) ?? Data(choice.WhenTrue) ?? Data(choice.WhenFalse),
        Compiler.Formulas.Convert convert => Data(convert.Operand),
        Call { Target: "Tensor.Shape" or "Tensor.Length" } => null,
        Call { Target: "Ops.BatchSize" } => "Ops.BatchSize",
        Call call => call.Arguments.Select(Data).FirstOrDefault(cause => cause is not null),
        Compiler.Formulas.Tuple tuple => tuple.Elements.Select(Data).FirstOrDefault(cause => cause is not null),
        Element element => Data(element.Whole),
        _ => null,
    };
}
