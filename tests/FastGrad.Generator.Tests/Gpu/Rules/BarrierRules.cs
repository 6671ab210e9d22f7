using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FastGrad.Generator.Tests.Gpu.Rules;

/// <summary>All lanes of a group come to the same barriers.</summary>
internal static class BarrierRules
{
    public static void Check(Functions functions, Action<Violation> report)
    {
        (Function Function, IOperation[] Barriers)[] waiting =
        [
            .. functions.All
                .Select(function => (Function: function, Barriers: function.Operations.Where(functions.HasBarrier).ToArray()))
                .Where(one => one.Barriers.Length > 0),
        ];
        LaneValues values = new(functions, waiting.Select(one => one.Function));
        foreach ((Function function, IOperation[] barriers) in waiting)
            Check(function, barriers, values, report);
    }

    private static void Check(Function function, IOperation[] barriers, LaneValues values, Action<Violation> report)
    {
        foreach (IOperation barrier in barriers)
        {
            if (LaneValues.Conditions(barrier).Any(values.Varies))
                report(new Violation(Rule.UniformBarriers, function.Name, barrier.Syntax.ToString()));
        }
        foreach (IReturnOperation leave in function.Operations.OfType<IReturnOperation>().Where(leave => leave.Kind == OperationKind.Return && !IsLast(leave)))
            report(new Violation(Rule.NoReturnBeforeBarrier, function.Name, leave.Syntax.ToString()));
        foreach (IBranchOperation leave in function.Operations.OfType<IBranchOperation>())
        {
            if (Loop(leave) is IOperation loop && barriers.Any(barrier => loop.Syntax.Span.Contains(barrier.Syntax.Span))
                && LaneValues.Conditions(leave).TakeWhile(condition => loop.Syntax.Span.Contains(condition.Syntax.Span)).Any(values.Varies))
                report(new Violation(Rule.UniformBarriers, function.Name, leave.Syntax.ToString()));
        }
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
