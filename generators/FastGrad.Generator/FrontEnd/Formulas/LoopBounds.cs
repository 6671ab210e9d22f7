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
        bounds.Visit(method.Body, isStraight: true);
        return bounds._open;
    }

    /// <param name="isStraight">Not within a loop: what is assigned here is what it is from then on.</param>
    private void Visit(Statement? statement, bool isStraight)
    {
        switch (statement)
        {
            case Block block:
                foreach (Statement inner in block.Statements)
                    Visit(inner, isStraight);
                break;
            case Declare declare:
                Assign(declare.Name, Data(declare.Value) is not null, isStraight: true);
                break;
            case Assign assign:
                Assign(assign.Name, Data(assign.Value) is not null, isStraight);
                break;
            case If branch:
                Visit(branch, isStraight);
                break;
            case Loop loop:
                Visit(loop.Start, isStraight);
                Visit(loop.Body, isStraight: false);
                Visit(loop.Step, isStraight: false);
                if (Data(loop.Condition) is string cause)
                    _open.Add((loop, cause));
                break;
        }
    }

    private void Visit(If branch, bool isStraight)
    {
        HashSet<string> before = [.. _data];
        Visit(branch.Then, isStraight);
        HashSet<string> whenTrue = [.. _data];
        Restore(before);
        Visit(branch.Else, isStraight);
        if (Data(branch.Condition) is null)
        {
            // One of the two runs, known when compiled: certain is what holds after either.
            _data.IntersectWith(whenTrue);
            return;
        }
        _data.UnionWith(whenTrue);
        // A choice by data is data, whatever it chooses from.
        _data.UnionWith(Assigned(branch.Then).Concat(Assigned(branch.Else)));
    }

    private static IEnumerable<string> Assigned(Statement? statement) => statement switch
    {
        Block block => block.Statements.SelectMany(Assigned),
        Assign assign => [assign.Name],
        If branch => Assigned(branch.Then).Concat(Assigned(branch.Else)),
        Loop loop => Assigned(loop.Body).Concat(Assigned(loop.Step)),
        _ => [],
    };

    private void Assign(string name, bool isData, bool isStraight)
    {
        if (isData)
            _data.Add(name);
        else if (isStraight)
            _data.Remove(name);
    }

    private void Restore(HashSet<string> data)
    {
        _data.Clear();
        _data.UnionWith(data);
    }

    /// <summary>What in a term is not known when compiled; null where nothing is. A tensor's shape is known, whatever it holds.</summary>
    private string? Data(Term term) => term switch
    {
        Name name => _data.Contains(name.Identifier) ? name.Identifier : null,
        Unary unary => Data(unary.Operand),
        // A setting on the left may keep the right from being asked at all.
        Binary { Operator: "&&" or "||", Left: Property or Unary { Operand: Property } } => null,
        Binary binary => Data(binary.Left) ?? Data(binary.Right),
        Conditional choice => Data(choice.Condition) ?? (Data(choice.WhenTrue) is not null ? Data(choice.WhenFalse) : null),
        Compiler.Formulas.Convert convert => Data(convert.Operand),
        Call { Target: "Tensor.Shape" or "Tensor.Length" } => null,
        Call { Target: "Ops.BatchSize" } => "Ops.BatchSize",
        Call call => call.Arguments.Select(Data).FirstOrDefault(cause => cause is not null),
        Compiler.Formulas.Tuple tuple => tuple.Elements.Select(Data).FirstOrDefault(cause => cause is not null),
        Element element => Data(element.Whole),
        _ => null,
    };
}
