using FastGrad.Compiler.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>For each construct that formulas lack: its name in a message, and what to write instead.</summary>
internal static class Advice
{
    private const string Subset = "write it with locals, arithmetic, 'if', '?:', 'for', Math and Ops";
    private const string Helper = "write a private method of the attribute class and call that";
    private const string Numbers = "a formula speaks of double, int, bool, Tensor and Shape only";

    public static (string Construct, string Instead) For(IOperation operation) => operation switch
    {
        IArrayCreationOperation or ICollectionExpressionOperation =>
            ("an array", "keep numbers in locals, or compute on a Tensor with Ops"),
        IArrayElementReferenceOperation => ("an array element", "index a Tensor or a Shape"),
        IObjectCreationOperation creation =>
            ($"an allocation (new {Short(creation.Type)})", "keep numbers in locals; only 'new Shape(...)' is a value of formulas"),
        IAnonymousObjectCreationOperation or ITypeParameterObjectCreationOperation => ("an allocation", "keep numbers in locals"),
        IAnonymousFunctionOperation or IDelegateCreationOperation => ("a lambda", Helper),
        ILocalFunctionOperation => ("a local function", Helper),
        IMethodReferenceOperation => ("a delegate", Helper),
        IFieldReferenceOperation field => ($"the field '{field.Field.Name}'", "make it a const, or a property of the attribute class"),
        IEventReferenceOperation => ("an event", Subset),
        IInterpolatedStringOperation => ("text", Numbers),
        ILiteralOperation { Type.SpecialType: SpecialType.System_String or SpecialType.System_Char } => ("text", Numbers),
        ILiteralOperation { ConstantValue: { HasValue: true, Value: null } } => ("null", Numbers),
        INameOfOperation => ("text", Numbers),
        ICoalesceOperation or IConditionalAccessOperation or ICoalesceAssignmentOperation => ("null", Numbers),
        ITryOperation => ("try", "a formula never throws; write the condition as 'if' or '?:'"),
        IThrowOperation => ("throw", "restrict the property with [Above], [AtLeast], [Below], [AtMost] or [InRange]"),
        ISwitchOperation => ("a switch statement", "write 'if' and 'else if'"),
        ISwitchExpressionOperation => ("a switch expression", "write '?:'"),
        IIsPatternOperation or IIsTypeOperation => ("a pattern", "write comparisons (x > 0 && x < 1)"),
        IForEachLoopOperation => ("foreach", "write 'for' with bounds known when compiled"),
        IWhileLoopOperation { ConditionIsTop: false } => ("do ... while", "write 'while'"),
        IBranchOperation { BranchKind: BranchKind.Break } =>
            ("break", "put the condition in the loop's head, or the rest of the body in an 'if'"),
        IBranchOperation { BranchKind: BranchKind.Continue } => ("continue", "put the rest of the body in an 'if'"),
        IBranchOperation or ILabeledOperation => ("goto", "write 'if' or a loop"),
        ITupleOperation or IDeconstructionAssignmentOperation or ITupleBinaryOperation => ("a tuple", "use one local for each number"),
        IAwaitOperation => ("await", Subset),
        IUsingOperation or IUsingDeclarationOperation => ("using", "a formula holds no resources; " + Subset),
        ILockOperation => ("lock", "a formula shares nothing; " + Subset),
        IReturnOperation { Kind: OperationKind.YieldReturn or OperationKind.YieldBreak } => ("yield", "return one value"),
        ITypeOfOperation or ISizeOfOperation => ("a type", Numbers),
        IDefaultValueOperation => ($"default({Short(operation.Type)})", "write the value"),
        IAddressOfOperation => ("a pointer", Subset),
        IWithOperation => ("with", Numbers),
        IRangeOperation or IImplicitIndexerReferenceOperation =>
            ("an index from the end or a range", "compute the index from Length or Rank"),
        IInstanceReferenceOperation => ("'this' as a value", "name the property that is meant"),
        IAssignmentOperation or IIncrementOrDecrementOperation => ("an assignment inside an expression", "make it a statement of its own"),
        IInvocationOperation call => ($"a call of '{Short(call.TargetMethod.ContainingType)}.{call.TargetMethod.Name}'", ForCall(call)),
        IPropertyReferenceOperation property =>
            ($"the property '{Short(property.Property.ContainingType)}.{property.Property.Name}'",
            "use a property of the attribute class, a Math or an Ops function"),
        IConversionOperation conversion => ForConversion(conversion),
        IUnaryOperation unary => ($"the operator '{unary.Syntax.ToString().Substring(0, 1)}' here", Subset),
        IBinaryOperation binary => ($"the operator of '{binary.Syntax}'", ForOperator(binary)),
        _ => ($"'{FirstLine(operation.Syntax.ToString())}'", Subset),
    };

    private static string ForCall(IInvocationOperation call)
    {
        INamedTypeSymbol type = call.TargetMethod.ContainingType;
        if (type.Is(KnownTypes.MathF))
            return $"write Math.{call.TargetMethod.Name}: formulas are written in double";
        if (type.Is(KnownTypes.Math))
            return $"formulas know the double overloads of Math.{Vocabulary.MathFunctions} and Ops.Sigmoid";
        if (type.SpecialType == SpecialType.System_Double)
            return $"write Math.{call.TargetMethod.Name}, or a comparison";
        if (type.Is(KnownTypes.Tensor))
            return "use the Ops functions and the operators of Tensor";
        if (call.TargetMethod.MethodKind == MethodKind.DelegateInvoke)
            return Helper;
        return "call Math, Ops or a method of this attribute class; copy what is needed into such a method";
    }

    private static string ForOperator(IBinaryOperation binary) => (binary.OperatorKind, FormulaTypes.Of(binary.LeftOperand.Type)) switch
    {
        (BinaryOperatorKind.Remainder, FormulaType.Double) => "write x - y * Math.Floor(x / y); % is for integers known when compiled",
        (_, FormulaType.Shape) => "compare Rank and the lengths",
        _ => "use + - * / and comparisons on numbers, ! && || on conditions, + - * / on tensors",
    };

    private static (string, string) ForConversion(IConversionOperation conversion) => conversion.Type?.SpecialType switch
    {
        SpecialType.System_Single or SpecialType.System_Decimal =>
            ($"a conversion to {Short(conversion.Type)}", "write double: the model's precision decides what it compiles to"),
        _ => ($"a conversion from {Short(conversion.Operand.Type)} to {Short(conversion.Type)}", Numbers),
    };

    private static string Short(ITypeSymbol? type) => type?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) ?? "?";

    private static string FirstLine(string text)
    {
        int end = text.IndexOfAny(['\r', '\n']);
        return end < 0 ? text : text.Substring(0, end) + " ...";
    }
}
