using FastGrad.Compiler;
using FastGrad.Compiler.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>The statements of one method. Compound assignments and increments are written out, so that the compiler knows one
/// assignment.</summary>
/// <param name="cell">The lambda whose statements these are; null for the method's own.</param>
internal sealed class MethodBinder(ClassScope scope, IMethodSymbol method, LocalNames locals, IMethodSymbol? cell = null)
{
    public MethodBinder(ClassScope scope, IMethodSymbol method) : this(scope, method, new LocalNames(method)) { }

    /// <summary>Where the conditions of the loops stand.</summary>
    private readonly List<(Loop Loop, SyntaxNode Condition)> _loops = [];

    /// <summary>A mistake where a loop's end is not known when compiled.</summary>
    public void CheckLoops(FormulaMethod bound)
    {
        if (_loops.Count == 0)
            return;
        foreach ((Loop loop, string cause) in LoopBounds.Open(bound))
        {
            // The very loop: another may say the same and mean a variable that is known there. None was met in a lambda.
            foreach ((Loop _, SyntaxNode condition) in _loops.Where(entry => ReferenceEquals(entry.Loop, loop)))
                scope.Report(condition, method, Advice.OpenLoop(cause));
        }
    }

    public Block Bind(IOperation? body)
    {
        if (body is null)
        {
            scope.Findings.FailSilently();
            return new Block(default);
        }
        return Statement(body) as Block ?? new Block(default);
    }

    private Statement Statement(IOperation operation)
    {
        scope.Cancellation.ThrowIfCancellationRequested();
        switch (operation)
        {
            case IBlockOperation block:
                return new Block(block.Operations.SelectMany(Flatten).ToEquatableArray());
            case IVariableDeclarationGroupOperation or IExpressionStatementOperation:
                return One(Flatten(operation));
            case IReturnOperation { Kind: OperationKind.Return } result:
                return new Return(result.ReturnedValue is null ? null : Term(result.ReturnedValue));
            case IConditionalOperation choice:
                Statement? otherwise = choice.WhenFalse is null ? null : Statement(choice.WhenFalse);
                return new If(Term(choice.Condition), Statement(choice.WhenTrue), otherwise);
            case IForLoopOperation loop:
                return For(loop);
            case IWhileLoopOperation { ConditionIsTop: true, Condition: not null } loop:
                return Remember(new Loop(null, Term(loop.Condition), null, Statement(loop.Body)), loop.Condition);
            case IEmptyOperation:
                return new Block(default);
            default:
                Unsupported(operation);
                return new Block(default);
        }
    }

