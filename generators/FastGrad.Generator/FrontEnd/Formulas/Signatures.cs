using FastGrad.Compiler.Formulas;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>Whether a formula takes and returns what its kind asks for.</summary>
internal static class Signatures
{
    public static bool Fits(FormulaKind kind, IMethodSymbol method, IReadOnlyList<FormulaParameter> parameters)
    {
        if (method.IsGenericMethod || method.IsAsync || method.RefKind != RefKind.None)
            return false;
        FormulaType? returns = FormulaTypes.Of(method.ReturnType);
        return kind switch
        {
            FormulaKind.Activation => returns == FormulaType.Double && Begins(parameters, Real) && Rest(parameters, 1, TrainedReal),
            FormulaKind.Layer => returns == FormulaType.Tensor && Begins(parameters, Tensor) && Rest(parameters, 1, Kept),
            FormulaKind.Loss => returns == FormulaType.Double && IsLoss(parameters),
            _ => returns == FormulaType.Void && IsUpdate(parameters),
        };
    }

    private static bool IsLoss(IReadOnlyList<FormulaParameter> parameters) =>
        (Begins(parameters, Real, Real) || Begins(parameters, Tensor, Tensor) || Begins(parameters, Tensor, Label))
        && (parameters.Count == 2 || parameters is [_, _, { Role: ParameterRole.Weight or ParameterRole.Denominator }]);

    /// <summary>
    /// By name: weight and gradient must be there, step may; every other one is a slot, a number as the weight is or a tensor as it is, or
    /// one number for all.
    /// </summary>
    private static bool IsUpdate(IReadOnlyList<FormulaParameter> parameters)
    {
        if (parameters.FirstOrDefault(parameter => parameter.Name == "weight") is not { Role: ParameterRole.Reference } weight
            || weight.Type is not (FormulaType.Double or FormulaType.Tensor)
            || parameters.All(parameter => parameter.Name != "gradient"))
        {
            return false;
        }
        return parameters.All(parameter => parameter.Name switch
        {
            "gradient" => parameter.Role == ParameterRole.Value && parameter.Type == weight.Type,
            "step" => parameter is { Role: ParameterRole.Value, Type: FormulaType.Integer },
            _ => parameter.Role == ParameterRole.PerStep || (parameter.Role == ParameterRole.Reference && parameter.Type == weight.Type),
        });
    }

    private static bool Kept(FormulaParameter parameter) =>
        parameter is { Role: ParameterRole.Trained or ParameterRole.Buffer or ParameterRole.Carried, Type: FormulaType.Double or FormulaType.Tensor };

    private static bool Begins(IReadOnlyList<FormulaParameter> parameters, params Func<FormulaParameter, bool>[] wanted) =>
        parameters.Count >= wanted.Length && wanted.Zip(parameters, (fits, parameter) => fits(parameter)).All(fits => fits);

    private static bool Rest(IReadOnlyList<FormulaParameter> parameters, int from, Func<FormulaParameter, bool> wanted) =>
        parameters.Skip(from).All(wanted);

    private static bool Real(FormulaParameter parameter) => parameter is { Role: ParameterRole.Value, Type: FormulaType.Double };

    private static bool Tensor(FormulaParameter parameter) => parameter is { Role: ParameterRole.Value, Type: FormulaType.Tensor };

    private static bool Label(FormulaParameter parameter) => parameter is { Role: ParameterRole.Value, Type: FormulaType.Integer };

    private static bool TrainedReal(FormulaParameter parameter) => parameter is { Role: ParameterRole.Trained, Type: FormulaType.Double };
}
