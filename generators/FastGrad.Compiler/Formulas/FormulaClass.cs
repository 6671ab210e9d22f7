namespace FastGrad.Compiler.Formulas;

/// <summary>What an attribute class declares.</summary>
public enum FormulaKind
{
    Activation,
    Layer,
    Loss,
    Optimizer,

    /// <summary>A model's own methods: <c>Forward</c> and what it calls.</summary>
    Model,
}

/// <summary>
/// The types a formula may speak of. <see cref="Integer"/> covers C#'s int and long; <see cref="Numbers"/> is a hyper-parameter's
/// <c>double[]?</c>, which a formula may ask whether it is there, how long it is, and make a tensor of.
/// </summary>
public enum FormulaType { Void, Double, Integer, Boolean, Tensor, Shape, Tuple, Numbers }

/// <summary>
/// An attribute class as the compiler knows it: its hyper-parameters and its methods, bound and free of Roslyn.
/// Written as text by <see cref="FormulaWriter"/> into the class's assembly and read back from metadata by whoever uses it;
/// a class of the user's own project takes the same way, so that there is only one.
/// </summary>
/// <param name="Name">Name without the suffix <c>Attribute</c>: <c>Huber</c>.</param>
/// <param name="FullName">Globally qualified C# name of the attribute class: <c>global::FastGrad.HuberAttribute</c>.</param>
/// <param name="ConstructorParameters">Of the (single) constructor, in order, each with the property it sets.</param>
/// <param name="Methods">The <c>[Formula]</c> and every method of the class that it reaches.</param>
/// <param name="Gain">Of an activation that says one: a number, or the name of the method that gives it.</param>
public sealed record FormulaClass(
    string Name,
    string FullName,
    FormulaKind Kind,
    EquatableArray<HyperParameter> Properties,
    EquatableArray<ConstructorParameter> ConstructorParameters,
    EquatableArray<FormulaMethod> Methods,
    string? Gain = null)
{
    /// <summary>Format of the text; a reader refuses any other.</summary>
    public const int FormatVersion = 3;

    /// <summary>The method marked <c>[Formula]</c>.</summary>
    public FormulaMethod Formula => Methods.First(method => method.IsFormula);
}

/// <summary>A property of the attribute class. Floating ones of losses and optimizers can be set at run time.</summary>
/// <param name="Default">
/// Value where the user gives none, as invariant text (<c>0.9</c>, <c>true</c>, <c>3</c>, <c>1 0.5 2</c>, <c>null</c>); null where one must be given.
/// </param>
/// <param name="Range">The values allowed, of several numbers each one's; null allows every finite one.</param>
/// <param name="Summary">The property's XML summary in one line, carried over to the run-time property.</param>
/// <param name="IsStructural">Whether <c>[Structural]</c> says of a floating one that it is fixed when compiled.</param>
public sealed record HyperParameter(string Name, FormulaType Type, string? Default, ValueRange? Range, string Summary = "", bool IsStructural = false)
{
    /// <summary>Whether a loss or an optimizer lets it be set at run time.</summary>
    public bool IsSettable => Type == FormulaType.Double && !IsStructural;
}

/// <summary>An interval, each end open or closed; infinities for no end.</summary>
public sealed record ValueRange(double Minimum, bool MinimumIncluded, double Maximum, bool MaximumIncluded)
{
    public bool IsEmpty => Minimum > Maximum || (Minimum.Equals(Maximum) && !(MinimumIncluded && MaximumIncluded));

    public bool Contains(double value) =>
        (MinimumIncluded ? value >= Minimum : value > Minimum) && (MaximumIncluded ? value <= Maximum : value < Maximum);

    /// <summary>As a person says it: <c>above 0</c>, <c>at least 0 and below 1</c>.</summary>
    public override string ToString()
    {
        string low = double.IsNegativeInfinity(Minimum) ? "" : (MinimumIncluded ? "at least " : "above ") + FormulaText.Number(Minimum);
        string high = double.IsPositiveInfinity(Maximum) ? "" : (MaximumIncluded ? "at most " : "below ") + FormulaText.Number(Maximum);
        return low.Length > 0 && high.Length > 0 ? low + " and " + high : low + high;
    }
}

public sealed record ConstructorParameter(string Name, string Property);

public sealed record FormulaMethod(
    string Name,
    bool IsFormula,
    FormulaType Returns,
    EquatableArray<FormulaParameter> Parameters,
    Block Body,
    EquatableArray<DerivativeRule> Derivatives = default);

/// <summary><c>[Derivative(nameof(Slope))]</c>: what another method gives is the derivative with respect to a parameter.</summary>
/// <param name="Parameter">Of the method that carries it.</param>
/// <param name="Method">Takes the same parameters.</param>
public sealed record DerivativeRule(string Parameter, string Method);

public enum ParameterRole
{
    /// <summary>Handed in: the example, the prediction, the target, the gradient, the step.</summary>
    Value,

    /// <summary><c>ref</c>: the optimizer's weight or a state slot.</summary>
    Reference,

    /// <summary><c>[Parameter]</c>: learned.</summary>
    Trained,

    /// <summary><c>[Buffer] ref</c>: one for the whole batch, kept between calls, changed by training passes only.</summary>
    Buffer,

    /// <summary><c>[State] ref</c>: one per example of the batch, carried from call to call.</summary>
    Carried,

    /// <summary><c>[PerStep] ref</c>: an optimizer's number for all weights, advanced once per step.</summary>
    PerStep,

    /// <summary><c>out double weight</c> of a loss: the example's term counts that often.</summary>
    Weight,

    /// <summary><c>[Denominator] out double weight</c> of a loss: what the example adds to the number that the sum of terms is divided by.</summary>
    Denominator,
}

/// <param name="ShapeRule">
/// Name of the method or property that gives the shape of a trained parameter, a buffer, a state or a loss's target; null for a scalar (or, for a tensor,
/// the input's shape; for a target, the output's).
/// </param>
/// <param name="Initializer">C# that constructs a trained parameter's initialiser: <c>new global::FastGrad.ConstantAttribute(0.25)</c>.</param>
/// <param name="StoredName">The name an optimizer's slot has in checkpoints, where <c>[State("name")]</c> gives one.</param>
/// <param name="NoDecay">Whether weight decay leaves a trained parameter alone.</param>
public sealed record FormulaParameter(
    string Name,
    FormulaType Type,
    ParameterRole Role,
    string? ShapeRule = null,
    string? Initializer = null,
    string? StoredName = null,
    bool NoDecay = false);
