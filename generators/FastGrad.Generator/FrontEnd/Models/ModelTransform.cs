using FastGrad.Compiler;
using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Specs;
using FastGrad.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FastGrad.Generator.FrontEnd.Models;

/// <summary>From a class marked [Model] to its binding. It runs for every model at every edit, so it binds and does no more.</summary>
internal static class ModelTransform
{
    /// <summary>Null for a second [Model] on another part, which C# reports; two results of one name would cost the user all.</summary>
    public static ModelBinding? Bind(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        if (context.TargetSymbol is not INamedTypeSymbol type || context.TargetNode is not TypeDeclarationSyntax declaration
            || !IsFirst(type, declaration))
            return null;
        Location name = declaration.Identifier.GetLocation();
        var findings = new Findings();
        var stages = Stages.Of(type, cancellation);
        ModelSpec? spec = null;
        if (ModelClass.Check(type, declaration, findings, cancellation) && Languages.Suffices(declaration, name, findings))
            spec = Spec(type, stages, context.Attributes[0], name, context.SemanticModel.Compilation, findings, cancellation);
        return new ModelBinding(
            Names.MetadataName(type),
            findings.Failed ? null : spec,
            new EquatableArray<LocationInfo>([LocationInfo.From(name), .. stages.All.Select(stage => LocationInfo.From(stage.Syntax))]),
            findings.Diagnostics.ToEquatableArray());
    }

    private static ModelSpec? Spec(
        INamedTypeSymbol type, Stages stages, AttributeData model, Location name,
        Compilation compilation, Findings findings, CancellationToken cancellation)
    {
        Precision precision = Setting(model, "Precision") is int number ? (Precision)number : Precision.Single;
        Collisions.OfModel(type, precision == Precision.Double, findings);
        stages.Check(type.Name, name, findings);
        var binder = new StageBinder(compilation, findings, cancellation);
        EquatableArray<InputSpec> inputs = stages.Inputs.Select(binder.BindInput).ToEquatableArray();
        StageSpec?[] layers = [.. stages.Layers.Select(binder.Bind)];
        StageSpec?[] losses = [.. stages.Losses.Select(binder.Bind)];
        StageSpec?[] optimizers = [.. stages.Optimizers.Select(binder.Bind)];
        if (findings.Failed || losses is not [StageSpec loss])
            return null;
        return new ModelSpec(
            Names.TypeSpecOf(type), precision, Setting(model, "InputGradient") is true,
            inputs, layers.OfType<StageSpec>().ToEquatableArray(),
            new EquatableArray<LossSpec>([new LossSpec(loss, "output", TakesLogits: TakesLogits(stages.Losses.First()))]), optimizers.FirstOrDefault(), new EquatableArray<string>(["output"]));
    }

    private static bool TakesLogits(Stage loss) => loss.Class.FindAttribute(KnownTypes.TakesLogits) is not null;

    private static object? Setting(AttributeData model, string property) =>
        model.NamedArguments.FirstOrDefault(argument => argument.Key == property).Value is { Kind: not TypedConstantKind.Array } constant
            ? constant.Value
            : null;

    private static bool IsFirst(INamedTypeSymbol type, TypeDeclarationSyntax declaration)
    {
        SyntaxReference? first = type.GetAttributes().Where(attribute => attribute.AttributeClass.Is(KnownTypes.Model))
            .Select(attribute => attribute.ApplicationSyntaxReference).OfType<SyntaxReference>()
            .OrderBy(reference => reference.SyntaxTree.FilePath, StringComparer.Ordinal)
            .ThenBy(reference => reference.Span.Start)
            .FirstOrDefault();
        return first is not null && first.SyntaxTree == declaration.SyntaxTree
            && declaration.AttributeLists.Any(list => list.Span.Contains(first.Span));
    }
}
