using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.Diagnostics;

/// <summary>
/// Every mistake that FastGrad reports. One id per mistake, never reused; each has a help page beside the generator's source.
/// Most in this file are errors: after any of them the code that the user calls does not exist. Those that can stand beside generated code,
/// warnings among them, are in <see cref="CheckDescriptors"/> and <see cref="GpuDescriptors"/>.
/// </summary>
internal static class Descriptors
{
    public static readonly DiagnosticDescriptor NotPartial = Create(
        "FG0001", "A model must be partial",
        "'{1}' must be declared partial, so that the generated part of model '{0}' can join it");

    public static readonly DiagnosticDescriptor UnsupportedPlace = Create(
        "FG0002", "A model must be an ordinary class",
        "Model '{0}' is {1}, but a model must be an ordinary class: {2}");

    public static readonly DiagnosticDescriptor StagesOnSeveralParts = Create(
        "FG0003", "Stages must stand on one part of the class",
        "Model '{0}' has [{1}] on one part and [{2}] on another, and the order of attributes across parts is undefined; "
        + "move all stages to one part");

    public static readonly DiagnosticDescriptor NoInput = Create(
        "FG0004", "A model starts with its input",
        "Model '{0}' needs one [Input(...)] before its other stages, or a method 'Forward', but {1}");

    public static readonly DiagnosticDescriptor NoLoss = Create(
        "FG0005", "A model has a loss",
        "Model '{0}' needs a loss, but {1}");

    public static readonly DiagnosticDescriptor LossDoesNotFit = Create(
        "FG0006", "The loss does not fit the output",
        "Loss [{1}] of model '{0}' needs {2}, but got {3}");

    public static readonly DiagnosticDescriptor UnsupportedConstruct = Create(
        "FG0007", "A formula is written in a subset of C#",
        "Formula '{0}' cannot use {1}; {2}");

    public static readonly DiagnosticDescriptor OutOfRange = Create(
        "FG0008", "A hyper-parameter is out of range",
        "{1} of [{0}] is {2}, but must be {3}");

    public static readonly DiagnosticDescriptor NameCollision = Create(
        "FG0009", "A name is needed for generated code",
        "{0} collides with {1}; rename it");

    public static readonly DiagnosticDescriptor LanguageTooOld = Create(
        "FG0010", "The language version is too old",
        "FastGrad's generated code needs C# {1} or newer, but this project is compiled as C# {0}; set <LangVersion> in the project file");

    public static readonly DiagnosticDescriptor ShapesDoNotFit = Create(
        "FG0011", "Shapes do not fit inside a stage",
        "Stage [{1}] of model '{0}': {2}");

    public static readonly DiagnosticDescriptor MalformedFormula = Create(
        "FG0012", "An attribute class with a formula has a fixed form",
        "Formula class '{0}' {1}");

    public static readonly DiagnosticDescriptor ForeignFormula = Create(
        "FG0013", "A formula of a referenced assembly cannot be read",
        "[{0}] of assembly '{1}' {2}");

    public static readonly DiagnosticDescriptor StageNotAllowed = Create(
        "FG0014", "An attribute has no place in this model",
        "Model '{0}' {1}");

    public static readonly DiagnosticDescriptor InternalError = Create(
        "FG0015", "The FastGrad compiler failed",
        "FastGrad failed to compile '{0}', which is a mistake in FastGrad, not in your code: {1}");

    public static readonly DiagnosticDescriptor CannotCompile = Create(
        "FG0016", "A formula cannot be compiled",
        "Formula '{0}' cannot be compiled: {1}");

    public static readonly DiagnosticDescriptor ConstructorDoesNotChain = Create(
        "FG0017", "A model's constructors begin with the generated one",
        "This constructor of model '{0}' must begin with ': this(seed)', because the generated constructor makes its parameters");

    public static readonly DiagnosticDescriptor CapturedField = Create(
        "FG0018", "A formula cannot use a field",
        "Formula '{0}' cannot use {1}, whose value is not known when compiled; {2}");

    public static readonly DiagnosticDescriptor Allocation = Create(
        "FG0019", "A formula allocates nothing",
        "Formula '{0}' cannot use {1}; {2}");

    public static readonly DiagnosticDescriptor Recursion = Create(
        "FG0020", "A formula does not call itself",
        "Formula '{0}' cannot use {1}; {2}");

    public static readonly DiagnosticDescriptor OpenLoop = Create(
        "FG0021", "A loop's bounds are fixed when compiled",
        "Formula '{0}' cannot use {1}; {2}");

    public static readonly DiagnosticDescriptor UnknownFunction = Create(
        "FG0022", "A function that formulas do not know",
        "Formula '{0}' cannot use {1}; {2}");

    public static readonly DiagnosticDescriptor IntegerDivision = Create(
        "FG0023", "An integer division where a real one is meant",
        "Formula '{0}' cannot use {1}; {2}");

    public static readonly DiagnosticDescriptor LayerNotPartial = Create(
        "FG0024", "A layer method is partial and without a body",
        "Layer method '{1}' of model '{0}' {2}");

    public static readonly DiagnosticDescriptor LayerSignature = Create(
        "FG0025", "A layer method takes and gives one tensor",
        "Layer method '{1}' of model '{0}' {2}");

