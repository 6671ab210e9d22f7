using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Trace;

/// <summary>A sum or an extreme over all elements of a tensor, or of all tensors of the model.</summary>
/// <param name="Index">In the order of the formula: a reduction reads only earlier ones.</param>
/// <param name="Body">What is gathered, for one element.</param>
/// <param name="Word">For the local that holds it: <c>weight squares</c>.</param>
/// <param name="Text">As its user thinks of it: <c>norm(weight)</c>.</param>
internal sealed record Reduction(int Index, ReduceKind Kind, bool IsGlobal, Expr Body, string Word, string Text)
{
    /// <summary>The leaf that stands for its value. No identifier has a space, so no hyper-parameter is called so.</summary>
    public Uniform Value { get; } = new("reduction " + Index.ToString(System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>
/// An optimizer's formula, traced: expressions for one element, in which argument 0 is the weight, 1 the gradient and the slots follow.
/// Reductions over tensors, and what they lead to, are leaves that all elements share.
/// </summary>
internal sealed class OptimizerRule
{
    private const string PerStepPrefix = "per step ";

    private static readonly Uniform _learningRate = new("LearningRate"), _weightDecay = new("WeightDecay");

    public required FormulaClass Formula { get; init; }

    public required IReadOnlyList<FormulaParameter> Slots { get; init; }

    /// <summary>The parameters marked [PerStep].</summary>
    public required IReadOnlyList<FormulaParameter> Numbers { get; init; }

    /// <summary>Those that the results need, operands first.</summary>
    public required IReadOnlyList<Reduction> Reductions { get; init; }

    /// <summary>The new weight, then the new slots.</summary>
    public required IReadOnlyList<Expr> Results { get; init; }

    /// <summary>The new numbers per step.</summary>
    public required IReadOnlyList<Expr> NumberResults { get; init; }

    /// <summary>Elements of the tensor at hand.</summary>
    public static Uniform Length { get; } = new("tensor length");

    /// <summary>The settings that a parameter's layer multiplies by a factor of its own, each with the factor's name.</summary>
    public static IReadOnlyList<(Uniform Setting, string Factor)> Factored { get; } =
        [(_learningRate, "LearningRateFactor"), (_weightDecay, "DecayFactor")];

    /// <summary>Whether there is a weight decay for the factors of parameters to act on.</summary>
    public bool UsesWeightDecay =>
        Results.Concat(Reductions.Select(reduction => reduction.Body)).SelectMany(Substitution.Parts).Contains(_weightDecay);

    /// <summary>Whether a weight's new value needs more than what belongs to it.</summary>
    public bool NeedsWholeTensors => UnfusedBecause is not null;

    /// <summary>Why gradients can't be handed over piece by piece; null where they can.</summary>
    public string? UnfusedBecause
    {
        get
        {
            string own = string.Join(" and ", Reductions.Where(reduction => !reduction.IsGlobal).Select(reduction => reduction.Text).Distinct());
            string all = string.Join(" and ", Reductions.Where(reduction => reduction.IsGlobal).Select(reduction => reduction.Text).Distinct());
            bool length = Results.Concat(Reductions.Select(reduction => reduction.Body)).SelectMany(Substitution.Parts).Contains(Length);
            string[] needs =
            [
                .. own.Length > 0 ? [own + " of a whole tensor"] : Array.Empty<string>(),
                .. all.Length > 0 ? [all + " of all tensors"] : Array.Empty<string>(),
                .. length ? ["a tensor's length"] : Array.Empty<string>(),
            ];
            return needs.Length == 0 ? null : $"{Formula.Name} needs {string.Join(" and ", needs)} before it moves a weight";
        }
    }

    public static string StateName(FormulaParameter parameter) => parameter.StoredName ?? parameter.Name;

    /// <summary>The leaf for a number per step as the last step left it.</summary>
    public static Uniform Before(FormulaParameter number) => new(PerStepPrefix + number.Name);

    /// <summary>The number per step that a leaf stands for; null for any other leaf.</summary>
    public static string? NumberOf(string uniform) =>
        uniform.StartsWith(PerStepPrefix, StringComparison.Ordinal) ? uniform.Substring(PerStepPrefix.Length) : null;

    /// <summary>The reductions that an expression reads itself, not those that they read.</summary>
    public IEnumerable<Reduction> Read(Expr expr)
    {
        var leaves = new HashSet<Expr>(Substitution.Parts(expr).Where(part => part is Uniform));
        return Reductions.Where(reduction => leaves.Contains(reduction.Value));
    }

    /// <summary>Whether an expression is known when the step begins.</summary>
    public bool IsKnownPerStep(Expr expr) =>
        expr.IsUniform && !Read(expr).Any() && !Substitution.Parts(expr).Contains(Length);

    /// <summary>Whether a number is another one for each group of parameters.</summary>
    public static bool IsOfGroup(Expr expr) => Substitution.Parts(expr).Any(part => Factored.Any(factored => factored.Setting.Equals(part)));

    /// <summary>A word for the local that holds a value which all elements share.</summary>
    public string Word(Expr expr) => expr is not Uniform leaf ? expr.Hint ?? "factor"
        : Reductions.FirstOrDefault(reduction => reduction.Value.Equals(leaf))?.Word ?? NumberOf(leaf.Name) ?? leaf.Name;
}