    /// <summary>One C# statement may be several of ours (<c>double a = 1, b = 2;</c>) or none (a const).</summary>
    private IEnumerable<Statement> Flatten(IOperation operation) => operation switch
    {
        IVariableDeclarationGroupOperation group =>
            group.Declarations.SelectMany(declaration => declaration.Declarators).SelectMany(Declaration),
        IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { IsRef: false } assignment } =>
            Assignment(assignment.Target, _ => Term(assignment.Value)),
        IExpressionStatementOperation { Operation: ICompoundAssignmentOperation compound } => Compound(compound),
        IExpressionStatementOperation { Operation: IIncrementOrDecrementOperation step } => Assignment(step.Target, target =>
            new Binary(
                step.Kind == OperationKind.Increment ? "+" : "-",
                target,
                new Literal(FormulaTypes.Of(step.Target.Type) ?? FormulaType.Integer, "1"),
                FormulaTypes.Of(step.Target.Type) ?? FormulaType.Integer,
                scope.Place(step))),
        IExpressionStatementOperation { Operation: IDeconstructionAssignmentOperation split } => Deconstruction(split),
        IExpressionStatementOperation { Operation: IInvocationOperation call } => Dropped(call),
        IExpressionStatementOperation other => Fail(other.Operation),
        // The compiler adds a return to an expression body; void ones get none.
        IReturnOperation { ReturnedValue: null, IsImplicit: true } => [],
        _ => [Statement(operation)],
    };

    private IEnumerable<Statement> Declaration(IVariableDeclaratorOperation declarator)
    {
        ILocalSymbol local = declarator.Symbol;
        IOperation? value = declarator.GetVariableInitializer()?.Value;
        if (local.IsConst)
            return [];
        int before = scope.Findings.Diagnostics.Count;
        Term? bound = value is null ? null : Term(value);
        FormulaType? type = FormulaTypes.Of(local.Type);
        string shown = local.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        if (local.RefKind != RefKind.None)
            Unsupported(declarator, "a ref local", "name the parameter itself");
        else if (type is null && scope.Findings.Diagnostics.Count == before)
            Unsupported(declarator, $"a local of type {shown}", "declare it double, int, bool, Tensor, Shape or a tuple of them");
        else if (bound is null && !FormulaTypes.IsScalar(type))
            Unsupported(declarator, $"a {shown} without a value", "give it one where it is declared");
        string name = locals.Declare(local);
        return [new Declare(name, bound ?? new Literal(type ?? FormulaType.Double, FormulaTypes.Zero(type ?? FormulaType.Double)))];
    }

    private IEnumerable<Statement> Compound(ICompoundAssignmentOperation compound)
    {
        if (Operators.Binary(compound.OperatorKind, compound.OperatorMethod, compound.Target.Type, compound.Value.Type) is not string text)
        {
            Unsupported(compound, $"the operator of '{compound.Syntax}'", "use += -= *= /= %= on numbers, and += -= *= /= on tensors");
            return [];
        }
        return Assignment(compound.Target, target =>
        {
            Term value = Term(compound.Value);
            return new Binary(text, target, value, FormulaTypes.Of(compound.Type) ?? FormulaType.Double, scope.Place(compound));
        });
    }

    /// <summary><c>(Tensor a, Tensor b) = Helper(x);</c> The right side is evaluated once, and whole before anything is assigned.</summary>
    private IEnumerable<Statement> Deconstruction(IDeconstructionAssignmentOperation split)
    {
        if (FormulaTypes.Of(split.Value.Type) != FormulaType.Tuple || Targets(split.Target) is not ITupleOperation targets)
            return Fail(split);
        string whole = locals.Fresh("parts");
        return [new Declare(whole, Term(split.Value)), .. Parts(targets, new Name(whole), split.Value.Type!)];
    }

    private IEnumerable<Statement> Parts(ITupleOperation targets, Term whole, ITypeSymbol type)
    {
        ITypeSymbol[] types = [.. ((INamedTypeSymbol)type).TupleElements.Select(element => element.Type)];
        return targets.Elements.SelectMany((target, index) => Part(target, new Element(whole, index), types[index])).ToArray();
    }

    private IEnumerable<Statement> Part(IOperation target, Element value, ITypeSymbol type)
    {
        if (Targets(target) is ITupleOperation inner && FormulaTypes.Of(type) == FormulaType.Tuple)
            return Parts(inner, value, type);
        FormulaType? wanted = FormulaTypes.Of(target.Type);
        Term part = wanted is FormulaType other && other != FormulaTypes.Of(type) ? new Compiler.Formulas.Convert(other, value) : value;
        return target switch
        {
            IDiscardOperation => [],
            IDeclarationExpressionOperation { Expression: ILocalReferenceOperation local } => [new Declare(locals.Declare(local.Local), part)],
            ILocalReferenceOperation { IsDeclaration: true } local => [new Declare(locals.Declare(local.Local), part)],
            _ => Assignment(target, _ => part),
        };
    }

    private static IOperation Targets(IOperation target) => target is IDeclarationExpressionOperation { Expression: ITupleOperation tuple } ? tuple : target;

    private IEnumerable<Statement> Assignment(IOperation target, Func<Name, Term> value)
    {
        switch (target)
        {
            case ILocalReferenceOperation { IsDeclaration: false } local when IsOutside(local.Local):
                return Captured(target, local.Local);
            case IParameterReferenceOperation parameter when IsOutside(parameter.Parameter):
                return Captured(target, parameter.Parameter);
            case ILocalReferenceOperation { IsDeclaration: false } local:
                var name = new Name(locals[local.Local]);
                return [new Assign(name.Identifier, value(name))];
            case IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol owner } parameter
                when SymbolEqualityComparer.Default.Equals(owner, method):
                var own = new Name(parameter.Parameter.Name);
                return [new Assign(own.Identifier, value(own))];
            case IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } } given:
                var renamed = new Name(locals[given.Parameter]);
                return [new Assign(renamed.Identifier, value(renamed))];
            case IInvalidOperation:
                scope.Findings.FailSilently();
                return [];
            case IPropertyReferenceOperation { Property.IsIndexer: true }:
                Unsupported(target, "an assignment to an element", "compute the whole tensor with operators and Ops");
                return [];
            default:
                Unsupported(target, $"an assignment to '{target.Syntax}'",
                    "assign locals and ref parameters only; what is kept is one, an optimizer's 'ref double', a layer's [Buffer] or [State]");
                return [];
        }
    }

    private bool IsOutside(ISymbol variable) => cell is not null && !SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, cell);

    private IEnumerable<Statement> Captured(IOperation target, ISymbol variable)
    {
        Unsupported(target, $"an assignment to '{variable.Name}' from inside a cell",
            "make it a part of the state that the cell returns; a cell only reads what is around it");
        return [];
    }

    private Statement For(IForLoopOperation loop)
    {
        Statement[] before = [.. loop.Before.SelectMany(Flatten)];
        if (loop.Condition is null)
            scope.Report(loop.Syntax, method, Advice.LoopWithoutCondition);
        var bound = new Loop(
            before.Length == 1 ? before[0] : null,
            loop.Condition is null ? new Literal(FormulaType.Boolean, "false") : Term(loop.Condition),
            loop.AtLoopBottom.IsEmpty ? null : One(loop.AtLoopBottom.SelectMany(Flatten)),
            Statement(loop.Body));
        if (loop.Condition is not null)
            Remember(bound, loop.Condition);
        // Several starts stand before the loop, where any reader of the tree sees their names.
        return before.Length > 1 ? new Block(new EquatableArray<Statement>([.. before, bound])) : bound;
    }

    private Loop Remember(Loop loop, IOperation condition)
    {
        _loops.Add((loop, condition.Syntax));
        return loop;
    }

    private IEnumerable<Statement> Dropped(IInvocationOperation call)
    {
        if (call.TargetMethod.ReturnsVoid)
            Unsupported(call, $"a call of '{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}'", "a formula only computes; remove it");
        else
            Unsupported(call, $"a call of '{call.TargetMethod.Name}' whose result is dropped", "assign the result, or remove the call");
        return [];
    }

    private IEnumerable<Statement> Fail(IOperation operation)
    {
        if (operation is IInvalidOperation)
            scope.Findings.FailSilently();
        else
            Unsupported(operation);
        return [];
    }

    private static Statement One(IEnumerable<Statement> statements)
    {
        EquatableArray<Statement> all = statements.ToEquatableArray();
        return all.Count == 1 ? all[0] : new Block(all);
    }

    private Term Term(IOperation operation) => new TermBinder(scope, method, locals).Bind(operation);

    private void Unsupported(IOperation operation)
    {
        if (operation is IInvalidOperation)
        {
            scope.Findings.FailSilently();
            return;
        }
        scope.Report(operation.Syntax, method, Advice.For(operation, scope));
    }

    private void Unsupported(IOperation operation, string construct, string instead) =>
        scope.Report(operation.Syntax, method, new Advice(construct, instead));
}
