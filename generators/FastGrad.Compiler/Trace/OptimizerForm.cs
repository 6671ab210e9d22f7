using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Specs;

namespace FastGrad.Compiler.Trace;

/// <summary>
/// Which rule a model's optimizer has. Settings that are no floating numbers decide the rule's form: slots, branches, loops. One form, that of
/// the defaults, is compiled beside the attribute and shared by all models; a model that asks for another gets it compiled beside itself.
/// </summary>
internal static class OptimizerForm
{
    /// <summary>Whether the model gives a setting that decides the form another value than its default.</summary>
    public static bool IsOwn(StageSpec optimizer)
    {
        FormulaClass formula = FormulaReader.Read(optimizer.Formula);
        return formula.Properties.Any(property => !property.IsSettable && Value(optimizer, property) != property.Default);
    }

    /// <summary>
    /// What the form is called, whatever model has it: the attribute's name and the settings that differ from the default form,
    /// <c>Adam(AmsGrad = true)</c>.
    /// </summary>
    public static string Name(StageSpec optimizer)
    {
        FormulaClass formula = FormulaReader.Read(optimizer.Formula);
        IEnumerable<string> settings = formula.Properties
            .Where(property => !property.IsSettable && Value(optimizer, property) != property.Default)
            .Select(property => $"{property.Name} = {Value(optimizer, property)}");
        return $"{formula.Name}({string.Join(", ", settings)})";
    }

    /// <summary>The formula with the model's form as the defaults.</summary>
    public static FormulaClass Of(StageSpec optimizer)
    {
        FormulaClass formula = FormulaReader.Read(optimizer.Formula);
        return formula with
        {
            Properties = formula.Properties
                .Select(property => property.IsSettable ? property : property with { Default = Value(optimizer, property) })
                .ToEquatableArray(),
        };
    }

    private static string? Value(StageSpec optimizer, HyperParameter property) =>
        optimizer.Arguments.LastOrDefault(argument => argument.Property == property.Name)?.Value ?? property.Default;
}
