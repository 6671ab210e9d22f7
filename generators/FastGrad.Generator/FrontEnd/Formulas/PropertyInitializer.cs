using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>What follows the <c>=</c> of a property.</summary>
/// <param name="Operation">Null where C# cannot make sense of it.</param>
internal sealed record PropertyInitializer(ExpressionSyntax Syntax, IPropertyInitializerOperation? Operation)
{
    /// <summary>Null where the property has none.</summary>
    public static PropertyInitializer? Of(IPropertySymbol property, Compilation compilation, CancellationToken cancellation)
    {
        foreach (SyntaxReference reference in property.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellation) is PropertyDeclarationSyntax { Initializer: EqualsValueClauseSyntax initializer })
            {
                IOperation? operation = compilation.GetSemanticModel(reference.SyntaxTree).GetOperation(initializer, cancellation);
                return new(initializer.Value, operation as IPropertyInitializerOperation);
            }
        }
        return null;
    }
}
