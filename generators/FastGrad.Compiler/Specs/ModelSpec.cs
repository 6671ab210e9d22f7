namespace FastGrad.Compiler.Specs;

/// <summary>
/// A declared model, bound: all the compiler needs and nothing of Roslyn. Immutable strings, numbers, enums and equatable arrays,
/// because this record is the key of the generator's cache. Places in the source travel beside it (see <see cref="Problem"/>),
/// or a comment above a model would invalidate it.
/// </summary>
/// <param name="Stages">Of a pipeline, in order; of a model with <c>Forward</c>, its partial methods, each with its name.</param>
/// <param name="Outputs">Names of the outputs; one, <c>output</c>, of a pipeline.</param>
/// <param name="Forward">The model's own methods as a formula class's text, <c>Forward</c> the marked one; null for a pipeline.</param>
/// <param name="ExampleWeights">Whether each example comes with a weight.</param>
/// <param name="MemoryBudget">Bytes a trainer's workspace may take at <paramref name="BatchCapacity"/>; 0 for no limit.</param>
/// <param name="Profile">Whether each kernel's time is kept.</param>
/// <param name="MixedPrecision">Whether a GPU keeps activations and their gradients in 16 bits.</param>
public sealed record ModelSpec(
    TypeSpec Type,
    Precision Precision,
    bool InputGradient,
    EquatableArray<InputSpec> Inputs,
    EquatableArray<StageSpec> Stages,
    EquatableArray<LossSpec> Losses,
    StageSpec? Optimizer,
    EquatableArray<string> Outputs,
    string? Forward = null,
    bool ExampleWeights = false,
    long MemoryBudget = 0,
    int BatchCapacity = 1,
    bool Profile = false,
    bool MixedPrecision = false);

public enum Precision { Single, Double }

public enum ElementType { Real, Integer }

/// <summary>Where the generated part goes.</summary>
/// <param name="Namespace">Empty for the global one.</param>
/// <param name="ContainingTypes">Headers from the outside in: <c>partial class Outer</c>.</param>
/// <param name="Header">The model's own: <c>partial class DigitNet</c>.</param>
/// <param name="Name">Simple name, escaped (<c>@class</c>) where it must be.</param>
/// <param name="FullName">Metadata name with containing types: unique, so the hint name is made of it.</param>
public sealed record TypeSpec(string Namespace, EquatableArray<string> ContainingTypes, string Header, string Name, string FullName);

/// <param name="Count">Of an integer input: its numbers lie in [0, Count).</param>
public sealed record InputSpec(string Name, ElementType Element, EquatableArray<int> Shape, int Count = 0);

/// <summary>One attribute on a model.</summary>
/// <param name="Formula">The attribute class as text: see <see cref="Formulas.FormulaWriter"/>.</param>
/// <param name="Arguments">The properties that the user gave.</param>
/// <param name="Place">Index of the attribute in the model's table of places.</param>
/// <param name="Name">The partial method that carries it; empty for one that is numbered by its kind.</param>
/// <param name="Learning">Of a layer or an activation: how its parameters are trained; null for as the optimizer says.</param>
/// <param name="Starts">Of a layer or an activation: initialisers that stand in place of the formula's own.</param>
public sealed record StageSpec(
    string Formula,
    EquatableArray<Argument> Arguments,
    int Place,
    string Name = "",
    LearningSpec? Learning = null,
    EquatableArray<StartSpec> Starts = default);

/// <summary>What a layer says of its parameters' training.</summary>
/// <param name="DecayAll">Whether those decay that its formula marks [NoDecay].</param>
public sealed record LearningSpec(double LearningRateFactor = 1, double DecayFactor = 1, bool DecayAll = false, bool IsFrozen = false);

/// <summary>An initialiser that a model gives to a layer.</summary>
/// <param name="Display">As it is called in messages: <c>XavierNormal</c>.</param>
/// <param name="Initializer">C# that constructs it.</param>
/// <param name="Parameter">The formula's parameter; null for all of at least two axes.</param>
/// <param name="ForMatrices">Whether it can start no parameter of fewer than two axes.</param>
public sealed record StartSpec(string Display, string Initializer, string? Parameter, int Place, bool ForMatrices = false);

/// <summary>A loss on one of the outputs.</summary>
/// <param name="Output">The output's name.</param>
/// <param name="Weight">Its share in the sum of losses.</param>
/// <param name="TakesLogits">Whether it squashes the output itself, and so wants numbers of any size.</param>
/// <param name="Reduction">What a batch's loss is made of.</param>
/// <param name="IgnoreLabel">The label of examples that do not count; null where every label must be a class.</param>
public sealed record LossSpec(
    StageSpec Stage, string Output, double Weight = 1, bool TakesLogits = false, LossReduction Reduction = LossReduction.Mean, int? IgnoreLabel = null);

/// <summary>The values are those of the library's enum.</summary>
public enum LossReduction { Mean, Sum, None }

/// <param name="Value">As invariant text, like <see cref="Formulas.HyperParameter.Default"/>.</param>
/// <param name="Name">Of an enum's value: the member, <c>AdversarialKind.Saturating</c>; null for what reads as it is.</param>
public sealed record Argument(string Property, string Value, string? Name = null);

/// <summary>A mistake in the user's source, found by a pass that knows no source: the place is an index.</summary>
/// <param name="Id">FGxxxx.</param>
/// <param name="Place">Index into the table of places that travels beside the spec; 0 is the class's name.</param>
/// <param name="Arguments">For the message's placeholders.</param>
public sealed record Problem(string Id, int Place, EquatableArray<string> Arguments);

/// <summary>
/// What a compilation gives. Both may be there: a warning withholds no source, and neither does a mistake that source can be written
/// in spite of, so that C# does not also complain of every call of what is missing.
/// </summary>
/// <param name="Source">Empty where the problems left nothing to write.</param>
/// <param name="IsStub">Whether the source only lets the rest of the program be checked.</param>
public sealed record CompiledUnit(string HintName, string Source, EquatableArray<Problem> Problems, bool IsStub = false);

/// <summary>What is known of a model that cannot be compiled: enough for a stub of the members that the rest of the program uses.</summary>
/// <param name="TakesLabels">Whether its targets are labels.</param>
/// <param name="Profile">Whether it has a profile.</param>
/// <param name="IsExplained">Whether an error of ours says what is wrong; else that is left to C#, which might see nothing wrong in the end.</param>
public sealed record ModelOutline(TypeSpec Type, Precision Precision, bool TakesLabels, bool Profile, bool IsExplained = true);