    public static readonly DiagnosticDescriptor WrongMember = Create(
        "FG0026", "An attribute does not fit the form of the model",
        "[{0}] stands on {1}, but {2}");

    public static readonly DiagnosticDescriptor InputWithoutShape = Create(
        "FG0027", "An input of Forward needs its shape",
        "Input '{1}' of model '{0}' has no shape; write the lengths of one example's axes, [Shape(28, 28, 1)] {2}");

    public static readonly DiagnosticDescriptor ForwardSignature = Create(
        "FG0028", "Forward takes and gives tensors",
        "Forward of model '{0}' must be declared as 'Tensor Forward([Shape(...)] Tensor x, ...)', or with a tuple of tensors as its result, but it {1}");

    public static readonly DiagnosticDescriptor PipelineAndForward = Create(
        "FG0029", "A model is a pipeline or has Forward",
        "Model '{0}' has both stages on the class, [{1}], and a method 'Forward', and only one can say what it computes; {2}");

    public static readonly DiagnosticDescriptor NotThereYet = Create(
        "FG0030", "A generated value is not there yet",
        "'{0}' cannot be used here: {1} is written after this has been read; write the number, or a const that both use");

    public static readonly DiagnosticDescriptor UnknownOutput = Create(
        "FG0031", "A loss of an output that does not exist",
        "Loss [{1}] of model '{0}' {2}; the model's outputs: {3}");

    public static readonly DiagnosticDescriptor DuplicateName = Create(
        "FG0032", "Two things of a model have one name",
        "Model '{0}': {1} and {2} would both be called '{3}' in the generated code; rename one");

    public static readonly DiagnosticDescriptor ReferenceMisused = Create(
        "FG0033", "A parameter's keyword or role does not fit",
        "Parameter '{0}' of '{1}' {2}");

    public static readonly DiagnosticDescriptor DerivativeDoesNotFit = Create(
        "FG0034", "A [Derivative] does not fit",
        "[Derivative] says that '{0}' gives the derivative of '{1}', {2}");

    public static readonly DiagnosticDescriptor OperationDoesNotFit = Create(
        "FG0049", "An operation of Forward does not fit",
        "Forward of model '{0}': {1}");

    public static readonly DiagnosticDescriptor PerStepDepends = Create(
        "FG0050", "A number per step depends on no weight",
        "[PerStep] parameter '{1}' of '{0}' depends on {2}, but there is one for all weights, computed before any of them moves; "
        + "make it a slot (without [PerStep]), or compute it from hyper-parameters, the step and other [PerStep] numbers");

    public static readonly DiagnosticDescriptor MalformedState = Create(
        "FG0051", "An optimizer's state has a fixed form",
        "Parameter '{1}' of '{0}' {2}");

    public static readonly DiagnosticDescriptor IgnoreLabelWithoutLabels = Create(
        "FG0052", "A label to ignore, and no labels",
        "IgnoreLabel of [{0}] says which label of model '{1}' does not count, but this loss takes {2}; "
        + "remove it, or take a loss of labels, such as [CrossEntropy]");

    public static readonly DiagnosticDescriptor StartsNothing = Create(
        "FG0060", "An initialiser has nothing to start",
        "[{0}] starts no parameter: {1}; {2}");

    public static readonly DiagnosticDescriptor LearnsNothing = Create(
        "FG0062", "A setting of learning on what learns nothing",
        "[{0}] learns nothing, so that LearningRateFactor, DecayFactor, DecayAll and Frozen mean nothing on it; remove them");

    private static readonly Dictionary<string, DiagnosticDescriptor> _known = new DiagnosticDescriptor[]
    {
        NotPartial, UnsupportedPlace, StagesOnSeveralParts, NoInput, NoLoss, LossDoesNotFit, UnsupportedConstruct, OutOfRange,
        NameCollision, LanguageTooOld, ShapesDoNotFit, MalformedFormula, ForeignFormula, StageNotAllowed, InternalError, CannotCompile,
        ConstructorDoesNotChain, CapturedField, Allocation, Recursion, OpenLoop, UnknownFunction, IntegerDivision, LayerNotPartial,
        LayerSignature, WrongMember, InputWithoutShape, ForwardSignature, PipelineAndForward, NotThereYet, UnknownOutput,
        DuplicateName, ReferenceMisused, DerivativeDoesNotFit, OperationDoesNotFit, PerStepDepends, MalformedState,
        IgnoreLabelWithoutLabels, StartsNothing, LearnsNothing,
    }.Concat(CheckDescriptors.All).Concat(GpuDescriptors.All).ToDictionary(descriptor => descriptor.Id);

    public static IEnumerable<DiagnosticDescriptor> All => _known.Values;

    public static DiagnosticDescriptor ById(string id) =>
        _known.TryGetValue(id, out DiagnosticDescriptor? descriptor) ? descriptor : throw new ArgumentException($"no diagnostic {id}");

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity = DiagnosticSeverity.Error) =>
        severity == DiagnosticSeverity.Error ? Rule.Error(id, title, message) : Rule.Warning(id, title, message);
}
