namespace FastGrad.Compiler.Specs;

/// <summary>
/// A declared model, bound: all the compiler needs and nothing of Roslyn. Immutable strings, numbers, enums and equatable arrays,
/// because this record is the key of the generator's cache. Places in the source travel beside it (see <see cref="Problem"/>),
/// or a comment above a model would invalidate it.
/// </summary>
public sealed record ModelSpec(
    TypeSpec Type,
    Precision Precision,
    bool InputGradient,
    EquatableArray<InputSpec> Inputs,
    EquatableArray<StageSpec> Stages,
    StageSpec Loss,
    StageSpec? Optimizer);

public enum Precision { Single, Double }

public enum ElementType { Real, Integer }

/// <summary>Where the generated part goes.</summary>
/// <param name="Namespace">Empty for the global one.</param>
/// <param name="ContainingTypes">Headers from the outside in: <c>partial class Outer</c>.</param>
/// <param name="Header">The model's own: <c>partial class DigitNet</c>.</param>
/// <param name="Name">Simple name, escaped (<c>@class</c>) where it must be.</param>
/// <param name="FullName">Metadata name with containing types: unique, so the hint name is made of it.</param>
public sealed record TypeSpec(string Namespace, EquatableArray<string> ContainingTypes, string Header, string Name, string FullName);

public sealed record InputSpec(string Name, ElementType Element, EquatableArray<int> Shape);

/// <summary>One attribute on a model.</summary>
/// <param name="Formula">The attribute class as text: see <see cref="Formulas.FormulaWriter"/>.</param>
/// <param name="Arguments">The properties that the user gave.</param>
/// <param name="Place">Index of the attribute in the model's table of places.</param>
public sealed record StageSpec(string Formula, EquatableArray<Argument> Arguments, int Place);

/// <param name="Value">As invariant text, like <see cref="Formulas.HyperParameter.Default"/>.</param>
public sealed record Argument(string Property, string Value);

/// <summary>A mistake in the user's source, found by a pass that knows no source: the place is an index.</summary>
/// <param name="Id">FGxxxx.</param>
/// <param name="Place">Index into the table of places that travels beside the spec; 0 is the class's name.</param>
/// <param name="Arguments">For the message's placeholders.</param>
public sealed record Problem(string Id, int Place, EquatableArray<string> Arguments);

/// <summary>What a compilation gives: a file of source, or the reasons why not.</summary>
public sealed record CompiledUnit(string HintName, string Source, EquatableArray<Problem> Problems);
