using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FastGrad.Generator.Tests.Gpu.Rules;

/// <summary>
/// All lanes of a group come to the same barriers. What differs from lane to lane is <c>Group.IdxX</c> and what is computed of it; what is
/// loaded from memory is taken to be the same for all, and what a method is handed as well.
/// </summary>
internal static class BarrierRules
{
    public static void Check(Function function, Functions functions, Action<Violation> report)
    {
        IOperation[] barriers = [.. function.Operations.Where(functions.HasBarrier)];
        if (barriers.Length == 0)
            return;
        HashSet<ISymbol> varying = Varying(function);
        foreach (IOperation barrier in barriers)
        {
            if (Conditions(barrier).Any(condition => Varies(condition, varying)))
                report(new Violation(Rule.UniformBarriers, function.Name, barrier.Syntax.ToString()));
        }
        foreach (IReturnOperation leave in function.Operations.OfType<IReturnOperation>().Where(leave => leave.Kind == OperationKind.Return && !IsLast(leave)))
            report(new Violation(Rule.NoReturnBeforeBarrier, function.Name, leave.Syntax.ToString()));
        foreach (IBranchOperation leave in function.Operations.OfType<IBranchOperation>())
        {
            if (Loop(leave) is IOperation loop && barriers.Any(barrier => loop.Syntax.Span.Contains(barrier.Syntax.Span))
                && Conditions(leave).TakeWhile(condition => loop.Syntax.Span.Contains(condition.Syntax.Span)).Any(condition => Varies(condition, varying)))
                report(new Violation(Rule.UniformBarriers, function.Name, leave.Syntax.ToString()));
        }
    }

    /// <summary>The conditions on which it depends whether, and how often, an operation is reached, from the inside out.</summary>
    private static IEnumerable<IOperation> Conditions(IOperation operation)
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
                IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both when both.RightOperand == inner => both.LeftOperand,
                _ => null,
            };
            if (condition is not null)
                yield return condition;
        }
    }

    /// <summary>Locals that get a value which differs from lane to lane, or get it where only some lanes come.</summary>
    private static HashSet<ISymbol> Varying(Function function)
    {
        var varying = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        int before;
        do
        {
            before = varying.Count;
            foreach (IOperation operation in function.Operations)
            {
                (IOperation? target, IOperation? value, ISymbol? local) = operation switch
                {
                    IAssignmentOperation assignment => (assignment.Target, assignment.Value, null),
                    IIncrementOrDecrementOperation step => (step.Target, null, null),
                    IVariableDeclaratorOperation { Initializer.Value: IOperation initial } declarator => ((IOperation?)null, initial, (ISymbol?)declarator.Symbol),
                    _ => (null, null, null),
                };
                local ??= Variable(target);
                if (local is not null && (Varies(value, varying) || target is not null && Conditions(operation).Any(condition => Varies(condition, varying))))
                    varying.Add(local);
            }
        }
        while (varying.Count > before);
        return varying;
    }

    private static ISymbol? Variable(IOperation? target) => target switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    private static bool Varies(IOperation? operation, HashSet<ISymbol> varying)
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
        return Variable(operation) is ISymbol symbol && varying.Contains(symbol) || operation.ChildOperations.Any(child => Varies(child, varying));
    }

    /// <summary>Whether nothing of the method follows it.</summary>
    private static bool IsLast(IReturnOperation leave)
    {
        if (leave.IsImplicit || leave.Parent is not IBlockOperation block)
            return leave.IsImplicit || leave.Parent is null;
        return block.Parent is null or IMethodBodyBaseOperation && block.Operations.Last() == leave;
    }

    private static IOperation? Loop(IBranchOperation leave)
    {
        for (IOperation? outer = leave.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is ILoopOperation)
                return outer;
            if (outer is ISwitchOperation && leave.BranchKind == BranchKind.Break)
                return null;
        }
        return null;
    }
}
