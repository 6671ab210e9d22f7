using System.Reflection;
using FastGrad.Compiler.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FastGrad.Generator.Tests.Harness;

/// <summary>A user's project, generated, compiled without a complaint, and loaded.</summary>
internal static class Loaded
{
    public static Assembly Load(params string[] files) => Load(Project.Create(files));

    public static Assembly Load(CSharpCompilation compilation) => Assembly.Load(Image(compilation));

    public static byte[] Image(CSharpCompilation compilation)
    {
        GeneratorRunResult result = Project.Run(compilation, out Compilation output);
        Expect.Nothing(string.Join("\n", result.Diagnostics.Select(diagnostic => diagnostic.ToString())));
        Expect.Nothing(string.Join("\n", output.Complaints()));
        using var image = new MemoryStream();
        Assert.True(output.Emit(image).Success);
        return image.ToArray();
    }

    public static FormulaClass Formula(this Type attribute) =>
        FormulaReader.Read(attribute.GetCustomAttribute<CompiledFormulaAttribute>()!.Tree);

    /// <summary>Calls <c>public static object? Run()</c> of a type, which a test's source declares.</summary>
    public static object? Run(this Assembly assembly, string type) =>
        assembly.GetType(type, throwOnError: true)!.GetMethod("Run")!.Invoke(null, []);
}
