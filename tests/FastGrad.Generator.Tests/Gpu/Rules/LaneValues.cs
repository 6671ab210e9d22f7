using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FastGrad.Generator.Tests.Gpu.Rules;

/// <summary>
/// What differs from lane to lane: <c>Group.IdxX</c> and what is computed of it, in locals and in what a method is handed anywhere. What is loaded
/// from memory is taken to be the same for all that load from one place, and what a method gives back for all that hand it the same.
/// </summary>
internal sealed class LaneValues
{
    private readonly Functions _functions;
    private readonly HashSet<ISymbol> _varying = new(SymbolEqualityComparer.Default);

    /// <param name="functions">Tell which methods a call is of.</param>
    /// <param name="among">Those whose locals and parameters are asked for; and all that call one of them.</param>
    public LaneValues(Functions functions, IEnumerable<Function> among)
    {
        _functions = functions;
        IOperation[] operations = [.. among.SelectMany(function => function.Operations)];
        int before;
        do
        {
            before = _varying.Count;
            foreach (IOperation operation in operations)
                _varying.UnionWith(Given(operation));
        }
        while (_varying.Count > before);
    }

    public bool Varies(IOperation? operation)
    {
        if (operation is null)
            return false;
        // A load: where from may differ, and so may what is there; but what lanes wait for together they read from one place.
        if (operation is IPropertyReferenceOperation
            {
                Property: { ContainingType.Name: "Group", Name: "IdxX" or "IdxY" or "IdxZ" or "IsFirstThread" } or
                { ContainingType.Name: "Warp", Name: "LaneIdx" or "IsFirstLane" }
            })
            return true;
        return Variable(operation) is ISymbol symbol && _varying.Contains(symbol) || operation.ChildOperations.Any(Varies);
    }

    /// <summary>The conditions on which it depends whether, and how often, an operation is reached, from the inside out.</summary>
    public static IEnumerable<IOperation> Conditions(IOperation operation)
    {
        for (IOperation inner = operation, outer = operation.Parent!; outer is not null; inner = outer, outer = outer.Parent!)
        {
            IOperation? condition = outer switch
            {
                IConditionalOperation conditional when conditional.Condition != inner => conditional.Condition,
                IForLoopOperation loop => loop.Condition,
                IWhileLoopOperation loop => loop.Condition,
                ISwitchOperation choice when choice.Value != inner => choice.Value,
                ISwitchExpressionOperation choice when choice.Value != inner => choice.Value,
                IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both
                    when both.RightOperand == inner => both.LeftOperand,
                _ => null,
            };
            if (condition is not null)
                yield return condition;
        }
    }

    /// <summary>Variables that an operation gives a value which differs from lane to lane, or gives it where only some lanes come.</summary>
    private IEnumerable<ISymbol> Given(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation { Initializer.Value: IOperation initial } declarator when Varies(initial):
                return [declarator.Symbol];
            case IAssignmentOperation assignment when Variable(assignment.Target) is ISymbol target
                && (Varies(assignment.Value) || Conditions(assignment).Any(Varies)):
                return [target];
            case IIncrementOrDecrementOperation step when Variable(step.Target) is ISymbol target && Conditions(step).Any(Varies):
                return [target];
            case IArgumentOperation { Parameter.Ordinal: int place, Parent: IOperation call } argument when Varies(argument.Value):
                return _functions.Targets(call).Where(target => place < target.Parameters.Length).Select(target => target.Parameters[place]);
            default:
                return [];
        }
    }

    private static ISymbol? Variable(IOperation? target) => target switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };
}
