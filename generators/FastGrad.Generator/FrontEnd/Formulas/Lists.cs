using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>Where a function takes any number of values, C# hands it a span or an array; a formula means the values.</summary>
internal static class Lists
{
    /// <summary>The values of a list that is written out, <c>f(a, b)</c> or <c>f([a, b])</c>; else the operation alone.</summary>
    public static IEnumerable<IOperation> Elements(IOperation operation) => Unwrap(operation) switch
    {
        ICollectionExpressionOperation list => list.Elements,
        IArrayCreationOperation { Initializer: IArrayInitializerOperation list } => list.ElementValues,
        // params without a single value.
        IArrayCreationOperation { IsImplicit: true } => [],
        IOperation other => [other],
    };

    /// <summary>From an implicit conversion to span or array to what the user wrote.</summary>
    private static IOperation Unwrap(IOperation operation) =>
        operation is IConversionOperation { Operand: var operand }
        && operand is ICollectionExpressionOperation or IArrayCreationOperation or IConversionOperation
            ? Unwrap(operand)
            : operation;
}
