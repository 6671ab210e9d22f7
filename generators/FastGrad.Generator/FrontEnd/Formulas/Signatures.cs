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
            FormulaKind.Layer => returns == FormulaType.Tensor && Begins(parameters, Tensor)
                && Rest(parameters, 1, parameter =>
                    TrainedReal(parameter) || parameter is { Role: ParameterRole.Trained, Type: FormulaType.Tensor }),
            FormulaKind.Loss => returns == FormulaType.Double && parameters.Count == 2
                && (Begins(parameters, Real, Real) || Begins(parameters, Tensor, Tensor) || Begins(parameters, Tensor, Label)),
            _ => returns == FormulaType.Void && IsUpdate(parameters),
        };
    }

    /// <summary>
    /// By name: weight and gradient must be there, step may; every other one is a slot or, said by its role, a number per step. Weight,
    /// gradient and slots are all numbers, or all tensors.
    /// </summary>
    private static bool IsUpdate(IReadOnlyList<FormulaParameter> parameters) =>
        parameters.FirstOrDefault(parameter => parameter.Name == "weight")?.Type is FormulaType.Double or FormulaType.Tensor
        && parameters.Any(parameter => parameter.Name == "gradient")
        && parameters.All(parameter => parameter.Name switch
        {
            "gradient" => parameter.Role == ParameterRole.Value && parameter.Type == parameters.First(other => other.Name == "weight").Type,
            "step" => parameter is { Role: ParameterRole.Value, Type: FormulaType.Integer },
            _ => parameter is { Role: ParameterRole.PerStep, Type: FormulaType.Double }
                || (parameter.Role == ParameterRole.Reference && parameter.Type == parameters.First(other => other.Name == "weight").Type),
        });

    private static bool Begins(IReadOnlyList<FormulaParameter> parameters, params Func<FormulaParameter, bool>[] wanted) =>
        parameters.Count >= wanted.Length && wanted.Zip(parameters, (fits, parameter) => fits(parameter)).All(fits => fits);

    private static bool Rest(IReadOnlyList<FormulaParameter> parameters, int from, Func<FormulaParameter, bool> wanted) =>
        parameters.Skip(from).All(wanted);

    private static bool Real(FormulaParameter parameter) => parameter is { Role: ParameterRole.Value, Type: FormulaType.Double };

    private static bool Tensor(FormulaParameter parameter) => parameter is { Role: ParameterRole.Value, Type: FormulaType.Tensor };

    private static bool Label(FormulaParameter parameter) => parameter is { Role: ParameterRole.Value, Type: FormulaType.Integer };

    private static bool TrainedReal(FormulaParameter parameter) => parameter is { Role: ParameterRole.Trained, Type: FormulaType.Double };
}
