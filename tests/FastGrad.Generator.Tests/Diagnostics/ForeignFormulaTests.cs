using FastGrad.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.Tests.Diagnostics;

/// <summary>FG0013: what a referenced assembly's metadata may hold instead of a formula.</summary>
public class ForeignFormulaTests
{
    [Theory]
    [InlineData("", "carries no compiled formula", "FastGrad's generator")]
    [InlineData("[CompiledFormula(\"(formula 7 Bent (something new))\")]", "format 7", "reads format 3")]
    [InlineData("[CompiledFormula(\"(formula 1 Bent\")]", "a damaged formula", "rebuild")]
    [InlineData("[CompiledFormula(\"\")]", "a damaged formula", "rebuild")]
    [InlineData("[CompiledFormula(null!)]", "carries no compiled formula", "FastGrad's generator")]
    public void FG0013(string attribute, string what, string instead)
    {
        MetadataReference library = Library("Stages", $$"""
            {{attribute}}
            public sealed class BentAttribute : ActivationAttribute
            {
                [Formula] public double Activate(double x) => x;
            }
            """);
        Marked file = Marked.Parse("[Model, Input(4), «Bent», Mse] public partial class Net;");
        var result = Project.Run(Project.Create("User", Project.Newest, [library], file.Source));
        Expect.Diagnostics(result.Diagnostics, "FG0013", [file], "[Bent] of assembly 'Stages'", what, instead);
    }

    /// <summary>An assembly built without the generator.</summary>
    private static PortableExecutableReference Library(string name, string source)
    {
        using var image = new MemoryStream();
        var emitted = Project.Create(name, Project.Newest, [], source).Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
