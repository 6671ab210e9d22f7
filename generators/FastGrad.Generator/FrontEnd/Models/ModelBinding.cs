using FastGrad.Compiler;
using FastGrad.Compiler.Specs;
using FastGrad.Generator.Diagnostics;

namespace FastGrad.Generator.FrontEnd.Models;

/// <summary>A bound model: what is compiled apart from where it stands, so that a comment above a model recompiles nothing.</summary>
/// <param name="Name">Full metadata name.</param>
/// <param name="Spec">Null where something is wrong with the declaration.</param>
/// <param name="Layers">Its partial methods, which are implemented whatever is wrong; null where no part can join the class.</param>
/// <param name="Outline">Where something is wrong: what the rest of the program may be checked against meanwhile; null where no part can join
/// the class, or where its members follow from shapes.</param>
/// <param name="Places">Index 0 is the class's name, then its stages, losses and optimizer in source order, the attributes on its methods,
/// and the operations of <c>Forward</c> and what it calls; <see cref="Problem.Place"/> points here.</param>
internal sealed record ModelBinding(
    string Name,
    ModelSpec? Spec,
    LayersSpec? Layers,
    ModelOutline? Outline,
    EquatableArray<LocationInfo> Places,
    EquatableArray<DiagnosticInfo> Diagnostics);
