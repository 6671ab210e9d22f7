using FastGrad.Compiler;
using FastGrad.Compiler.Formulas;
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
            return Unsupported(division, Advice.TruncatedDivision(division));
        if (operation.ConstantValue is { HasValue: true, Value: var value } && FormulaTypes.Constant(value) is Literal literal)
            return literal;
        return operation switch
        {
            ILocalReferenceOperation { IsDeclaration: false } local => new Name(locals[local.Local]),
            IParameterReferenceOperation parameter => Parameter(parameter),
            IPropertyReferenceOperation property => Member(property),
            IFieldReferenceOperation { Field.ContainingType.IsTupleType: true, Instance: IOperation whole } field => Part(whole, field.Field),
            _ when NullTest(operation) is Term test => test,
            IUnaryOperation { IsLifted: false } unary => Unary(unary),
            IBinaryOperation { IsLifted: false } binary => Binary(binary),
            IConditionalOperation { IsRef: false, WhenFalse: not null } choice =>
                new Conditional(Bind(choice.Condition), Bind(choice.WhenTrue), Bind(choice.WhenFalse)),
            IConversionOperation conversion => Conversion(conversion),
            IInvocationOperation call => Call(call),
            ITupleOperation tuple when FormulaTypes.Of(tuple.Type) == FormulaType.Tuple =>
                new Compiler.Formulas.Tuple(tuple.Elements.Select(Bind).ToEquatableArray()),
            IObjectCreationOperation { Initializer: null } creation when creation.Type.Is(KnownTypes.Shape) => New("Shape.new", creation),
            IObjectCreationOperation { Initializer: null } creation when creation.Type.Is(KnownTypes.Tensor) => New("Tensor.new", creation),
            _ => Unsupported(operation),
        };
    }

    private Term Parameter(IParameterReferenceOperation reference) => reference.Parameter.ContainingSymbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } => new Name(locals[reference.Parameter]),
        ISymbol owner when SymbolEqualityComparer.Default.Equals(owner, method) => new Name(reference.Parameter.Name),
        // What has not become a property is reported where it stands.
        _ when scope.Findings.Failed => _nothing,
        _ => Unsupported(reference, new Advice($"the constructor's parameter '{reference.Parameter.Name}'", "use the property that it sets")),
    };

    private Term Member(IPropertyReferenceOperation reference)
    {
        IPropertySymbol property = reference.Property;
        if (Vocabulary.Member(property) is string known && reference.Instance is IOperation instance)
        {
            IEnumerable<Term> arguments = reference.Arguments.Select(argument => Bind(argument.Value));
            return new Call(known, new EquatableArray<Term>([Bind(instance), .. arguments]), scope.Place(reference));
        }
        if (property is { Name: "Length", ContainingType.SpecialType: SpecialType.System_Array } && reference.Instance is IOperation whole
            && Numbers(whole) is Property numbers)
        {
            return new Call("Numbers.Length", new EquatableArray<Term>([numbers]), scope.Place(reference));
        }
        if (Vocabulary.Fact(property) is string fact)
            return new Call(fact, default, scope.Place(reference));
        if (reference.Instance is not (null or IInstanceReferenceOperation))
            return Unsupported(reference);
        if (scope.Properties.Constant(property) is Literal constant)
            return constant;
        if (scope.Properties.Contains(property))
            return new Property(property.Name);
        // One that cannot be a hyper-parameter is reported where it stands.
        if (scope.Findings.Failed && HyperParameters.IsAuto(property))
            return _nothing;
        // A computed property is a method without parameters.
        bool computed = property.GetMethod is not null && !HyperParameters.IsAuto(property);
        return computed && scope.Reach(property.GetMethod!, reference, method) is string target
            ? new Call(target, default, scope.Place(reference))
            : Unsupported(reference);
    }

    /// <summary><c>ClassWeights is null</c> and its likes: whether a hyper-parameter of several numbers is given, which is known when compiled.</summary>
    private Term? NullTest(IOperation operation)
    {
        (IOperation? tested, bool isNull) = operation switch
        {
            IIsPatternOperation { Pattern: IConstantPatternOperation { Value: var value } } test when IsNull(value) => (test.Value, true),
            IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value: var value } } } test when IsNull(value) =>
                (test.Value, false),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } binary when IsNull(binary.RightOperand) =>
                (binary.LeftOperand, binary.OperatorKind == BinaryOperatorKind.Equals),
            _ => ((IOperation?)null, false),
        };
        if (tested is null || Numbers(tested) is not Term numbers)
            return null;
        Term isMissing = new Call("Numbers.IsNull", new EquatableArray<Term>([numbers]), scope.Place(operation));
        return isNull ? isMissing : new Unary("!", isMissing);

        static bool IsNull(IOperation value) => value.ConstantValue is { HasValue: true, Value: null };
    }

    /// <summary>A hyper-parameter of several numbers, whatever C# converts it to; null for anything else.</summary>
    private Property? Numbers(IOperation operation) => operation switch
    {
        IConversionOperation { IsImplicit: true } conversion => Numbers(conversion.Operand),
        IPropertyReferenceOperation { Instance: IInstanceReferenceOperation, Property: var property }
            when FormulaTypes.OfProperty(property.Type) == FormulaType.Numbers && scope.Properties.Contains(property) => new Property(property.Name),
        _ => null,
    };

    private Term Part(IOperation whole, IFieldSymbol field)
    {
        // Of a tuple of more than seven, C# means nested ones; the elements' own order says which is meant.
        IFieldSymbol[] elements = [.. ((INamedTypeSymbol)whole.Type!).TupleElements];
        int index = Array.FindIndex(elements, element => element.Name == field.Name
            || SymbolEqualityComparer.Default.Equals(element.CorrespondingTupleField, field.CorrespondingTupleField));
        return index >= 0 && FormulaTypes.Of(whole.Type) == FormulaType.Tuple ? new Element(Bind(whole), index) : Unsupported(whole);
    }

    private Term Unary(IUnaryOperation unary) => Operators.Unary(unary.OperatorKind, unary.OperatorMethod, unary.Operand.Type) switch
    {
        null => Unsupported(unary),
        "+" => Bind(unary.Operand),
        string text => new Unary(text, Bind(unary.Operand)),
    };

    private Term Binary(IBinaryOperation binary)
    {
        if (Operators.Binary(binary.OperatorKind, binary.OperatorMethod, binary.LeftOperand.Type, binary.RightOperand.Type) is not string text
            || FormulaTypes.Of(binary.Type) is not FormulaType type)
        {
            return Unsupported(binary);
        }
        Term left = Bind(binary.LeftOperand), right = Bind(binary.RightOperand);
        return new Binary(text, left, right, type, scope.Place(binary));
    }

    private Term Conversion(IConversionOperation conversion)
    {
        FormulaType? from = FormulaTypes.Of(conversion.Operand.Type), to = FormulaTypes.Of(conversion.Type);
        if (conversion.Conversion.IsUserDefined || conversion.IsTryCast || from is null || to is null)
        {
            // The operand's own mistake is the one to show.
            int before = scope.Findings.Diagnostics.Count;
            if (from is null && conversion.Operand is not IInvalidOperation)
                Bind(conversion.Operand);
            if (scope.Findings.Diagnostics.Count > before || (scope.Findings.Failed && conversion.Operand is IPropertyReferenceOperation { Instance: IInstanceReferenceOperation }))
                return _nothing;
            return conversion.Operand.Type is IErrorTypeSymbol ? Unsupported(conversion.Operand) : Unsupported(conversion);
        }
        if (to == FormulaType.Tuple && !FormulaTypes.SameElements(conversion.Operand.Type, conversion.Type))
            return Unsupported(conversion);
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
        // Named arguments may stand in any order in the source; the target takes them in its own, defaults written out.
        Term[] arguments = [.. call.Arguments.OrderBy(argument => argument.Parameter?.Ordinal).SelectMany(Argument)];
        return new Call(target, arguments.ToEquatableArray(), scope.Place(call));
    }

    private IEnumerable<Term> Argument(IArgumentOperation argument) =>
        argument.Value is IDelegateCreationOperation cell ? [Cell(cell)] : Lists.Elements(argument.Value).Select(Bind);

    private Term New(string target, IObjectCreationOperation creation)
    {
        Term[] arguments = [.. creation.Arguments.OrderBy(argument => argument.Parameter?.Ordinal)
            .SelectMany(argument => Numbers(argument.Value) is Property numbers ? [numbers] : Argument(argument))];
        return new Call(target, arguments.ToEquatableArray(), scope.Place(creation));
    }

    /// <summary>What a scan repeats: a lambda, or a method of the class by its name.</summary>
    private Term Cell(IDelegateCreationOperation creation)
    {
        switch (creation.Target)
        {
            case IAnonymousFunctionOperation lambda:
                EquatableArray<string> parameters = lambda.Symbol.Parameters.Select(locals.Declare).ToEquatableArray();
                return new Lambda(parameters, new MethodBinder(scope, method, locals, lambda.Symbol).Bind(lambda.Body));
            case IMethodReferenceOperation { Instance: null or IInstanceReferenceOperation } named
                when scope.Reach(named.Method, named, method) is string target:
                EquatableArray<string> names = named.Method.Parameters.Select(parameter => locals.Fresh(parameter.Name)).ToEquatableArray();
                var call = new Call(target, names.Select(Term (name) => new Name(name)).ToEquatableArray(), scope.Place(named));
                return new Lambda(names, new Block(new EquatableArray<Statement>([new Return(call)])));
            default:
                return Unsupported(creation.Target);
        }
    }

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
        return Unsupported(operation, Advice.For(operation, scope));
    }

    private Literal Unsupported(IOperation operation, Advice advice)
    {
        scope.Report(operation.Syntax, method, advice);
        return _nothing;
    }
}
