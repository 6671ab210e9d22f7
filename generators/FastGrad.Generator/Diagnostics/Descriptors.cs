using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.Diagnostics;

/// <summary>
/// Every mistake that FastGrad reports. One id per mistake, never reused; each has a help page beside the generator's source.
/// All in this file are errors: after any of them the code that the user calls does not exist. Those that can stand beside generated code,
/// warnings among them, are in <see cref="CheckDescriptors"/>.
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
        "Model '{0}' needs one [Input(...)] before its other stages, but {1}");

    public static readonly DiagnosticDescriptor NoLoss = Create(
        "FG0005", "A model has one loss",
        "Model '{0}' needs exactly one loss, but {1}");

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

    public static readonly DiagnosticDescriptor OperationDoesNotFit = Create(
        "FG0049", "An operation of Forward does not fit",
        "Forward of model '{0}': {1}");

    private static readonly Dictionary<string, DiagnosticDescriptor> _known = new DiagnosticDescriptor[]
    {
        NotPartial, UnsupportedPlace, StagesOnSeveralParts, NoInput, NoLoss, LossDoesNotFit, UnsupportedConstruct, OutOfRange,
        NameCollision, LanguageTooOld, ShapesDoNotFit, MalformedFormula, ForeignFormula, StageNotAllowed, InternalError, CannotCompile,
        ConstructorDoesNotChain, OperationDoesNotFit,
    }.Concat(CheckDescriptors.All).ToDictionary(descriptor => descriptor.Id);

    public static IEnumerable<DiagnosticDescriptor> All => _known.Values;

    public static DiagnosticDescriptor ById(string id) =>
        _known.TryGetValue(id, out DiagnosticDescriptor? descriptor) ? descriptor : throw new ArgumentException($"no diagnostic {id}");

    private static DiagnosticDescriptor Create(string id, string title, string message) => Rule.Error(id, title, message);
}
