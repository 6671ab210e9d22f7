using FastGrad.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FastGrad.Generator.FrontEnd;

/// <summary>The version of C# that generated code is written in.</summary>
internal static class Languages
{
    public const LanguageVersion Needed = LanguageVersion.CSharp13;

    public static bool Suffices(SyntaxNode declaration, Location place, Findings findings)
    {
        if (declaration.SyntaxTree.Options is not CSharpParseOptions options || options.LanguageVersion >= Needed)
            return true;
        findings.Report(Descriptors.LanguageTooOld, place, options.LanguageVersion.ToDisplayString(), Needed.ToDisplayString());
        return false;
    }
}
