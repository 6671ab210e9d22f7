using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.Diagnostics;

/// <summary>Makes descriptors. It has no fields, so that the tables of them may be made in any order.</summary>
internal static class Rule
{
    private const string Category = "FastGrad";

    public static DiagnosticDescriptor Error(string id, string title, string message) => Create(id, title, message, DiagnosticSeverity.Error);

    public static DiagnosticDescriptor Warning(string id, string title, string message) => Create(id, title, message, DiagnosticSeverity.Warning);

    public static DiagnosticDescriptor Information(string id, string title, string message) => Create(id, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true, description: new HelpPage(id));
}
