using System.Collections.Immutable;
using System.Text;
using FastGrad.Compiler;
using FastGrad.Compiler.Backends;
using FastGrad.Generator.Diagnostics;
using FastGrad.Generator.FrontEnd;
using FastGrad.Generator.FrontEnd.Formulas;
using FastGrad.Generator.FrontEnd.Gpu;
using FastGrad.Generator.FrontEnd.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace FastGrad.Generator.Output;

/// <summary>The generator: binding, then for each declaration its spec alone through the compiler, then files and diagnostics.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class FastGradGenerator : IIncrementalGenerator
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ModelBinding> models = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownTypes.Model, static (node, _) => node is TypeDeclarationSyntax, ModelTransform.Bind)
            .Where(static binding => binding is not null).Select(static (binding, _) => binding!)
            .WithTrackingName(Steps.BindModel);
        IncrementalValuesProvider<FormulaBinding> formulas = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownTypes.Formula, static (node, _) => node is MethodDeclarationSyntax, FormulaTransform.Bind)
            .Where(static binding => binding is not null).Select(static (binding, _) => binding!)
            .WithTrackingName(Steps.BindFormula);

        IncrementalValuesProvider<Compiler.Specs.ModelSpec> modelSpecs = models
            .Where(static binding => binding.Spec is not null).Select(static (binding, _) => binding.Spec!)
            .WithTrackingName(Steps.ModelSpec);
        IncrementalValuesProvider<FormulaSpec> formulaSpecs = formulas
            .Where(static binding => binding.Spec is not null).Select(static (binding, _) => binding.Spec!)
            .WithTrackingName(Steps.FormulaSpec);

        IncrementalValuesProvider<Compiled> compiledModels = modelSpecs
            .Select(static (spec, _) => Compiled.Guard(spec.Type.FullName, () => ModelCompiler.Compile(spec)))
            .WithTrackingName(Steps.CompileModel);
        IncrementalValuesProvider<Compiled> companions = formulaSpecs
            .Where(static spec => Kinds.HasCompanion(spec.Kind))
            .Select(static (spec, _) =>
                Compiled.Guard(spec.Type.FullName, () => CompanionCompiler.Compile(Compiler.Formulas.FormulaReader.Read(spec.Text))))
            .WithTrackingName(Steps.CompileCompanion);

        IncrementalValueProvider<EquatableArray<string>> clashes = models.Select(static (binding, _) => binding.Name).Collect()
            .Combine(formulaSpecs.Select(static (spec, _) => spec.Type.FullName).Collect())
            .Select(static (names, _) => HintNames.Clashes(names.Left.Concat(names.Right)))
            .WithTrackingName(Steps.Clashes);

        // Implemented whatever becomes of the model; eagerly, if what they stand on is there.
        IncrementalValueProvider<EquatableArray<string>> complete = compiledModels
            .Where(static unit => unit.IsComplete).Select(static (unit, _) => unit.Name).Collect()
            .Select(static (names, _) => names.ToEquatableArray());
        IncrementalValuesProvider<LayersSpec> layers = models
            .Where(static binding => binding.Layers is not null).Select(static (binding, _) => binding.Layers!)
            .Combine(complete)
            .Select(static (pair, _) => pair.Left with { IsCompiled = pair.Right.Contains(pair.Left.Type.FullName) })
            .WithTrackingName(Steps.Layers);

        IncrementalValueProvider<GpuSupport> gpu = GpuOutput.Support(context);
        IncrementalValuesProvider<GpuModelSpec> gpuModels = GpuOutput.Models(modelSpecs, complete, gpu);
        IncrementalValuesProvider<Compiled> compiledGpuModels = GpuOutput.Compile(gpuModels);

        AddFiles(context, compiledModels, clashes, HintNames.Model);
        AddFiles(context, compiledGpuModels, clashes, HintNames.Gpu);
        GpuOutput.AddLibrary(context, gpuModels);
        context.RegisterSourceOutput(
            layers.Combine(clashes),
            static (output, pair) =>
                Add(output, HintNames.Of(pair.Left.Type.FullName, HintNames.Layers, pair.Right), LayersPart.Write(pair.Left)));
        AddFiles(context, companions, clashes, HintNames.Companion);
        context.RegisterSourceOutput(
            formulaSpecs.Combine(clashes),
            static (output, pair) =>
                Add(output, HintNames.Of(pair.Left.Type.FullName, HintNames.Formula, pair.Right), FormulaPart.Write(pair.Left)));

        IncrementalValuesProvider<Compiler.Specs.ModelOutline> outlines = models
            .Where(static binding => binding.Outline is not null).Select(static (binding, _) => binding.Outline!);
        context.RegisterSourceOutput(
            outlines.Combine(clashes),
            static (output, pair) => Add(output, HintNames.Of(pair.Left.Type.FullName, HintNames.Model, pair.Right), StubEmitter.Emit(pair.Left)));
        GpuOutput.AddStubs(context, outlines, modelSpecs, compiledModels, gpu, clashes);

        Report(context, GpuOutput.Findings(models, gpu));
        Report(context, models.SelectMany(static (binding, _) => binding.Diagnostics));
        Report(context, formulas.SelectMany(static (binding, _) => binding.Diagnostics));
        IncrementalValuesProvider<Placed> places = models.Select(static (binding, _) => new Placed(binding.Name, binding.Places));
        ReportProblems(context, compiledModels, places);
        ReportProblems(context, compiledGpuModels, places);
        ReportProblems(
            context, companions, formulas.Select(static (binding, _) => new Placed(binding.Spec?.Type.FullName ?? "", binding.Places)));
    }

    private static void AddFiles(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<Compiled> compiled,
        IncrementalValueProvider<EquatableArray<string>> clashes, string ending) =>
        context.RegisterSourceOutput(
            compiled.Where(static unit => unit.Source.Length > 0).Combine(clashes),
            (output, pair) => Add(output, HintNames.Of(pair.Left.Name, ending, pair.Right), pair.Left.Source));

    internal static void Add(SourceProductionContext output, string hintName, string source) =>
        output.AddSource(hintName, SourceText.From(source.Replace("\r\n", "\n"), _utf8));

    /// <summary>Places join only those units that have problems, so that moving code does not touch the others.</summary>
    private static void ReportProblems(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<Compiled> compiled,
        IncrementalValuesProvider<Placed> places) =>
        Report(context, compiled
            .Where(static unit => unit.Problems.Count > 0)
            .Combine(places.Collect())
            .SelectMany(static (pair, _) => Locate(pair.Left, pair.Right)));

    private static IEnumerable<DiagnosticInfo> Locate(Compiled unit, ImmutableArray<Placed> places) =>
        places.Where(placed => placed.Name == unit.Name).Take(1)
            .SelectMany(placed => unit.Problems.Select(problem => DiagnosticInfo.From(problem, placed.Places)));

    /// <summary>With the tree that a place is of: only then do <c>#pragma warning</c> and .editorconfig reach a diagnostic.</summary>
    private static void Report(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<DiagnosticInfo> diagnostics) =>
        context.RegisterSourceOutput(
            diagnostics.WithTrackingName(Steps.Report).Combine(context.CompilationProvider),
            static (output, pair) => output.ReportDiagnostic(pair.Left.ToDiagnostic(pair.Right)));
}
