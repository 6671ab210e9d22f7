using FastGrad.Compiler;
using FastGrad.Compiler.Specs;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.Diagnostics;

/// <summary>A diagnostic that can be cached: an id, a place, and the words for the message's placeholders.</summary>
internal sealed record DiagnosticInfo(string Id, LocationInfo Place, EquatableArray<string> Arguments)
{
    public static DiagnosticInfo Create(DiagnosticDescriptor descriptor, LocationInfo place, params string[] arguments) =>
        new(descriptor.Id, place, new(arguments));

    /// <summary>A compiler's problem, put where its place index points. An index out of the table is the class's name.</summary>
    public static DiagnosticInfo From(Problem problem, EquatableArray<LocationInfo> places) =>
        new(problem.Id, places[problem.Place >= 0 && problem.Place < places.Count ? problem.Place : 0], problem.Arguments);

    public Diagnostic ToDiagnostic(Compilation compilation) =>
        Diagnostic.Create(Descriptors.ById(Id), Place.ToLocation(compilation), [.. Arguments]);
}
