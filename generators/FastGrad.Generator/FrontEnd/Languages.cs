using FastGrad.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FastGrad.Generator.FrontEnd;

/// <summary>The version of C# that generated code is written in.</summary>
internal static class Languages
{
    /// <summary>C# 14, of which this Roslyn does not know the name: run-time classes use its <c>field</c>.</summary>
    private const LanguageVersion Needed = (LanguageVersion)1400;

    public static bool Suffices(SyntaxNode declaration, Location place, Findings findings)
    {
        if (declaration.SyntaxTree.Options is not CSharpParseOptions options || options.LanguageVersion >= Needed)
            return true;
        findings.Report(Descriptors.LanguageTooOld, place, options.LanguageVersion.ToDisplayString(), "14.0");
        return false;
    }
}
