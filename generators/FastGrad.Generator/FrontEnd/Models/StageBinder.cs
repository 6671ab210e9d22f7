using System.Globalization;
using FastGrad.Compiler;
using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Specs;
using FastGrad.Generator.Diagnostics;
using FastGrad.Generator.FrontEnd.Formulas;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.FrontEnd.Models;

/// <summary>From an attribute on a model to what the compiler needs of it: the formula's text and the values given.</summary>
internal sealed class StageBinder(Compilation compilation, Findings findings, CancellationToken cancellation)
{
    /// <param name="indices">The [Indices] beside it, where the input is of whole numbers.</param>
    public InputSpec BindInput(string name, Stage stage, Stage? indices)
    {
        int[] shape = stage.Attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Array, IsNull: false } dimensions]
            ? [.. dimensions.Values.Select(value => value.Value is int length ? length : 0)]
            : [];
        int count = indices?.Attribute.ConstructorArguments is [{ Value: int given }] ? given : 0;
        if (IsBroken(stage) || (indices is not null && IsBroken(indices)))
            findings.FailSilently();
        else if (shape.Length > 4 || (shape.Length == 0 && stage.Class.Is(KnownTypes.Input)))
            OutOfRange(stage.Syntax, stage, "the shape", Rank(shape.Length), "of one to four dimensions");
        else if (Array.FindIndex(shape, length => length < 1) is int wrong and >= 0)
            OutOfRange(stage.ArgumentAt(wrong), stage, "a dimension", Text(shape[wrong]), "at least 1");
        else if (shape.Aggregate(1m, (product, length) => product * length) is decimal total and > int.MaxValue)
            OutOfRange(stage.Syntax, stage, "the length", total.ToString(CultureInfo.InvariantCulture), $"at most {Text(int.MaxValue)}");
        else if (indices is not null && count < 1)
            OutOfRange(indices.ArgumentAt(0), indices, "the number of values", Text(count), "at least 1");
        return new InputSpec(name, indices is null ? ElementType.Real : ElementType.Integer, new EquatableArray<int>(shape), count);
    }

    /// <summary>A loss with the output that it reads; null where something is wrong.</summary>
    public LossSpec? BindLoss(Stage stage, string model, EquatableArray<string> outputs)
    {
        (StageSpec Spec, FormulaClass Formula)? bound = Bind(stage, "");
        // A property of the loss's own that is called so has another meaning.
        object? Setting(string name) => Declares(stage, name, KnownTypes.Loss) ? Given(stage, name) : null;
        object? weight = Setting("LossWeight");
        if (weight is double number && (double.IsNaN(number) || double.IsInfinity(number)))
            OutOfRange(stage.ArgumentOf("LossWeight", null, 0), stage, "LossWeight", FormulaText.Number(number), "finite");
        LossReduction reduction = Setting("Reduction") is int way ? (LossReduction)way : LossReduction.Mean;
        if (reduction is not (LossReduction.Mean or LossReduction.Sum or LossReduction.None))
            OutOfRange(stage.ArgumentOf("Reduction", null, 0), stage, "Reduction", Text((int)reduction), "Reduction.Mean, Reduction.Sum or Reduction.None");
        // The value that the property has by itself means that none is given.
        int? ignored = Setting("IgnoreLabel") is int label and not int.MinValue ? label : null;
        if (ignored is not null && bound?.Formula.Formula.Parameters[1].Type is FormulaType type and not FormulaType.Integer)
            findings.Report(
                Descriptors.IgnoreLabelWithoutLabels, stage.ArgumentOf("IgnoreLabel", null, 0), stage.Name, model,
                type == FormulaType.Double ? "one target for each output" : "targets of real numbers");
        string? output = Setting("Output") as string;
        if (output is null && outputs.Count > 1)
        {
            Unknown(stage.Syntax, $"says not of which output it is; write [{stage.Name}(Output = \"{outputs[0]}\")]");
            return null;
        }
        if (output is not null && outputs.Count > 0 && !outputs.Contains(output))
        {
            string? near = Spelling.Nearest(output, outputs);
            Unknown(stage.ArgumentOf("Output", null, 0),
                $"is of '{output}', which is no output" + (near is null ? "" : $"; did you mean '{near}'?"));
            return null;
        }
        return bound is null || outputs.Count == 0 ? null : new LossSpec(
            bound.Value.Spec, output ?? outputs[0], weight as double? ?? 1, stage.Class.FindAttribute(KnownTypes.TakesLogits) is not null,
            reduction, ignored);

        void Unknown(SyntaxNode place, string what) =>
            findings.Report(Descriptors.UnknownOutput, place, model, stage.Name, what, string.Join(", ", outputs));
    }

    /// <summary>A setting of [Model] that is a count, checked.</summary>
    public long Setting(Stage model, string property, long minimum)
    {
        if (IsBroken(model))
            findings.FailSilently();
        if (Given(model, property) is not object value)
            return minimum;
        long given = System.Convert.ToInt64(value, CultureInfo.InvariantCulture);
        if (given < minimum)
            OutOfRange(model.ArgumentOf(property, null, 0), model, property, FormulaText.Number(given), $"at least {FormulaText.Number(minimum)}");
        return given;
    }

    public StageSpec? Bind(Stage stage) => Bind(stage, "")?.Spec;

    /// <summary>Null where something is wrong, which is then in the findings.</summary>
    /// <param name="name">Of the partial method that carries it; empty on a class.</param>
    public (StageSpec Spec, FormulaClass Formula)? Bind(Stage stage, string name)
    {
        cancellation.ThrowIfCancellationRequested();
        if (IsBroken(stage))
        {
            findings.FailSilently();
            return null;
        }
        if (Kinds.Of(stage.Class) is null
            || new FormulaSource(compilation, findings, cancellation).Find(stage) is not (string text, FormulaClass formula))
            return null;
        var spec = new StageSpec(text, Arguments(stage, formula).ToEquatableArray(), stage.Place, name);
        if (formula.Kind is FormulaKind.Layer or FormulaKind.Activation)
            spec = spec with { Learning = Learning(stage, formula) };
        return (spec, formula);
    }

    /// <summary>The initialisers that follow a layer, or stand beside it.</summary>
    public EquatableArray<StartSpec> Starts(Stage layer, FormulaClass formula, IEnumerable<Stage> initializers)
    {
        var starts = new List<StartSpec>();
        string[] own = [.. formula.Formula.Parameters.Where(parameter => parameter.Role == ParameterRole.Trained).Select(parameter => parameter.Name)];
        foreach (Stage initializer in initializers)
        {
            if (IsBroken(initializer))
            {
                findings.FailSilently();
                continue;
            }
            Initializers.Check(initializer.Attribute, findings, cancellation);
            string? wanted = Given(initializer, "Parameter") as string;
            string? name = own.FirstOrDefault(name => ParameterName(name) == wanted);
            if (own.Length == 0)
            {
                findings.Report(Descriptors.StartsNothing, initializer.Syntax, initializer.Name, $"[{layer.Name}] learns nothing", "remove it");
            }
            else if (wanted is not null && name is null)
            {
                string[] there = [.. own.Select(ParameterName)];
                string? near = Spelling.Nearest(wanted, there);
                findings.Report(Descriptors.StartsNothing, initializer.ArgumentOf("Parameter", null, 0), initializer.Name,
                    $"[{layer.Name}] has no parameter '{wanted}', only {string.Join(" and ", there)}",
                    near is null ? "name one of these" : $"did you mean '{near}'?");
            }
            else
            {
                starts.Add(new StartSpec(initializer.Name, Initializers.Text(initializer.Attribute), name, initializer.Place,
                    initializer.Class.FindAttribute(KnownTypes.ForMatrices) is not null));
            }
        }
        return starts.ToEquatableArray();
    }

    /// <summary>An initialiser that no layer stands before.</summary>
    public void Astray(Stage initializer, string what) =>
        findings.Report(Descriptors.StartsNothing, initializer.Syntax, initializer.Name, what, "write it right after the layer whose parameters it is for");

    private LearningSpec? Learning(Stage stage, FormulaClass formula)
    {
        // A property of the layer's own that is called so has another meaning.
        object? Setting(string name) => Declares(stage, name, KnownTypes.LearnedStage) ? Given(stage, name) : null;
        var learning = new LearningSpec(
            Factor("LearningRateFactor"), Factor("DecayFactor"), Setting("DecayAll") is true, Setting("Frozen") is true);
        if (learning.Equals(new LearningSpec()))
            return null;
        if (formula.Formula.Parameters.All(parameter => parameter.Role != ParameterRole.Trained))
            findings.Report(Descriptors.LearnsNothing, stage.Syntax, stage.Name);
        return learning;

        double Factor(string name)
        {
            double factor = Setting(name) as double? ?? 1;
            if (!(factor >= 0) || double.IsInfinity(factor))
                OutOfRange(stage.ArgumentOf(name, null, 0), stage, name, FormulaText.Number(factor), "at least 0 and finite");
            return factor;
        }
    }

    /// <summary>As it is called in <c>Dense1.Weight</c>.</summary>
    private static string ParameterName(string argument) => char.ToUpperInvariant(argument[0]) + argument.Substring(1);

    /// <summary>Constructor arguments by the property they set, then named ones, which win as they do in C#.</summary>
    private List<Argument> Arguments(Stage stage, FormulaClass formula)
    {
        var arguments = new List<Argument>();
        for (int i = 0; i < stage.Attribute.ConstructorArguments.Length && i < formula.ConstructorParameters.Count; i++)
        {
            ConstructorParameter parameter = formula.ConstructorParameters[i];
            Add(parameter.Property, stage.Attribute.ConstructorArguments[i], parameter.Name, i);
        }
        foreach (KeyValuePair<string, TypedConstant> named in stage.Attribute.NamedArguments)
            Add(named.Key, named.Value, null, 0);
        return arguments;

        void Add(string name, TypedConstant constant, string? parameter, int ordinal)
        {
            if (formula.Properties.FirstOrDefault(property => property.Name == name) is not HyperParameter property || Text(property, constant) is not string text)
                return;
            arguments.RemoveAll(argument => argument.Property == name);
            arguments.Add(new Argument(name, text, FormulaTypes.Member(constant)));
            if (Ranges.Violation(property, text) is var (what, got, allowed))
                OutOfRange(stage.ArgumentOf(name, parameter, ordinal), stage, what, got, allowed);
        }
    }

    private static string? Text(HyperParameter property, TypedConstant constant) => constant switch
    {
        { Kind: TypedConstantKind.Array } => FormulaTypes.Numbers(constant),
        { Kind: TypedConstantKind.Primitive or TypedConstantKind.Enum, Value: object value } => FormulaTypes.Text(property.Type, value),
        _ => null,
    };

    private void OutOfRange(SyntaxNode place, Stage stage, string what, string got, string allowed) =>
        findings.Report(Descriptors.OutOfRange, place, stage.Name, what, got, allowed);

    /// <summary>Whether what the attribute calls by this name is that base class's property, and not one that hides it.</summary>
    private static bool Declares(Stage stage, string property, string baseClass)
    {
        INamedTypeSymbol? at = stage.Class;
        while (at is not null && !at.GetMembers(property).OfType<IPropertySymbol>().Any())
            at = at.BaseType;
        return at.Is(baseClass);
    }

    private static object? Given(Stage stage, string property)
    {
        TypedConstant given = stage.Attribute.NamedArguments.FirstOrDefault(argument => argument.Key == property).Value;
        return given.Kind is TypedConstantKind.Primitive or TypedConstantKind.Enum ? given.Value : null;
    }

    /// <summary>An attribute that C# itself rejects.</summary>
    private static bool IsBroken(Stage stage) =>
        stage.Attribute.AttributeConstructor is null
        || stage.Attribute.ConstructorArguments.Any(IsBroken)
        || stage.Attribute.NamedArguments.Any(argument => IsBroken(argument.Value));

    private static bool IsBroken(TypedConstant argument) =>
        argument.Kind == TypedConstantKind.Error || (argument is { Kind: TypedConstantKind.Array, IsNull: false } && argument.Values.Any(IsBroken));

    private static string Rank(int rank) => rank == 0 ? "empty" : "of rank " + Text(rank);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
