using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.Diagnostics;

/// <summary>What went wrong while binding. Binding goes on after a mistake, so that one build shows all of them.</summary>
internal sealed class Findings
{
    private readonly List<DiagnosticInfo> _diagnostics = [];

    public IReadOnlyList<DiagnosticInfo> Diagnostics => _diagnostics;

    /// <summary>Whether anything is wrong that keeps the declaration from being compiled, be it only something that C# itself reports.</summary>
    public bool Failed { get; private set; }

    /// <summary>Whether it is left to C# to say what is wrong.</summary>
    public bool IsSilent => Failed && _diagnostics.All(diagnostic => Descriptors.ById(diagnostic.Id).DefaultSeverity != DiagnosticSeverity.Error);

    public void Report(DiagnosticDescriptor descriptor, SyntaxNode place, params string[] arguments) =>
        Report(descriptor, LocationInfo.From(place), arguments);

    public void Report(DiagnosticDescriptor descriptor, Location place, params string[] arguments) =>
        Report(descriptor, LocationInfo.From(place), arguments);

    public void Report(DiagnosticDescriptor descriptor, LocationInfo place, params string[] arguments)
    {
        Failed |= descriptor.DefaultSeverity == DiagnosticSeverity.Error;
        _diagnostics.Add(DiagnosticInfo.Create(descriptor, place, arguments));
    }

    /// <summary>The source is broken in a way that C# reports; a second message would only be noise.</summary>
    public void FailSilently() => Failed = true;
}
