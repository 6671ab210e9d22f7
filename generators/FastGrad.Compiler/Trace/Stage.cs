using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Specs;

namespace FastGrad.Compiler.Trace;

/// <summary>An attribute on a model, with its formula read and its hyper-parameters settled.</summary>
internal sealed class Stage
{
    private readonly Dictionary<string, string> _values = [];

    public Stage(StageSpec spec, string name)
    {
        Formula = FormulaReader.Read(spec.Formula);
        Name = name;
        Place = spec.Place;
        Arguments = spec.Arguments;
        Learning = spec.Learning ?? new LearningSpec();
        Starts = spec.Starts;
        foreach (HyperParameter property in Formula.Properties)
        {
            if (property.Default is string text)
                _values[property.Name] = text;
        }
        foreach (Argument argument in spec.Arguments)
            _values[argument.Property] = argument.Value;
    }

    public FormulaClass Formula { get; }

    /// <summary>Kind and count within the model: <c>Dense2</c>.</summary>
    public string Name { get; }

    public int Place { get; }

    /// <summary>Before the names of its settings, where several losses have some: <c>1.</c></summary>
    public string SettingPrefix { get; init; } = "";

    public EquatableArray<Argument> Arguments { get; }

    /// <summary>How its parameters are trained.</summary>
    public LearningSpec Learning { get; }

    /// <summary>Initialisers that the model gives it.</summary>
    public EquatableArray<StartSpec> Starts { get; }

    /// <summary>Of a layer or an activation: known when compiled.</summary>
    public Traced Constant(HyperParameter property) => property.Type == FormulaType.Numbers
        ? new TracedNumbers(property.Name, FormulaText.ParseNumbers(Text(property))?.ToEquatableArray())
        : FormulaTracer.Known(property.Type, Text(property));

    /// <summary>Of a loss or an optimizer: floating ones can be set at run time, the others are structural.</summary>
    public Traced Settable(HyperParameter property) =>
        property.IsSettable ? new TracedScalar(new Ir.Uniform(SettingPrefix + property.Name)) : Constant(property);

    /// <summary>As the user wrote it: <c>Dense(32)</c>, <c>AdamW(WeightDecay = 0.01)</c>.</summary>
    /// <param name="others">What it was given that is not the formula's.</param>
    public string Display(params string[] others)
    {
        IEnumerable<string> arguments = Arguments.Select(argument =>
            Formula.ConstructorParameters.Any(parameter => parameter.Property == argument.Property)
                ? Written(argument)
                : argument.Property + " = " + Written(argument));
        string list = string.Join(", ", arguments.Concat(LearningArguments()).Concat(others));
        return list.Length == 0 ? Formula.Name : Formula.Name + "(" + list + ")";
    }

    /// <summary>What an activation leaves for the layer before it to make up for.</summary>
    /// <exception cref="TraceException">The method that says it gives no number.</exception>
    public double Gain() => Formula.Gain switch
    {
        null => 1,
        string method when Formula.Methods.Any(own => own.Name == method) =>
            new FormulaTracer(Formula, Constant, null).Run(method, [], out _) is TracedScalar scalar
            && Passes.Algebra.Simplify(scalar.Expr) is Ir.Number number
                ? number.Value
                : throw new TraceException($"{Formula.Name}'s {method} gives no number that is known when compiled"),
        string number => FormulaText.ParseNumber(number),
    };

    private IEnumerable<string> LearningArguments()
    {
        if (Learning.LearningRateFactor != 1)
            yield return "LearningRateFactor = " + FormulaText.Number(Learning.LearningRateFactor);
        if (Learning.DecayFactor != 1)
            yield return "DecayFactor = " + FormulaText.Number(Learning.DecayFactor);
        if (Learning.DecayAll)
            yield return "DecayAll = true";
        if (Learning.IsFrozen)
            yield return "Frozen = true";
    }

    /// <summary>A value as C# writes it: of several numbers the first ones, of an enum the member.</summary>
    private string Written(Argument argument)
    {
        const int Shown = 8;
        if (Formula.Properties.All(property => property.Name != argument.Property || property.Type != FormulaType.Numbers)
            || FormulaText.ParseNumbers(argument.Value) is not double[] numbers)
        {
            return argument.Name ?? argument.Value;
        }
        return "[" + string.Join(", ", numbers.Take(Shown).Select(FormulaText.Number)) + (numbers.Length > Shown ? ", …]" : "]");
    }

    private string Text(HyperParameter property) => _values.TryGetValue(property.Name, out string? text)
        ? text
        : throw new TraceException($"{Formula.Name} needs a value for {property.Name}");
}
