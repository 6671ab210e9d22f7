using FastGrad.Compiler.Formulas;
using FastGrad.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>A construct that formulas lack: its name in a message, and what to write instead.</summary>
internal sealed record Advice(string Construct, string Instead)
{
    private const string Subset = "write it with locals, arithmetic, 'if', '?:', 'for', Math and Ops";
    private const string Helper = "write a private method of this class and call that";
    private const string Numbers = "a formula speaks of double, int, bool, Tensor, Shape and tuples of them only";

    /// <summary>The mistakes that most people make have a number and a help page of their own.</summary>
    public DiagnosticDescriptor Descriptor { get; init; } = Descriptors.UnsupportedConstruct;

    public static Advice LoopWithoutCondition { get; } =
        new("a loop without a condition", "give it one with bounds known when compiled") { Descriptor = Descriptors.OpenLoop };

    /// <param name="cause">The variable that its end depends on.</param>
    public static Advice OpenLoop(string cause) => new(
        $"a loop whose end depends on '{cause}', which is known only when the model runs",
        "run to a fixed bound (a const, an int property, a length), and choose what counts with '?:' or Ops.Where")
    {
        Descriptor = Descriptors.OpenLoop,
    };

    public static Advice TruncatedDivision(IBinaryOperation division) => new(
        "an integer division as a real number",
        $"write {division.LeftOperand.Syntax} / (double){division.RightOperand.Syntax}, or cast the quotient where the truncation is meant")
    {
        Descriptor = Descriptors.IntegerDivision,
    };

    /// <param name="names">From the method that is called again to the one that calls it.</param>
    public static Advice Recursion(IEnumerable<string> names) =>
        new($"recursion ({string.Join(" calls ", names)})", "write a loop with bounds known when compiled") { Descriptor = Descriptors.Recursion };

    /// <param name="written">The name as it was written: <c>Ops.Softmx</c>.</param>
    /// <param name="meant">What may have been meant; null where nothing is near.</param>
    public static Advice UnknownOperation(string written, string? meant) => new(
        $"'{written}', which does not exist",
        meant is null ? "type 'Ops.' to see what there is" : $"did you mean {(meant.Contains(' ') || meant.Contains('.') ? meant : "Ops." + meant)}?")
    {
        Descriptor = Descriptors.UnknownFunction,
    };

    public static Advice For(IOperation operation, ClassScope scope) => operation switch
    {
        IArrayCreationOperation or ICollectionExpressionOperation =>
            Allocation("an array", "keep numbers in locals, or compute on a Tensor with Ops"),
        IArrayElementReferenceOperation => Allocation("an array element", "index a Tensor or a Shape"),
        IObjectCreationOperation creation => Allocation(
            $"an allocation (new {Short(creation.Type)})",
            "keep numbers in locals; only 'new Shape(...)' and 'new Tensor(...)' are values of formulas"),
        IAnonymousObjectCreationOperation or ITypeParameterObjectCreationOperation => Allocation("an allocation", "keep numbers in locals"),
        IAnonymousFunctionOperation or IDelegateCreationOperation => new("a lambda", Helper + "; only a cell of Ops.Scan may be one"),
        ILocalFunctionOperation => new("a local function", Helper),
        IMethodReferenceOperation => new("a delegate", Helper),
        IFieldReferenceOperation field => Captured($"the field '{field.Field.Name}'", scope),
        IPropertyReferenceOperation property when scope.IsModel && scope.IsOwn(property.Property) =>
            Captured($"the property '{property.Property.Name}'", scope),
        IEventReferenceOperation => new("an event", Subset),
        IInterpolatedStringOperation => new("text", Numbers),
        ILiteralOperation { Type.SpecialType: SpecialType.System_String or SpecialType.System_Char } => new("text", Numbers),
        ILiteralOperation { ConstantValue: { HasValue: true, Value: null } } => new("null", Numbers),
        INameOfOperation => new("text", Numbers),
        ICoalesceOperation or IConditionalAccessOperation or ICoalesceAssignmentOperation => new("null", Numbers),
        ITryOperation => new("try", "a formula never throws; write the condition as 'if' or '?:'"),
        IThrowOperation => new("throw", "restrict the property with [Above], [AtLeast], [Below], [AtMost] or [InRange]"),
        ISwitchOperation => new("a switch statement", "write 'if' and 'else if'"),
        ISwitchExpressionOperation => new("a switch expression", "write '?:'"),
        IIsPatternOperation or IIsTypeOperation => new("a pattern", "write comparisons (x > 0 && x < 1)"),
        IForEachLoopOperation => new("foreach", "write 'for' with bounds known when compiled"),
        IWhileLoopOperation { ConditionIsTop: false } => new("do ... while", "write 'while'"),
        IBranchOperation { BranchKind: BranchKind.Break } =>
            new("break", "put the condition in the loop's head, or the rest of the body in an 'if'"),
        IBranchOperation { BranchKind: BranchKind.Continue } => new("continue", "put the rest of the body in an 'if'"),
        IBranchOperation or ILabeledOperation => new("goto", "write 'if' or a loop"),
        ITupleOperation or IDeconstructionAssignmentOperation => new("a tuple of other things", Numbers),
        ITupleBinaryOperation => new("a comparison of tuples", "compare their elements"),
        IAwaitOperation => new("await", Subset),
        IUsingOperation or IUsingDeclarationOperation => new("using", "a formula holds no resources; " + Subset),
        ILockOperation => new("lock", "a formula shares nothing; " + Subset),
        IReturnOperation { Kind: OperationKind.YieldReturn or OperationKind.YieldBreak } => new("yield", "return one value"),
        ITypeOfOperation or ISizeOfOperation => new("a type", Numbers),
        IDefaultValueOperation => new($"default({Short(operation.Type)})", "write the value"),
        IAddressOfOperation => new("a pointer", Subset),
        IWithOperation => new("with", Numbers),
        IRangeOperation or IImplicitIndexerReferenceOperation =>
            new("an index from the end or a range", "compute the index from Length or Rank"),
        IInstanceReferenceOperation => new("'this' as a value", "name the property that is meant"),
        IAssignmentOperation or IIncrementOrDecrementOperation => new("an assignment inside an expression", "make it a statement of its own"),
        IInvocationOperation call => ForCall(call),
        IPropertyReferenceOperation property =>
            new($"the property '{Short(property.Property.ContainingType)}.{property.Property.Name}'",
            "use a property of the attribute class, a Math or an Ops function"),
        IConversionOperation conversion => ForConversion(conversion),
        IUnaryOperation unary => new($"the operator '{unary.Syntax.ToString().Substring(0, 1)}' here", Subset),
        IBinaryOperation binary => new($"the operator of '{binary.Syntax}'", ForOperator(binary)),
        _ => new($"'{FirstLine(operation.Syntax.ToString())}'", Subset),
    };

