using FastGrad.Compiler;
using FastGrad.Compiler.Formulas;
using FastGrad.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>The expressions of one method. What C# calls a constant becomes a literal, which also brings in consts of other assemblies.</summary>
internal sealed class TermBinder(ClassScope scope, IMethodSymbol method, LocalNames locals)
{
    /// <summary>Stands for a term that could not be bound; the class is not compiled then.</summary>
    private static readonly Literal _nothing = new(FormulaType.Double, "0");

    public Term Bind(IOperation operation)
    {
        if (TruncatedDivision(operation) is IBinaryOperation division)
        {
            return Unsupported(
                division, "an integer division as a real number",
                $"write {division.LeftOperand.Syntax} / (double){division.RightOperand.Syntax}, "
                + "or cast the quotient where the truncation is meant");
        }
        if (operation.ConstantValue is { HasValue: true, Value: var value } && FormulaTypes.Constant(value) is Literal literal)
            return literal;
        return operation switch
        {
            ILocalReferenceOperation { IsDeclaration: false } local => new Name(locals[local.Local]),
            IParameterReferenceOperation parameter => Parameter(parameter),
            IPropertyReferenceOperation property => Member(property),
            IUnaryOperation { IsLifted: false } unary => Unary(unary),
            IBinaryOperation { IsLifted: false } binary => Binary(binary),
            IConditionalOperation { IsRef: false, WhenFalse: not null } choice =>
                new Conditional(Bind(choice.Condition), Bind(choice.WhenTrue), Bind(choice.WhenFalse)),
            IConversionOperation conversion => Conversion(conversion),
            IInvocationOperation call => Call(call),
            IObjectCreationOperation { Initializer: null } creation when creation.Type.Is(KnownTypes.Shape) => ShapeOf(creation),
            _ => Unsupported(operation),
        };
    }

    private Term Parameter(IParameterReferenceOperation reference) =>
        SymbolEqualityComparer.Default.Equals(reference.Parameter.ContainingSymbol, method)
            ? new Name(reference.Parameter.Name)
            : Unsupported(reference, $"the constructor's parameter '{reference.Parameter.Name}'", "use the property that it sets");

    private Term Member(IPropertyReferenceOperation reference)
    {
        IPropertySymbol property = reference.Property;
        if (Vocabulary.Member(property) is string known && reference.Instance is IOperation instance)
            return new Call(
                known, new EquatableArray<Term>([Bind(instance), .. reference.Arguments.Select(argument => Bind(argument.Value))]));
        if (reference.Instance is not (null or IInstanceReferenceOperation))
            return Unsupported(reference);
        if (scope.Properties.Constant(property) is Literal constant)
            return constant;
        if (scope.Properties.Contains(property))
            return new Property(property.Name);
        // A computed property is a method without parameters.
        bool computed = property.GetMethod is not null && !HyperParameters.IsAuto(property);
        return computed && scope.Reach(property.GetMethod!, reference, method) is string target
            ? new Call(target, default)
            : Unsupported(reference);
    }

    private Term Unary(IUnaryOperation unary) => Operators.Unary(unary.OperatorKind, unary.OperatorMethod, unary.Operand.Type) switch
    {
        null => Unsupported(unary),
        "+" => Bind(unary.Operand),
        string text => new Unary(text, Bind(unary.Operand)),
    };

    private Term Binary(IBinaryOperation binary) =>
        Operators.Binary(binary.OperatorKind, binary.OperatorMethod, binary.LeftOperand.Type, binary.RightOperand.Type) is string text
        && FormulaTypes.Of(binary.Type) is FormulaType type
            ? new Binary(text, Bind(binary.LeftOperand), Bind(binary.RightOperand), type)
            : Unsupported(binary);

    private Term Conversion(IConversionOperation conversion)
    {
        FormulaType? from = FormulaTypes.Of(conversion.Operand.Type), to = FormulaTypes.Of(conversion.Type);
        if (conversion.Conversion.IsUserDefined || conversion.IsTryCast || from is null || to is null)
        {
            // The operand's own mistake is the one to show.
            int before = scope.Findings.Diagnostics.Count;
            if (from is null && conversion.Operand is not IInvalidOperation)
                Bind(conversion.Operand);
            return scope.Findings.Diagnostics.Count > before ? _nothing : Unsupported(conversion);
        }
        Term operand = Bind(conversion.Operand);
        return from == to ? operand : new Compiler.Formulas.Convert(to.Value, operand);
    }

    private Term Call(IInvocationOperation call)
    {
        string? target = Vocabulary.Function(call.TargetMethod);
        if (target is null && call.Instance is null or IInstanceReferenceOperation)
            target = scope.Reach(call.TargetMethod, call, method);
        if (target is null)
            return Unsupported(call);
        // Named arguments may stand in any order in the source; the target takes them in its own.
        IEnumerable<IArgumentOperation> arguments = call.Arguments.OrderBy(argument => argument.Parameter?.Ordinal);
        return new Call(target, arguments.Select(argument => Bind(argument.Value)).ToEquatableArray());
    }

    private Term ShapeOf(IObjectCreationOperation creation)
    {
        IEnumerable<IOperation> dimensions = creation.Arguments.SelectMany(argument => Unwrap(argument.Value) switch
        {
            ICollectionExpressionOperation list => list.Elements,
            IArrayCreationOperation { Initializer: IArrayInitializerOperation list } => list.ElementValues,
            IOperation other => [other],
        });
        return new Call("Shape.new", dimensions.Select(Bind).ToEquatableArray());
    }

    /// <summary>From an implicit conversion to span or array to what the user wrote.</summary>
    private static IOperation Unwrap(IOperation operation) =>
        operation is IConversionOperation { Operand: var operand }
        && operand is ICollectionExpressionOperation or IArrayCreationOperation or IConversionOperation
            ? Unwrap(operand)
            : operation;

    /// <summary><c>1 / 2 * x</c> is 0 in C#, which in a formula is never meant.</summary>
    private static IBinaryOperation? TruncatedDivision(IOperation operation)
    {
        return operation is IConversionOperation { IsImplicit: true, Type.SpecialType: SpecialType.System_Double } conversion
            ? Find(conversion.Operand)
            : null;

        static IBinaryOperation? Find(IOperation operation) => operation switch
        {
            _ when FormulaTypes.Of(operation.Type) != FormulaType.Integer => null,
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Divide } division => division,
            IBinaryOperation binary => Find(binary.LeftOperand) ?? Find(binary.RightOperand),
            IUnaryOperation unary => Find(unary.Operand),
            _ => null,
        };
    }

    private Literal Unsupported(IOperation operation)
    {
        if (operation is IInvalidOperation || operation.Type is IErrorTypeSymbol)
        {
            scope.Findings.FailSilently();
            return _nothing;
        }
        (string construct, string instead) = Advice.For(operation);
        return Unsupported(operation, construct, instead);
    }

    private Literal Unsupported(IOperation operation, string construct, string instead)
    {
        scope.Findings.Report(
            Descriptors.UnsupportedConstruct, operation.Syntax, scope.DisplayName(method.AssociatedSymbol ?? method), construct, instead);
        return _nothing;
    }
}
