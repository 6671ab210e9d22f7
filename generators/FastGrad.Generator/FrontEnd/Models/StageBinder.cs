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
    public InputSpec BindInput(Stage stage)
    {
        int[] shape = stage.Attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Array, IsNull: false } dimensions]
            ? [.. dimensions.Values.Select(value => value.Value is int length ? length : 0)]
            : [];
        if (IsBroken(stage))
            findings.FailSilently();
        else if (shape.Length is 0 or > 4)
            OutOfRange(stage.Syntax, stage, "the shape", Rank(shape.Length), "of one to four dimensions");
        else if (Array.FindIndex(shape, length => length < 1) is int wrong and >= 0)
            OutOfRange(stage.ArgumentAt(wrong), stage, "a dimension", Text(shape[wrong]), "at least 1");
        else if (shape.Aggregate(1m, (product, length) => product * length) is decimal total and > int.MaxValue)
            OutOfRange(stage.Syntax, stage, "the length", total.ToString(CultureInfo.InvariantCulture), $"at most {Text(int.MaxValue)}");
        return new InputSpec("input", ElementType.Real, new EquatableArray<int>(shape));
    }

    /// <summary>Null where something is wrong, which is then in the findings.</summary>
    public StageSpec? Bind(Stage stage)
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
        return new StageSpec(text, Arguments(stage, formula).ToEquatableArray(), stage.Place);
    }

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
            if (formula.Properties.FirstOrDefault(property => property.Name == name) is not HyperParameter property
                || constant is not { Kind: TypedConstantKind.Primitive or TypedConstantKind.Enum, Value: object value })
            {
                return;
            }
            string text = FormulaTypes.Text(property.Type, value);
            arguments.RemoveAll(argument => argument.Property == name);
            arguments.Add(new Argument(name, text));
            if (Ranges.Violation(property, text) is string allowed)
                OutOfRange(stage.ArgumentOf(name, parameter, ordinal), stage, name, text, allowed);
        }
    }

    private void OutOfRange(SyntaxNode place, Stage stage, string what, string got, string allowed) =>
        findings.Report(Descriptors.OutOfRange, place, stage.Name, what, got, allowed);

    /// <summary>An attribute that C# itself rejects.</summary>
    private static bool IsBroken(Stage stage) =>
        stage.Attribute.AttributeConstructor is null
        || stage.Attribute.ConstructorArguments.Any(argument => argument.Kind == TypedConstantKind.Error)
        || stage.Attribute.NamedArguments.Any(argument => argument.Value.Kind == TypedConstantKind.Error);

    private static string Rank(int rank) => rank == 0 ? "empty" : "of rank " + Text(rank);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
