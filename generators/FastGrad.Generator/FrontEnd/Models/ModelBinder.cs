using FastGrad.Compiler;
using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Specs;
using FastGrad.Generator.Diagnostics;
using FastGrad.Generator.FrontEnd.Formulas;
using FastGrad.Generator.FrontEnd.Gpu;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FastGrad.Generator.FrontEnd.Models;

/// <summary>Binds one model: a pipeline of the attributes on its class, or a method <c>Forward</c> with layers as partial methods.</summary>
internal sealed class ModelBinder
{
    private readonly INamedTypeSymbol _type;
    private readonly TypeDeclarationSyntax _declaration;
    private readonly Location _name;
    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellation;
    private readonly Findings _findings = new();
    private readonly Stage? _model;
    private readonly Stages _stages;
    private readonly LayerMethods _layers;
    private readonly ModelScope _scope;
    private readonly StageBinder _binder;

    public ModelBinder(
        GeneratorAttributeSyntaxContext context, INamedTypeSymbol type, TypeDeclarationSyntax declaration, CancellationToken cancellation)
    {
        _type = type;
        _declaration = declaration;
        _name = declaration.Identifier.GetLocation();
        _compilation = context.SemanticModel.Compilation;
        _cancellation = cancellation;
        _model = Stage.Of(type, KnownTypes.Model, cancellation);
        _stages = Stages.Of(type, cancellation);
        _layers = LayerMethods.Of(type, firstPlace: 1 + _stages.All.Count, cancellation);
        _scope = new ModelScope(_layers.Symbols, firstPlace: 1 + _stages.All.Count + _layers.Attributes.Count());
        _binder = new StageBinder(_compilation, _findings, cancellation);
    }

    public ModelBinding Bind()
    {
        ModelSpec? spec = null;
        LayersSpec? layers = null;
        ModelOutline? outline = null;
        if (ModelClass.Check(_type, _declaration, _findings, _cancellation) && Languages.Suffices(_declaration, _name, _findings))
        {
            (EquatableArray<StageSpec> methods, EquatableArray<LayerMethod> parts) = _layers.Bind(_type, _binder, _compilation, _findings);
            layers = parts.Count > 0 ? new LayersSpec(Names.TypeSpecOf(_type), parts) : null;
            spec = Spec(methods);
            if (_findings.IsSilent)
                ReportGenerated();
            outline = _findings.Failed ? Outline() : null;
        }
        return new ModelBinding(
            Names.MetadataName(_type),
            _findings.Failed ? null : spec,
            layers,
            outline,
            new EquatableArray<LocationInfo>(
            [
                LocationInfo.From(_name),
                .. _stages.All.Concat(_layers.Attributes).Select(stage => LocationInfo.From(stage.Syntax)),
                .. _scope.Places,
            ]),
            _findings.Diagnostics.ToEquatableArray());
    }

    private bool HasProfile => Setting("Profile") is true;

    private ModelSpec? Spec(EquatableArray<StageSpec> methods)
    {
        Precision precision = Setting("Precision") is int number ? (Precision)number : Precision.Single;
        if (_model is not null && precision is not (Precision.Single or Precision.Double))
            _findings.Report(Descriptors.OutOfRange, _model.ArgumentOf("Precision", null, 0), "Model", "Precision",
                FormulaText.Number((int)precision), "Precision.Single or Precision.Double");
        if (_model is not null && precision == Precision.Double && Setting("MixedPrecision") is true)
            _findings.Report(GpuDescriptors.MixedDouble, _model.ArgumentOf("MixedPrecision", null, 0), _type.Name);
        Collisions.OfModel(_type, precision == Precision.Double, HasProfile, GpuSupport.Of(_compilation, "").Level == GpuLevel.Usable, _findings);
        IMethodSymbol[] forwards = [.. ForwardBinder.Candidates(_type)];
        bool isPipeline = _stages.Pipeline.Any();
        bool hasForward = isPipeline ? forwards.Any(ForwardBinder.IsMeant) : forwards.Length > 0 || _layers.Any;
        _stages.Check(_type.Name, _name, hasForward, _findings);
        bool exampleWeights = Setting("ExampleWeights") is true;
        (long budget, long capacity) = _model is null
            ? (0, 1)
            : (_binder.Setting(_model, "MemoryBudget", 0), _binder.Setting(_model, "BatchCapacity", 1));

        StageSpec?[] pipeline = [.. _stages.Layers.Select(Layer)];
        foreach ((Stage initializer, _) in _stages.Initializers.Where(entry => entry.Layer is null))
            _binder.Astray(initializer, "no layer stands right before it");
        StageSpec?[] optimizers = [.. _stages.Optimizers.Select(_binder.Bind)];
        ForwardSpec? spec = hasForward ? Forward(forwards, isPipeline) : Pipeline();
        LossSpec?[] losses = [.. _stages.Losses.Select(stage => _binder.BindLoss(stage, _type.Name, spec?.Outputs ?? default))];
        if (_findings.Failed || spec is null)
            return null;
        EquatableArray<LossSpec> bound = losses.OfType<LossSpec>().ToEquatableArray();
        if (hasForward)
            Duplicates.Check(_type.Name, spec, bound, exampleWeights, _name, _findings);
        return new ModelSpec(
            Names.TypeSpecOf(_type), precision, Setting("InputGradient") is true, spec.Inputs,
            hasForward ? methods : pipeline.OfType<StageSpec>().ToEquatableArray(),
            bound, optimizers.FirstOrDefault(), spec.Outputs,
            hasForward ? spec.Text : null, exampleWeights, budget, (int)capacity, HasProfile, Setting("MixedPrecision") is true);
    }

