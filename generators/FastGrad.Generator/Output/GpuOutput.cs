using FastGrad.Compiler;
using FastGrad.Compiler.Backends;
using FastGrad.Compiler.Backends.IlGpu;
using FastGrad.Compiler.Specs;
using FastGrad.Generator.FrontEnd.Gpu;
using FastGrad.Generator.FrontEnd.Models;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.Output;

/// <summary>
/// The part of the pipeline that a project gets by referencing ILGPU. What decides is one small value; so an edit compiles no kernel anew
/// unless the model's spec changed.
/// </summary>
internal static class GpuOutput
{
    private const string NoOptimizer = "it declares no optimizer; add one to the class, such as [Adam]";

    /// <summary>What the references and the project's properties say.</summary>
    public static IncrementalValueProvider<GpuSupport> Support(IncrementalGeneratorInitializationContext context) => context.CompilationProvider
        .Combine(context.AnalyzerConfigOptionsProvider.Select(static (options, _) => Publishing.Ahead(options.GlobalOptions)))
        .Select(static (pair, _) => GpuSupport.Of(pair.Left, pair.Right))
        .WithTrackingName(Steps.Gpu);

    /// <summary>The models that have a part for GPUs, be it one that says why there is no more.</summary>
    /// <param name="specs">All models that could be bound.</param>
    /// <param name="complete">The names of those that the CPU's back end compiled.</param>
    /// <param name="support">See <see cref="Support"/>.</param>
    public static IncrementalValuesProvider<GpuModelSpec> Models(
        IncrementalValuesProvider<ModelSpec> specs, IncrementalValueProvider<EquatableArray<string>> complete, IncrementalValueProvider<GpuSupport> support) => specs
        .Combine(complete)
        .Where(static pair => pair.Right.Contains(pair.Left.Type.FullName))
        .Combine(support.Select(static (support, _) => (IsThere: support.Level != GpuLevel.None, support.Hindrance)))
        .Where(static pair => pair.Right.IsThere)
        .Select(static (pair, _) => new GpuModelSpec(pair.Left.Left, pair.Right.Hindrance ?? (pair.Left.Left.Optimizer is null ? NoOptimizer : null)))
        .WithTrackingName(Steps.GpuModelSpec);

    public static IncrementalValuesProvider<Compiled> Compile(IncrementalValuesProvider<GpuModelSpec> models) => models
        .Select(static (model, _) => Compiled.Guard(model.Spec.Type.FullName, () => model.Hindrance is null
            ? GpuCompiler.Compile(model.Spec)
            : new CompiledUnit("", GpuStubEmitter.Emit(model.Spec.Type, model.Hindrance), default)))
        .WithTrackingName(Steps.CompileGpu);

    /// <summary>Of models that only have stubs, one more.</summary>
    /// <param name="context">The generator's.</param>
    /// <param name="outlines">Models that could not be bound.</param>
    /// <param name="specs">All others.</param>
    /// <param name="compiled">What the CPU's back end made of those.</param>
    /// <param name="support">See <see cref="Support"/>.</param>
    /// <param name="clashes">Names that differ by case alone.</param>
    public static void AddStubs(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<ModelOutline> outlines, IncrementalValuesProvider<ModelSpec> specs,
        IncrementalValuesProvider<Compiled> compiled, IncrementalValueProvider<GpuSupport> support, IncrementalValueProvider<EquatableArray<string>> clashes)
    {
        IncrementalValueProvider<EquatableArray<string>> stubs = compiled
            .Where(static unit => !unit.IsComplete && unit.Source.Length > 0).Select(static (unit, _) => unit.Name).Collect()
            .Select(static (names, _) => names.ToEquatableArray());
        Add(outlines);
        Add(specs.Combine(stubs)
            .Where(static pair => pair.Right.Contains(pair.Left.Type.FullName))
            .Select(static (pair, _) => StubEmitter.Outline(pair.Left)).Where(static model => model is not null).Select(static (model, _) => model!));

        void Add(IncrementalValuesProvider<ModelOutline> models) => context.RegisterSourceOutput(
            models.Combine(support.Select(static (support, _) => support.Level != GpuLevel.None)).Where(static pair => pair.Right)
                .Select(static (pair, _) => pair.Left).Combine(clashes),
            static (output, pair) => FastGradGenerator.Add(
                output, HintNames.Of(pair.Left.Type.FullName, HintNames.Gpu, pair.Right), GpuStubEmitter.Emit(pair.Left)));
    }

    /// <summary>What all kernels share, in the precisions that a model has.</summary>
    public static void AddLibrary(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<GpuModelSpec> models) =>
        context.RegisterSourceOutput(
            models.Where(static model => model.Hindrance is null).Select(static (model, _) => model.Spec.Precision).Collect()
                .Select(static (precisions, _) => (Single: precisions.Contains(Precision.Single), Double: precisions.Contains(Precision.Double)))
                .WithTrackingName(Steps.GpuPrecisions),
            static (output, has) =>
            {
                if (!has.Single && !has.Double)
                    return;
                foreach ((string hint, string text) in GpuLibrary.Files(has.Single, has.Double))
                    FastGradGenerator.Add(output, hint, text);
            });

    /// <summary>Once for a project: at the model whose name comes first, whatever the order of files.</summary>
    public static IncrementalValuesProvider<Diagnostics.DiagnosticInfo> Findings(
        IncrementalValuesProvider<ModelBinding> models, IncrementalValueProvider<GpuSupport> support) => models
        .Where(static binding => binding.Spec is not null).Select(static (binding, _) => new Placed(binding.Name, new([binding.Places[0]])))
        .Collect()
        .Combine(support)
        .SelectMany(static (pair, _) => pair.Right.Finding is not var (descriptor, words) ? [] : pair.Left
            .OrderBy(placed => placed.Name, StringComparer.Ordinal).Take(1)
            .Select(first => Diagnostics.DiagnosticInfo.Create(descriptor, first.Places[0], words)));
}

/// <summary>A model whose CPU part is whole.</summary>
/// <param name="Hindrance">Why it has no GPU trainer; null for one that has.</param>
internal sealed record GpuModelSpec(ModelSpec Spec, string? Hindrance);