    private static Advice Allocation(string construct, string instead) => new(construct, instead) { Descriptor = Descriptors.Allocation };

    private static Advice Captured(string what, ClassScope scope) => new(what, scope.IsModel
        ? "make it a const; what is learned is a [Parameter] of a layer"
        : "make it a const, or a property of the attribute class")
    {
        Descriptor = Descriptors.CapturedField,
    };

    private static Advice ForCall(IInvocationOperation call)
    {
        INamedTypeSymbol type = call.TargetMethod.ContainingType;
        string name = call.TargetMethod.Name;
        if (type.Is(KnownTypes.MathF))
            return Unknown($"write Math.{name}: formulas are written in double");
        if (type.Is(KnownTypes.Math))
            return Unknown($"formulas know the double overloads of Math.{Vocabulary.MathFunctions}, and what is in Ops");
        if (type.SpecialType == SpecialType.System_Double)
            return Unknown($"write Math.{name}, or a comparison");
        if (type.Is(KnownTypes.Tensor))
            return Unknown("use the Ops functions and the operators of Tensor");
        if (call.TargetMethod.MethodKind == MethodKind.DelegateInvoke)
            return new("a call of a delegate", Helper);
        return Unknown("call Math, Ops or a method of this class; copy what is needed into such a method");

        Advice Unknown(string instead) => new($"a call of '{Short(type)}.{name}'", instead) { Descriptor = Descriptors.UnknownFunction };
    }

    private static string ForOperator(IBinaryOperation binary) => (binary.OperatorKind, FormulaTypes.Of(Operand(binary.LeftOperand).Type)) switch
    {
        (BinaryOperatorKind.Remainder, FormulaType.Double) => "write x - y * Math.Floor(x / y); % is for integers known when compiled",
        (_, FormulaType.Shape) => "compare Rank and the lengths",
        (BinaryOperatorKind.Equals, FormulaType.Tensor) => "write Ops.Equal: == of tensors asks whether both are the same object",
        (BinaryOperatorKind.NotEquals, FormulaType.Tensor) => "write Ops.NotEqual: != of tensors asks whether both are the same object",
        _ => "use + - * / and comparisons on numbers, ! && || on conditions, + - * / and comparisons on tensors",
    };

    /// <summary>References are compared as objects; what is meant is what they were before.</summary>
    private static IOperation Operand(IOperation operand) =>
        operand is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand : operand;

    private static Advice ForConversion(IConversionOperation conversion) => conversion.Type?.SpecialType switch
    {
        SpecialType.System_Single or SpecialType.System_Decimal =>
            new($"a conversion to {Short(conversion.Type)}", "write double: the model's precision decides what it compiles to"),
        _ => new($"a conversion from {Short(conversion.Operand.Type)} to {Short(conversion.Type)}", Numbers),
    };

    private static string Short(ITypeSymbol? type) => type?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) ?? "?";

    private static string FirstLine(string text)
    {
        int end = text.IndexOfAny(['\r', '\n']);
        return end < 0 ? text : text.Substring(0, end) + " ...";
    }
}