    /// <summary>A stage of a pipeline, with the initialisers that follow it.</summary>
    private StageSpec? Layer(Stage stage) => _binder.Bind(stage, "") is var (spec, formula)
        ? spec with { Starts = _binder.Starts(stage, formula, _stages.Initializers.Where(entry => entry.Layer == stage).Select(entry => entry.Initializer)) }
        : null;

    /// <summary>In attributes, of the class, its methods and their parameters: C# will find such names once they are generated, and say nothing.</summary>
    private void ReportGenerated()
    {
        foreach (SyntaxReference part in _type.DeclaringSyntaxReferences)
        {
            var unresolved = new Unresolved(_compilation.GetSemanticModel(part.SyntaxTree), _cancellation);
            foreach (AttributeSyntax attribute in part.GetSyntax(_cancellation).DescendantNodes().OfType<AttributeSyntax>())
                unresolved.ReportGenerated(attribute, _findings);
        }
    }

    /// <summary>Null where the members would not be those of a model with one input, one output and one loss, or where their names are taken.</summary>
    private ModelOutline? Outline()
    {
        IMethodSymbol[] forwards = [.. ForwardBinder.Candidates(_type)];
        bool isSimple = _stages.Losses.Skip(1).FirstOrDefault() is null && Setting("ExampleWeights") is not true
            && Stage.Of(_type, KnownTypes.Indices, _cancellation) is null
            && forwards.All(forward => FormulaTypes.Of(forward.ReturnType) == FormulaType.Tensor
                && forward.Parameters is [IParameterSymbol only] && only.FindAttribute(KnownTypes.Indices) is null);
        if (!isSimple || _findings.Diagnostics.Any(finding => finding.Id == Descriptors.NameCollision.Id))
            return null;
        bool takesLabels = _stages.Losses.FirstOrDefault() is Stage loss
            && FormulaClassBinder.Formulas(loss.Class).FirstOrDefault() is { Parameters: [_, { Type.SpecialType: SpecialType.System_Int32 }, ..] };
        return new ModelOutline(
            Names.TypeSpecOf(_type), Setting("Precision") is (int)Precision.Double ? Precision.Double : Precision.Single, takesLabels, HasProfile,
            IsExplained: !_findings.IsSilent);
    }

    private ForwardSpec Pipeline()
    {
        Stage? indices = Stage.Of(_type, KnownTypes.Indices, _cancellation);
        foreach (Stage stray in _layers.Stages)
            _findings.Report(Descriptors.WrongMember, stray.Syntax, stray.Name, $"a method of '{_type.Name}', which is a pipeline",
                "nothing calls it there; put it on the class, or write 'Forward' and make all stages methods");
        EquatableArray<InputSpec> inputs = _stages.Inputs.Select(stage => _binder.BindInput("input", stage, indices)).ToEquatableArray();
        return new ForwardSpec("", inputs, new([ForwardBinder.OnlyOutput]));
    }

    private ForwardSpec? Forward(IMethodSymbol[] forwards, bool isPipeline)
    {
        if (isPipeline)
        {
            _findings.Report(
                Descriptors.PipelineAndForward, forwards.First(ForwardBinder.IsMeant).Locations[0], _type.Name,
                string.Join(", ", _stages.Pipeline.Select(stage => stage.Name)),
                "make each stage a partial method that Forward calls, '[Dense(10)] private partial Tensor Head(Tensor x);', or remove Forward");
            return null;
        }
        if (forwards.Length == 0)
        {
            _findings.Report(Descriptors.ForwardSignature, _name, _type.Name, "is missing, and nothing else calls the layer methods");
            return null;
        }
        if (Stage.Of(_type, KnownTypes.Indices, _cancellation) is Stage stray)
            _findings.Report(Descriptors.WrongMember, stray.Syntax, stray.Name, $"class '{_type.Name}', which has Forward",
                "it belongs beside the [Shape] of the input that is meant");
        return new ForwardBinder(_type, _scope, _binder, _compilation, _findings, _cancellation).Bind(forwards);
    }

    private object? Setting(string property) =>
        _model?.Attribute.NamedArguments.FirstOrDefault(argument => argument.Key == property).Value is { Kind: not TypedConstantKind.Array } constant
            ? constant.Value
            : null;
}
